// holds goroutine_basics leaks: "Go's `NumGoroutine` counts it. Since Go 1.27 the
// `goroutineleak` profile shows it, if nothing that can still run reaches its channel."
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

func waits(begins chan<- bool, answers chan<- string) {
	begins <- true
	answers <- "yes"
}

func main() {
	begins, kept := make(chan bool), make(chan string)
	go waits(begins, kept) // main can still reach its channel
	<-begins
	leaks(begins)
	<-begins
	fmt.Println("goroutines:", runtime.NumGoroutine())
	var found strings.Builder
	for !strings.Contains(found.String(), "leaks.func1") { // it may not wait yet
		found.Reset()
		pprof.Lookup("goroutineleak").WriteTo(&found, 1)
	}
	fmt.Println("the profile names it, and the other:", strings.Contains(found.String(), ".waits"))
	<-kept
}

// prints:
// goroutines: 3
// the profile names it, and the other: false
