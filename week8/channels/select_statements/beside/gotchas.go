// beside select_statements gotchas
package main

import "fmt"

func main() {
	orders := make(chan int, 2)
	orders <- 1
	turns := 0
	for range 3 {
		turns++
		select {
		case <-orders:
			break // leaves the select, and the loop goes on
		default: // without waiting: in an endless loop a core would spin
		}
	}
	fmt.Println("turns:", turns)

	close(orders)
	turns = 0
loop:
	for {
		turns++
		select {
		case _, ok := <-orders:
			if !ok {
				break loop // leaves the loop
			}
		}
	}
	fmt.Println("turns:", turns)
}

// prints:
// turns: 3
// turns: 1
