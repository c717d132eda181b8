// holds select_statements polled_again: "the channel of `time.After` gives one
// value, and after that a receive only waits"

package main

import (
	"fmt"
	"time"
)

func main() {
	over := time.After(time.Millisecond)
	<-over
	select {
	case <-over:
		fmt.Println("again")
	default:
		fmt.Println("never ready again")
	}
}

// prints:
// never ready again
