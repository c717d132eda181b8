// beside race_conditions poisoning
package main

import (
	"fmt"
	"sync"
)

var (
	mu   sync.Mutex
	pair = [2]int{7, 7} // the two are always equal, but for a moment under the lock
)

func change() {
	mu.Lock()
	defer mu.Unlock() // without defer the mutex would stay locked
	pair[0] = 8
	panic("the second write never comes")
}

func main() {
	func() {
		defer func() { recover() }()
		change()
	}()

	mu.Lock() // nobody is told
	fmt.Println("finds", pair)
	mu.Unlock()
}

// prints:
// finds [8 7]
