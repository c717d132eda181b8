// beside buffered_channels overflow
package main

import "fmt"

func dropNewest(items chan int, item int) {
	select {
	case items <- item:
	default: // dropped
	}
}

// dropOldest is right with one sender only: another one could take the place
// that is made here.
func dropOldest(items chan int, item int) {
	if len(items) == cap(items) {
		select {
		case <-items: // the oldest goes
		default: // a receiver was quicker
		}
	}
	items <- item
}

func kept(items chan int) (kept []int) {
	close(items)
	for item := range items {
		kept = append(kept, item)
	}
	return kept
}

func main() {
	newest, oldest := make(chan int, 3), make(chan int, 3)
	for item := 1; item <= 5; item++ {
		dropNewest(newest, item)
		dropOldest(oldest, item)
	}
	fmt.Println("drop newest:", kept(newest))
	fmt.Println("drop oldest:", kept(oldest))
}

// prints:
// drop newest: [1 2 3]
// drop oldest: [3 4 5]
