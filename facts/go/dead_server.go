// holds channel_patterns dead_server: "In Go the client learns nothing: it waits
// until its timeout, or for ever."

package main

import (
	"fmt"
	"time"
)

func main() {
	questions := make(chan chan string)
	go func() { <-questions }() // takes the question, and ends
	reply := make(chan string, 1)
	questions <- reply
	select {
	case answer, ok := <-reply:
		fmt.Println("heard", answer, ok)
	case <-time.After(10 * time.Millisecond):
		fmt.Println("heard nothing until the timeout")
	}
}

// prints:
// heard nothing until the timeout
