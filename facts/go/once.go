// holds race_conditions initialise_once: "Go has `sync.Once` and `sync.OnceValue`"

package main

import (
	"fmt"
	"sync"
)

func main() {
	calls := 0
	settings := sync.OnceValue(func() string { calls++; return "A4" })
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() { settings() })
	}
	wg.Wait()
	fmt.Println(settings(), "calls:", calls)
}

// races not
// prints:
// A4 calls: 1
