// holds goroutine_basics forgotten_wait: "When Go's `main` returns, the process ends, and its goroutines stop wherever they are."

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
