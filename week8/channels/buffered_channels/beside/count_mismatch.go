// beside buffered_channels count_mismatch
package main

import "fmt"

func main() {
	items := make(chan int, 1)
	go func() {
		items <- 1
		items <- 2
		close(items)
	}()
	for range 3 { // expects three
		item, ok := <-items
		fmt.Println(item, ok)
	}
}

// prints:
// 1 true
// 2 true
// 0 false
