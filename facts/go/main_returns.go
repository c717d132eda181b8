// holds goroutine_basics forgotten_wait: "When Go's `main` returns, the process
// ends, and its goroutines stop wherever they are."
// holds goroutine_patterns runtime_end: "In Go nothing waits: the process ends with
// `main`."

package main

import "fmt"

func main() {
	defer fmt.Println("main returns")
	starts := make(chan bool)
	go func() {
		defer fmt.Println("the goroutine has ended")
		starts <- true
		select {}
	}()
	<-starts
}

// prints:
// main returns
