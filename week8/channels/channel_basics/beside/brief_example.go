// beside channel_basics brief_example
package main

import "fmt"

func main() {
	items := make(chan int, 2)
	go func() {
		for item := 1; item <= 5; item++ {
			items <- item
		}
		close(items) // the producer says that it has ended
	}()
	for item := range items {
		fmt.Println("got", item)
	}
	fmt.Println("the end")
}

// prints:
// got 1
// got 2
// got 3
// got 4
// got 5
// the end
