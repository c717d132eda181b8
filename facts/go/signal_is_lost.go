// holds race_conditions condvar: "Go has `sync.Cond`"

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
