// holds race_conditions read_twice: "But in Go, and in std on Linux, a writer that
// waits keeps new readers out"
// holds channel_basics held_borrow: "In Go an `RLock` that is kept makes `Lock`
// wait in the same way."

package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	var lock sync.RWMutex
	lock.RLock()
	fmt.Println("a second read lock, nobody waits:", lock.TryRLock())
	lock.RUnlock()
	go lock.Lock()        // a writer waits for the reader
	for lock.TryRLock() { // until it does
		lock.RUnlock()
		runtime.Gosched()
	}
	fmt.Println("a second read lock, a writer waits:", lock.TryRLock())
}

// prints:
// a second read lock, nobody waits: true
// a second read lock, a writer waits: false
