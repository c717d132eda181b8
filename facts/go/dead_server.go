// holds channel_patterns dead_server: "In Go the client learns of it only if the
// server tells it, say by a `defer` that closes the reply channel. Otherwise it waits
// until its timeout, or for ever."

package main

import (
	"fmt"
	"time"
)

func ask(server func(chan string)) {
	questions := make(chan chan string)
	go func() { server(<-questions) }() // takes the question, and ends
	reply := make(chan string, 1)
	questions <- reply
	select {
	case _, ok := <-reply:
		fmt.Println("heard an answer:", ok)
	case <-time.After(10 * time.Millisecond):
		fmt.Println("heard nothing until the timeout")
	}
}

func main() {
	ask(func(chan string) {})
	ask(func(reply chan string) { defer close(reply) })
}

// prints:
// heard nothing until the timeout
// heard an answer: false
