// beside buffered_channels result_buffer
package main

import (
	"fmt"
	"sync"
)

func main() {
	results := make(chan int, 3) // without room, Wait would never return
	var workers sync.WaitGroup
	for _, number := range []int{2, 3, 5} {
		workers.Go(func() { results <- number * number })
	}
	workers.Wait()
	fmt.Println("all workers have ended")
	close(results)
	sum := 0
	for result := range results {
		sum += result
	}
	fmt.Println("sum of the results:", sum)
}

// prints:
// all workers have ended
// sum of the results: 38
