// beside waitgroups mistakes
package main

import (
	"fmt"
	"sync"
	"time"
)

// work leaves early, and nobody gives its count back.
func work(wg *sync.WaitGroup, paper bool) {
	if !paper {
		return
	}
	wg.Done() // the cure: defer wg.Done() as the first line, or wg.Go
}

func main() {
	var wg sync.WaitGroup
	wg.Add(1) // before the go statement: inside the goroutine it may come too late
	go work(&wg, false)

	done := make(chan bool)
	go func() {
		wg.Wait()
		close(done)
	}()
	select {
	case <-done:
		fmt.Println("counted down")
	case <-time.After(50 * time.Millisecond):
		fmt.Println("still waits for the count")
	}
}

// prints:
// still waits for the count
