// beside select_statements deadline
package main

import (
	"fmt"
	"time"
)

func main() {
	orders := make(chan int, 6)
	for order := 1; order <= 6; order++ {
		orders <- order
	}
	closing := time.After(20 * time.Millisecond) // before the loop, not in it
	for {
		select {
		case <-closing: // the nearest thing to `biased`: look at it alone first
			fmt.Println("closes")
			return
		default:
		}
		select {
		case <-closing: // if it comes between the two selects: either, at random
			fmt.Println("closes")
			return
		case <-orders:
			time.Sleep(8 * time.Millisecond) // the work
		}
	}
}

// prints:
// closes
