// beside race_conditions long_guard
package main

import (
	"fmt"
	"sync"
)

// work holds the lock longer than it looks: defer unlocks at the end of the function,
// and not at the end of the loop's body.
func work(mu *sync.Mutex, jobs []int) {
	for range jobs {
		if !mu.TryLock() { // Lock would wait for the lock that this goroutine holds
			fmt.Println("is locked out by its own first turn")
			return
		}
		defer mu.Unlock()
		fmt.Println("does a job")
	}
}

func main() {
	work(&sync.Mutex{}, []int{1, 2})
}

// prints:
// does a job
// is locked out by its own first turn
