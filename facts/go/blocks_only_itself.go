// holds race_conditions lock_over_await: "a goroutine that waits for a lock blocks
// only itself"

package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	runtime.GOMAXPROCS(1) // one thread runs Go code
	var mu sync.Mutex
	mu.Lock()
	waits := make(chan bool)
	go func() {
		mu.Lock()
		close(waits)
	}()
	others := make(chan string)
	go func() { others <- "another goroutine goes on" }()
	fmt.Println(<-others)
	mu.Unlock()
	<-waits
}

// prints:
// another goroutine goes on
