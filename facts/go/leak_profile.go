// holds goroutine_basics leaks: "Go's `NumGoroutine` counts it, and since Go 1.27
// the `goroutineleak` profile shows it."
// holds goroutine_basics leaks: "since Go 1.27"

package main

import (
	"fmt"
	"runtime"
	"runtime/pprof"
	"strings"
)

func leaks(begins chan<- bool) {
	answers := make(chan string)
	go func() {
		begins <- true
		answers <- "yes" // nobody receives
	}()
}

func main() {
	begins := make(chan bool)
	leaks(begins)
	<-begins
	fmt.Println("goroutines:", runtime.NumGoroutine())
	var found strings.Builder
	for !strings.Contains(found.String(), "leaks.func1") { // it may not wait yet
		found.Reset()
		pprof.Lookup("goroutineleak").WriteTo(&found, 2)
	}
	fmt.Println("the profile names it")
}

// prints:
// goroutines: 2
// the profile names it
