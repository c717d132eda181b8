// beside goroutine_basics refusals
package main

import "fmt"

// All of this compiles: the collector keeps alive what a goroutine can reach, and
// nothing asks whether a type may be used by two of them.
func main() {
	done := make(chan bool)
	order := "2 maps"
	go func() {
		fmt.Println("prints", order) // borrows the variable of main
		done <- true
	}()
	<-done

	words := &order
	go func() {
		fmt.Println("prints", *words) // takes a pointer along
		done <- true
	}()
	<-done

	printed := 0
	go func() {
		printed++ // any type may be shared, also without a lock
		done <- true
	}()
	<-done
	fmt.Println("printed:", printed)
}

// prints:
// prints 2 maps
// prints 2 maps
// printed: 1
