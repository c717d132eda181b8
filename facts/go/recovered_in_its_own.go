// holds goroutine_basics results_and_panics: "unless its own goroutine recovers it"

package main

import "fmt"

func main() {
	ended := make(chan any)
	go func() {
		defer func() { ended <- recover() }()
		panic("out of paper")
	}()
	fmt.Println("recovered:", <-ended)
}

// prints:
// recovered: out of paper
