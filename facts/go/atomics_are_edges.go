// holds race_conditions happens_before: "all of its atomics are edges, because Go
// has no `Relaxed`"

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
