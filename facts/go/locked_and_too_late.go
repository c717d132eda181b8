// holds race_conditions detectors: "It says nothing of a race condition between
// locked steps, as in the program below."
// holds race_conditions check_then_act: "no race detector has anything to report"

package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.Mutex
	balance := 100
	var wg, looked sync.WaitGroup
	looked.Add(2)
	for range 2 {
		wg.Go(func() {
			mu.Lock()
			enough := balance >= 100
			mu.Unlock()
			looked.Done()
			looked.Wait() // both have looked
			if enough {
				mu.Lock()
				balance -= 100
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	fmt.Println("balance:", balance)
}

// races not
// prints:
// balance: -100
