// holds race_conditions poisoning: "In Go, when a panic in a critical section is
// recovered, the mutex stays locked, or `defer` has unlocked it and the data is
// half changed."
// holds race_conditions unpoisoned: "It is the same in Go after a recovered panic"

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
