// beside goroutine_basics scheduling
package main

import (
	"fmt"
	"runtime"
	"sync/atomic"
)

func main() {
	runtime.GOMAXPROCS(1) // one thread for all goroutines
	var running, stop atomic.Bool
	go func() {
		running.Store(true)
		for !stop.Load() { // it only computes, and never waits
		}
	}()
	for !running.Load() {
		runtime.Gosched() // the other goroutine runs, and never gives the thread back itself
	}
	fmt.Println("main runs again: the goroutine was preempted")
	stop.Store(true)
}

// prints:
// main runs again: the goroutine was preempted
