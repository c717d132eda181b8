// holds race_conditions deadlock: "Go's runtime reports a deadlock only when every
// goroutine waits, which hardly ever happens in a server."
// holds buffered_channels circular_wait: "Go's runtime reports it only if no other
// goroutine of the process can run."

package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	var left, right sync.Mutex
	var both sync.WaitGroup
	both.Add(2)
	cook := func(first, second *sync.Mutex) {
		first.Lock()
		both.Done()
		both.Wait() // each has its first
		second.Lock()
		fmt.Println("eats") // never
	}
	go cook(&left, &right)
	go cook(&right, &left)
	both.Wait()
	time.Sleep(10 * time.Millisecond) // the runtime would have time to say something
	fmt.Println("main goes on, and nothing was said")
}

// prints:
// main goes on, and nothing was said
