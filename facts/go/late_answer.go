// holds channel_patterns request_response: "In Go the reply channel needs room for
// one, or a late answer would block the server; the server does not learn that
// nobody reads it."
// holds channel_basics request_reply: "In Go that send would succeed, because a
// channel there does not know that its reader has left, and nobody would ever read
// the answer."

package main

import (
	"fmt"
	"time"
)

func main() {
	reply := make(chan string, 1) // room for one
	answered := make(chan bool)
	late := make(chan bool)
	go func() {
		<-late
		reply <- "too late"
		close(answered)
	}()
	select {
	case <-reply:
	case <-time.After(time.Millisecond):
		fmt.Println("gave up")
	}
	close(late)
	<-answered
	fmt.Println("the server was not held up")
}

// prints:
// gave up
// the server was not held up
