// holds goroutine_patterns supervisor: "must stand inside the goroutine: nobody else can recover it"

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
