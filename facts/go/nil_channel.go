// holds channel_basics nil: "In Go a nil channel is a trap, since every operation on it waits for ever"
// holds channel_basics nil: "set a channel to nil and its arm in a `select` is switched off"
// holds select_statements switch_off: "Go switches a case off with a `nil` channel."

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
