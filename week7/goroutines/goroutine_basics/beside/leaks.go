// beside goroutine_basics leaks
package main

import (
	"fmt"
	"runtime"
	"runtime/pprof"
)

// answer starts a goroutine that nobody can stop: its channel is forgotten.
func answer(begins chan<- bool) {
	answers := make(chan string)
	go func() {
		begins <- true
		answers <- "yes" // nobody receives
	}()
}

func main() {
	begins := make(chan bool)
	answer(begins)
	<-begins

	fmt.Println("goroutines:", runtime.NumGoroutine())
	leaks := pprof.Lookup("goroutineleak") // since Go 1.27
	fmt.Println("there is a profile of leaks:", leaks != nil)
}

// prints:
// goroutines: 2
// there is a profile of leaks: true
