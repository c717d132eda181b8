// beside race_conditions rwlock
package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.RWMutex
	price := 100

	mu.RLock()
	fmt.Println("a second reader may come:", mu.TryRLock())
	fmt.Println("a writer may come:", mu.TryLock())
	mu.RUnlock()
	mu.RUnlock()

	mu.Lock()
	price++
	fmt.Println("a reader may come:", mu.TryRLock())
	mu.Unlock()
	fmt.Println(price)
}

// prints:
// a second reader may come: true
// a writer may come: false
// a reader may come: false
// 101
