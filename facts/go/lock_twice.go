// holds race_conditions long_guard: "Go"

package main

import "sync"

func main() {
	var mu sync.Mutex
	mu.Lock()
	mu.Lock()
}

// exits 2
// stderr has "fatal error: all goroutines are asleep - deadlock!"
