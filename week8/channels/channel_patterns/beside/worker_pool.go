// beside channel_patterns worker_pool
package main

import (
	"fmt"
	"sync"
)

// A Pool runs jobs; a panic in a job ends the process, unless the job recovers it.
type Pool struct {
	jobs    chan func()
	workers sync.WaitGroup
}

func NewPool(workers int) *Pool {
	pool := &Pool{jobs: make(chan func(), 16)}
	for range workers {
		pool.workers.Go(func() {
			for job := range pool.jobs {
				job()
			}
		})
	}
	return pool
}

func Submit[T any](pool *Pool, work func() T) <-chan T {
	answer := make(chan T, 1)
	pool.jobs <- func() { answer <- work() } // panics if the pool is closed already
	return answer
}

func (pool *Pool) Close() {
	close(pool.jobs)
	pool.workers.Wait()
}

func main() {
	pool := NewPool(2)
	square := Submit(pool, func() int { return 5 * 5 })
	text := Submit(pool, func() string { return "of another type" })
	pool.Close()
	fmt.Println(<-square, <-text)
}

// prints:
// 25 of another type
