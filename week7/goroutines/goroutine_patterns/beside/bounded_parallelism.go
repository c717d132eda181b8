// beside goroutine_patterns bounded_parallelism
package main

import (
	"fmt"
	"sync"
)

func main() {
	printers := make(chan struct{}, 3) // a place in the buffer is a permit
	var mu sync.Mutex
	inside, peak := 0, 0
	var pages sync.WaitGroup
	for range 20 {
		printers <- struct{}{} // waits while three are in
		pages.Go(func() {
			defer func() { <-printers }() // given back, in a panic too
			mu.Lock()
			inside++
			peak = max(peak, inside)
			mu.Unlock()
			// prints
			mu.Lock()
			inside--
			mu.Unlock()
		})
	}
	pages.Wait()
	fmt.Println("never more than three:", peak <= 3)
}

// prints:
// never more than three: true
