// beside goroutine_basics scoped
package main

import (
	"fmt"
	"sync"
)

func main() {
	orders := [][]int{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}
	totals := make([]int, 3)

	var clerks sync.WaitGroup
	for id, order := range orders {
		clerks.Go(func() {
			for _, n := range order {
				totals[id] += n // totals[0] would compile as well, and be a data race
			}
		})
	}
	clerks.Wait() // without this line it compiles, too
	fmt.Println("totals:", totals)
}

// prints:
// totals: [6 15 24]
