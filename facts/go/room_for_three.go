// holds buffered_channels capacity: "The fourth send waits until a receive has made
// room. In Go this channel is `make(chan int, 3)`"
// holds buffered_channels fast_producer: "Go's channels always have a limit"
// holds buffered_channels introspection: "`len()` is Go's `len(ch)`"

package main

import "fmt"

func main() {
	items := make(chan int, 3)
	for {
		select {
		case items <- 1:
			fmt.Println("in it:", len(items))
		default:
			fmt.Println("no room of", cap(items))
			return
		}
	}
}

// prints:
// in it: 1
// in it: 2
// in it: 3
// no room of 3
