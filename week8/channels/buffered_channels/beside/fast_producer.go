// beside buffered_channels fast_producer
package main

import "fmt"

func main() {
	items := make(chan int, 2)
	go func() {
		for item := 1; item <= 6; item++ {
			items <- item // waits while two are inside
		}
		close(items)
	}()
	for item := range items {
		fmt.Println("receives", item)
	}
}

// prints:
// receives 1
// receives 2
// receives 3
// receives 4
// receives 5
// receives 6
