// beside race_conditions atomics
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

// raise is the loop: read, compute, write if the value is still the one that was read.
func raise(highest *atomic.Int64, value int64) {
	for {
		seen := highest.Load()
		if seen >= value || highest.CompareAndSwap(seen, value) {
			return
		}
	}
}

func main() {
	var count, highest atomic.Int64
	var wg sync.WaitGroup
	for id := int64(1); id <= 4; id++ {
		wg.Go(func() {
			for step := int64(1); step <= 1000; step++ {
				count.Add(1)
				raise(&highest, id*step)
			}
		})
	}
	wg.Wait()
	fmt.Println(count.Load(), highest.Load())
}

// prints:
// 4000 4000
