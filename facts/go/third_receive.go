// holds buffered_channels count_mismatch: "In Go the third receive waits for ever,
// or gets a zero if somebody has closed the channel."

package main

import "fmt"

func main() {
	items := make(chan int, 2)
	items <- 1
	items <- 2
	close(items)
	fmt.Println(<-items, <-items, <-items)
}

// prints:
// 1 2 0
