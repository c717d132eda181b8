// beside select_statements cancel_safety
package main

import (
	"fmt"
	"time"
)

func check(order int) int {
	time.Sleep(2 * time.Millisecond) // runs to its end: nobody can drop it half-way
	return order
}

func main() {
	orders := make(chan int, 5)
	for order := 1; order <= 5; order++ {
		orders <- order
	}
	close(orders)
	beat := time.NewTicker(3 * time.Millisecond)
	var checked []int
	for {
		select {
		case order, ok := <-orders:
			if !ok {
				fmt.Println("has checked", checked)
				return
			}
			checked = append(checked, check(order))
		case <-beat.C:
		}
	}
}

// prints:
// has checked [1 2 3 4 5]
