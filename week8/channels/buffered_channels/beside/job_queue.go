// beside buffered_channels job_queue
package main

import (
	"fmt"
	"sync"
)

func main() {
	jobs := make(chan int, 2)
	done := make(chan int, 9)
	var workers sync.WaitGroup
	for range 3 {
		workers.Go(func() {
			for job := range jobs { // each job goes to one worker
				done <- job
			}
		})
	}
	for job := 1; job <= 9; job++ {
		jobs <- job
	}
	close(jobs)
	workers.Wait()
	fmt.Println("jobs done:", len(done))
}

// prints:
// jobs done: 9
