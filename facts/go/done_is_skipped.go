// holds waitgroups mistakes: "In Go an early return may skip `wg.Done`, unless it
// is deferred or `wg.Go` is used"
// holds race_conditions deadlock: "Go's runtime reports a deadlock only when every
// goroutine waits"

package main

import "sync"

func main() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		if out := true; out {
			return
		}
		wg.Done()
	}()
	wg.Wait()
}

// exits 2
// stderr has "fatal error: all goroutines are asleep - deadlock!"
