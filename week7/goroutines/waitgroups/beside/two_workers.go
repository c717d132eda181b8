// beside waitgroups two_workers
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	for _, name := range []string{"A", "B"} {
		// Since Go 1.25. Before: wg.Add(1), then go func() { defer wg.Done() ... }().
		wg.Go(func() {
			for step := range 5 {
				fmt.Printf("Worker %s: %d\n", name, step)
			}
		})
	}
	wg.Wait()
	fmt.Println("both are done")
}
