// holds select_statements gotchas: "And `break` in Go leaves only the `select`, so
// the loop needs a label"

package main

import "fmt"

func main() {
	orders := make(chan int, 3)
	orders <- 1
	orders <- 2
	orders <- 3
	close(orders)
	turns := 0
loop:
	for {
		select {
		case _, ok := <-orders:
			turns++
			if !ok {
				break loop
			}
			break // the loop goes on
		}
	}
	fmt.Println("turns:", turns)
}

// prints:
// turns: 4
