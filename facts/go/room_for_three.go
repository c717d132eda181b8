// holds buffered_channels capacity: "three sends succeed with nobody there to receive, the fourth waits until there is room"
// holds buffered_channels introspection: "`len(ch)` in Go"

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
