// beside race_conditions read_twice
package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.RWMutex
	mu.RLock() // the first read

	go mu.Lock()        // a writer waits
	for mu.TryRLock() { // until it does
		mu.RUnlock()
	}
	fmt.Println("a second RLock would wait for the writer, and the writer for the first")
}

// prints:
// a second RLock would wait for the writer, and the writer for the first
