// beside goroutine_basics leaks
package main

import (
	"fmt"
	"runtime"
	"runtime/pprof"
	"strings"
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
	var profile strings.Builder
	for !strings.Contains(profile.String(), "answer.func1") { // until it has come to its send
		pprof.Lookup("goroutineleak").WriteTo(&profile, 1) // since Go 1.27
	}
	fmt.Println("the profile shows it")
}

// prints:
// goroutines: 2
// the profile shows it
