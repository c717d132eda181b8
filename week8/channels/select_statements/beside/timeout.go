// beside select_statements timeout
package main

import (
	"fmt"
	"time"
)

func main() {
	orders := make(chan string, 1)
	select {
	case order := <-orders:
		fmt.Println(order)
	case <-time.After(5 * time.Millisecond):
		fmt.Println("no order yet")
	}
	orders <- "order 1"
	select {
	case order := <-orders:
		fmt.Println(order)
	case <-time.After(time.Hour):
		fmt.Println("no order yet")
	}
}

// prints:
// no order yet
// order 1
