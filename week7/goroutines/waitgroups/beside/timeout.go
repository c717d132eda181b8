// beside waitgroups timeout
package main

import (
	"fmt"
	"runtime"
	"sync"
	"time"
)

func main() {
	var wg sync.WaitGroup
	paper := make(chan bool)
	wg.Go(func() { <-paper })

	done := make(chan bool)
	go func() {
		wg.Wait()
		close(done)
	}()
	select {
	case <-done:
		fmt.Println("in time")
	case <-time.After(50 * time.Millisecond):
		fmt.Println("not in time")
	}
	fmt.Println("goroutines:", runtime.NumGoroutine()) // main, the worker, and the wait
	close(paper)
}

// prints:
// not in time
// goroutines: 3
