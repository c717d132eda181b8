// beside goroutine_patterns worker_pool
package main

import (
	"fmt"
	"sync"
)

func main() {
	jobs, squares := make(chan int), make([]int, 10)
	var workers sync.WaitGroup
	for range 3 {
		workers.Go(func() {
			for job := range jobs {
				squares[job-1] = job * job // each job has a place of its own: no lock
			}
		})
	}
	for job := 1; job <= 10; job++ {
		jobs <- job
	}
	close(jobs)
	workers.Wait()
	fmt.Println(squares)
}

// prints:
// [1 4 9 16 25 36 49 64 81 100]
