// holds channel_patterns request_response: "the late answer is put into the room and never seen"

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
