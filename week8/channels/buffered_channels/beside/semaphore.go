// beside buffered_channels semaphore
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	places := make(chan struct{}, 2)
	var atWork atomic.Int32
	var jobs sync.WaitGroup
	for range 6 {
		jobs.Go(func() {
			places <- struct{}{}        // waits while two are at work
			defer func() { <-places }() // at every return; without it the place is lost
			fmt.Println("two at most:", atWork.Add(1) <= 2)
			atWork.Add(-1)
		})
	}
	jobs.Wait()
	fmt.Println("places taken:", len(places))
}

// prints:
// two at most: true
// two at most: true
// two at most: true
// two at most: true
// two at most: true
// two at most: true
// places taken: 0
