// holds waitgroups mistakes: "In Go an early return may skip `wg.Done`, unless it
// is deferred or `wg.Go` is used"

package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	wg.Go(func() { return })
	wg.Wait()
	fmt.Println("wg.Go counts an early return down")

	defer fmt.Println("Wait has returned")
	wg.Go(func() { panic("out of paper") })
	wg.Wait() // the process ends before this can return
}

// exits 2
// stderr has "panic: out of paper"
// prints:
// wg.Go counts an early return down
