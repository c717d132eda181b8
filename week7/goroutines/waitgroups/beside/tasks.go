// beside waitgroups tasks
package main

import (
	"fmt"
	"slices"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	squares := make(chan int, 4) // a wait group keeps no results: a channel does
	for n := 1; n <= 4; n++ {
		wg.Go(func() { squares <- n * n })
	}
	wg.Wait()
	close(squares)

	var results []int
	for square := range squares {
		results = append(results, square)
	}
	slices.Sort(results) // they came in any order
	fmt.Println(results)
}

// prints:
// [1 4 9 16]
