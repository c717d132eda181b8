// beside race_conditions condvar
package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.Mutex
	bell := sync.NewCond(&mu)
	parcels := 0

	var takers sync.WaitGroup
	for range 2 {
		takers.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			for parcels == 0 { // not `if`: another taker may be faster
				bell.Wait()
			}
			parcels--
		})
	}
	for range 2 {
		mu.Lock()
		parcels++
		mu.Unlock()
		bell.Signal()
	}
	takers.Wait()
	fmt.Println("parcels left:", parcels)
}

// prints:
// parcels left: 0
