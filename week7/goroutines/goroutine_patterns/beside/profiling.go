// beside goroutine_patterns profiling
package main

import (
	"fmt"
	"runtime"
	"strings"
)

func callThatBlocks(inside chan<- bool, out <-chan bool) {
	inside <- true
	<-out
}

func main() {
	inside, out := make(chan bool), make(chan bool)
	go callThatBlocks(inside, out)
	<-inside

	stacks := make([]byte, 1<<16) // net/http/pprof serves the same of a running server
	stacks = stacks[:runtime.Stack(stacks, true)]
	fmt.Println("seen in a stack:", strings.Contains(string(stacks), "callThatBlocks"))
	fmt.Println("goroutines:", runtime.NumGoroutine())
	out <- true
}

// prints:
// seen in a stack: true
// goroutines: 2
