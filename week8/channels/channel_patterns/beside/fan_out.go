// beside channel_patterns fan_out
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	var cooked, noted atomic.Int32
	var group sync.WaitGroup

	orders := make(chan int)
	for range 3 {
		group.Go(func() {
			for range orders { // shared: each order goes to one of the three
				cooked.Add(1)
			}
		})
	}
	var departments []chan int
	for range 3 {
		copies := make(chan int)
		departments = append(departments, copies)
		group.Go(func() {
			for range copies { // copied: every order
				noted.Add(1)
			}
		})
	}
	for order := range 6 {
		orders <- order
		for _, department := range departments {
			department <- order
		}
	}
	close(orders)
	for _, department := range departments {
		close(department)
	}
	group.Wait()
	fmt.Println("cooked:", cooked.Load(), "noted:", noted.Load())
}

// prints:
// cooked: 6 noted: 18
