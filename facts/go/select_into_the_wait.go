// holds select_statements deadline: "When an order and the deadline are both there,
// Go's `select` picks at random."

package main

import "fmt"

func main() {
	closing := make(chan bool)
	close(closing)
	taken := 0
	for range 1_000 {
		orders := make(chan int, 1)
		orders <- 1
		select {
		case <-closing:
		case <-orders:
			taken++
		}
	}
	fmt.Println("some orders are taken after the deadline:", taken > 300 && taken < 700)
}

// prints:
// some orders are taken after the deadline: true
