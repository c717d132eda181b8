// holds select_statements polled_again: "a channel that has given its value is only
// never ready again"

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
