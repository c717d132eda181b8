// beside goroutine_basics hundred_thousand
package main

import (
	"fmt"
	"runtime"
)

func main() {
	all, numbers := make(chan bool), make(chan int)
	for n := 1; n <= 100_000; n++ {
		go func() {
			<-all // until main closes it
			numbers <- n
		}()
	}
	fmt.Println("alive, with main:", runtime.NumGoroutine())
	close(all)

	sum := 0
	for range 100_000 {
		sum += <-numbers
	}
	fmt.Println("sum:", sum)
}

// prints:
// alive, with main: 100001
// sum: 5000050000
