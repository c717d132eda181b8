// beside goroutine_basics leaks
package main

import (
	"fmt"
	"runtime"
	"runtime/pprof"
	"strings"
	"time"
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
	time.Sleep(20 * time.Millisecond) // time to come to its send

	fmt.Println("goroutines:", runtime.NumGoroutine())
	var profile strings.Builder
	pprof.Lookup("goroutineleak").WriteTo(&profile, 1) // since Go 1.27
	fmt.Println("the profile shows it:", strings.Contains(profile.String(), "answer.func1"))
}

// prints:
// goroutines: 2
// the profile shows it: true
