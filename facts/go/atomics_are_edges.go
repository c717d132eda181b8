// holds race_conditions happens_before: "Go's atomics are always edges, because
// there is no `Relaxed`"

package main

import (
	"fmt"
	"runtime"
	"sync/atomic"
)

func main() {
	letter := ""
	var flag atomic.Bool
	go func() {
		letter = "written"
		flag.Store(true)
	}()
	for !flag.Load() {
		runtime.Gosched()
	}
	fmt.Println(letter)
}

// races not
// prints:
// written
