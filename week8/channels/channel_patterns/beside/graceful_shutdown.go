// beside channel_patterns graceful_shutdown
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	stop := make(chan struct{})
	hangs := make(chan struct{})
	var workers sync.WaitGroup
	for _, name := range []string{"cook", "porter"} {
		workers.Go(func() {
			<-stop
			if name == "porter" {
				<-hangs // does not end
			}
		})
	}
	close(stop) // tells everyone

	gone := make(chan struct{})
	go func() { workers.Wait(); close(gone) }()
	select {
	case <-gone:
		fmt.Println("in time")
	case <-time.After(10 * time.Millisecond):
		fmt.Println("the porter is still there, and nobody can end it")
	}
}

// prints:
// the porter is still there, and nobody can end it
