// beside waitgroups dynamic
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

var (
	wg   sync.WaitGroup
	jobs atomic.Int64
)

// job is started by wg.Go, which counts before it starts the goroutine.
func job(levels int) {
	jobs.Add(1)
	if levels > 1 {
		for range 2 {
			wg.Go(func() { job(levels - 1) }) // this job still counts, so no zero
		}
	}
}

func main() {
	wg.Go(func() { job(3) })
	wg.Wait()
	fmt.Println("jobs:", jobs.Load())
}

// prints:
// jobs: 7
