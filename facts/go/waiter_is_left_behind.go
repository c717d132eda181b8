// holds waitgroups timeout: "Go's `wg.Wait` takes no timeout. The usual wrapper
// waits in a goroutine and closes a channel, and after a timeout that goroutine is
// still there."

package main

import (
	"fmt"
	"runtime"
	"sync"
	"time"
)

func main() {
	var wg sync.WaitGroup
	wg.Add(1) // a worker that never ends
	done := make(chan bool)
	go func() { wg.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(time.Millisecond):
	}
	fmt.Println("goroutines:", runtime.NumGoroutine())
}

// prints:
// goroutines: 2
