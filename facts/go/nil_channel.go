// holds channel_basics nil: "In Go a send to a nil channel blocks for ever,
// and so does a receive. That is a trap, and it is a tool too: a channel variable that
// is set to nil switches its case in a `select` off."
// holds select_statements switch_off: "In Go a nil channel switches a case off."
// holds select_statements state_machine: "in Go one uses a nil channel for it"

package main

import "fmt"

func main() {
	var off chan string
	on := make(chan string, 1_000)
	for range 1_000 {
		on <- "letter"
	}
	taken := 0
	for range 1_000 {
		select {
		case <-off:
			taken--
		case off <- "parcel":
			taken--
		case <-on:
			taken++
		}
	}
	fmt.Println("from the other:", taken)
	<-off
}

// exits 2
// stderr has "goroutine 1 [chan receive (nil chan)"
// prints:
// from the other: 1000
