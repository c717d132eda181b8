// beside channel_basics range
package main

import "fmt"

func main() {
	values := make(chan int)
	go func() {
		for value := 1; value <= 4; value++ {
			values <- value
		}
		close(values) // without this line the loop below waits for ever
	}()
	for value := range values {
		fmt.Println("receives", value)
	}
	fmt.Println("the end")
}

// prints:
// receives 1
// receives 2
// receives 3
// receives 4
// the end
