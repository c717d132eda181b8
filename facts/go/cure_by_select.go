// holds buffered_channels circular_wait: "a `select` that does whichever is
// possible"

package main

import "fmt"

func main() {
	a, b := make(chan string), make(chan string)
	clerk := func(out chan<- string, inbox <-chan string) (got string) {
		select {
		case out <- "letter":
			return <-inbox
		case got = <-inbox:
			out <- "letter"
			return got
		}
	}
	done := make(chan string)
	go func() { done <- clerk(a, b) }()
	fmt.Println(clerk(b, a), <-done)
}

// prints:
// letter letter
