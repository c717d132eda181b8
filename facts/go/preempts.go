// holds goroutine_basics scheduling: "Go preempts: it can take the thread away from
// a goroutine that only computes."
// holds goroutine_basics budget: "Go needs no budget, because it preempts by time."

package main

import (
	"fmt"
	"runtime"
	"sync/atomic"
)

func main() {
	runtime.GOMAXPROCS(1)
	var runs, stop atomic.Bool
	go func() {
		runs.Store(true)
		for !stop.Load() { // it only computes
		}
	}()
	for !runs.Load() {
		runtime.Gosched()
	}
	fmt.Println("main has the thread again")
	stop.Store(true)
}

// prints:
// main has the thread again
