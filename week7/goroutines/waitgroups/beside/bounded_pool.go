// beside waitgroups bounded_pool
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	jobs := make(chan int)
	var done atomic.Int64
	var workers sync.WaitGroup
	for range 3 {
		workers.Go(func() {
			for range jobs { // ends when the channel is closed and empty
				done.Add(1)
			}
		})
	}
	for job := 1; job <= 12; job++ {
		jobs <- job
	}
	close(jobs)
	workers.Wait()
	fmt.Println("jobs done:", done.Load())
}

// prints:
// jobs done: 12
