// beside race_conditions compound_map
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	var prices sync.Map
	var inserted atomic.Int64
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() {
			// Load and then Store would be two calls.
			if _, there := prices.LoadOrStore("2 maps", 42); !there {
				inserted.Add(1)
			}
		})
	}
	wg.Wait()
	fmt.Println("inserted:", inserted.Load())
}

// prints:
// inserted: 1
