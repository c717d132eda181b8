// beside goroutine_basics watching
package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/pprof"
	"strings"
)

func main() {
	begins := make(chan bool)
	label := pprof.Labels("name", "printer")
	go pprof.Do(context.Background(), label, func(context.Context) {
		begins <- true
		select {} // hangs
	})
	<-begins

	stacks := make([]byte, 1<<16)
	stacks = stacks[:runtime.Stack(stacks, true)]
	// since Go 1.27
	fmt.Println("named in its stack:", strings.Contains(string(stacks), "name: printer"))
}

// prints:
// named in its stack: true
