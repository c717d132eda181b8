// holds race_conditions condvar: "A bell that rings while nobody sleeps is lost"

package main

import "sync"

func main() {
	bell := sync.NewCond(&sync.Mutex{})
	bell.Signal() // nobody waits: lost
	bell.L.Lock()
	bell.Wait()
}

// exits 2
// stderr has "fatal error: all goroutines are asleep - deadlock!"
