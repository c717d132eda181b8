// holds race_conditions poisoning: "In Go the mutex stays locked after a recovered
// panic; with `defer` it is unlocked, and the next to lock finds half a change."
// holds race_conditions unpoisoned: "It is the same in Go after a recovered
// panic, if a `defer` unlocks"

package main

import (
	"fmt"
	"sync"
)

var (
	mu    sync.Mutex
	pages int
)

func guarded(work func()) {
	defer func() { recover() }() // without it the process ends
	work()
}

func main() {
	guarded(func() {
		mu.Lock()
		defer mu.Unlock()
		pages++ // half of the change
		panic("out of paper")
	})
	fmt.Println("unlocked by the defer:", mu.TryLock(), "changed by half:", pages)
	mu.Unlock()

	guarded(func() {
		mu.Lock()
		panic("out of paper")
	})
	fmt.Println("without a defer:", mu.TryLock())
}

// prints:
// unlocked by the defer: true changed by half: 1
// without a defer: false
