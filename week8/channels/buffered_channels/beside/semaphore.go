// beside buffered_channels semaphore
package main

import (
	"fmt"
	"sync"
)

func main() {
	places := make(chan struct{}, 2)
	var jobs sync.WaitGroup
	for range 6 {
		jobs.Go(func() {
			places <- struct{}{}        // waits while two are at work
			defer func() { <-places }() // also when the job panics
			fmt.Println("at work:", len(places) <= 2)
		})
	}
	jobs.Wait()
	fmt.Println("places taken:", len(places))
}

// prints:
// at work: true
// at work: true
// at work: true
// at work: true
// at work: true
// at work: true
// places taken: 0
