// beside race_conditions happens_before
package main

import (
	"fmt"
	"sync/atomic"
)

func main() {
	letter := ""
	var here atomic.Bool // sequentially consistent: Go has no weaker atomics
	go func() {
		letter = "written"
		here.Store(true)
	}()
	for !here.Load() {
	}
	fmt.Println("the letter is", letter) // ordered by the flag, so no data race
}

// prints:
// the letter is written
