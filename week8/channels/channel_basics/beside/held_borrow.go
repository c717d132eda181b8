// beside channel_basics held_borrow
package main

import (
	"fmt"
	"sync"
)

func main() {
	var lock sync.RWMutex
	degrees := 20

	lock.RLock()
	fmt.Println("could write:", lock.TryLock()) // Lock would wait
	lock.RUnlock()
	fmt.Println("could write:", lock.TryLock())
	degrees = 25
	lock.Unlock()
	fmt.Println(degrees)
}

// prints:
// could write: false
// could write: true
// 25
