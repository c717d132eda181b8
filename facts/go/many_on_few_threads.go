// holds goroutine_basics threads_and_tasks: "Go runs many goroutines on few
// threads."
// holds week7: "many goroutines on few threads"

package main

import (
	"fmt"
	"runtime/pprof"
)

func main() {
	stay := make(chan bool)
	for range 10_000 {
		go func() { <-stay }()
	}
	// The profile counts the threads that the runtime has made.
	fmt.Println("fewer than 100:", pprof.Lookup("threadcreate").Count() < 100)
}

// prints:
// fewer than 100: true
