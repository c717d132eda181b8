// beside race_conditions initialise_once
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	var calls atomic.Int64
	settings := sync.OnceValue(func() int64 { return calls.Add(1) })

	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() { settings() }) // the first call runs it, the others wait
	}
	wg.Wait()
	fmt.Println("made", calls.Load(), "time")
}

// prints:
// made 1 time
