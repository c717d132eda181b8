// beside channel_patterns dead_server
package main

import (
	"fmt"
	"time"
)

func main() {
	questions := make(chan chan int)
	go func() {
		<-questions // takes the question, and returns without an answer
	}()
	reply := make(chan int, 1)
	questions <- reply
	select {
	case answer := <-reply:
		fmt.Println("gets", answer)
	case <-time.After(5 * time.Millisecond):
		fmt.Println("gives up") // nothing tells that the server has ended
	}
}

// prints:
// gives up
