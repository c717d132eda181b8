// holds select_statements multiplex: "A closed channel is always ready, in Go and
// here. In Go you set its variable to nil, which switches its case off."
// holds select_statements gotchas: "A closed channel is ready in every turn, for
// ever"

package main

import "fmt"

func main() {
	closed, silent := make(chan int), make(chan int)
	close(closed)
	turns := 0
	for range 1_000 {
		select {
		case <-closed:
			turns++
		case <-silent:
		}
	}
	fmt.Println("turns for nothing:", turns)
}

// prints:
// turns for nothing: 1000
