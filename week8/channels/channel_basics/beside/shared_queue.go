// beside channel_basics shared_queue
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	jobs := make(chan int, 2)
	var done atomic.Int32
	var workers sync.WaitGroup
	for range 3 {
		workers.Go(func() {
			for range jobs { // each job goes to one of the three
				done.Add(1)
			}
		})
	}
	for job := range 9 {
		jobs <- job
	}
	close(jobs)
	workers.Wait()
	fmt.Println("jobs done:", done.Load())
}

// prints:
// jobs done: 9
