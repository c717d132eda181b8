// holds channel_basics rendezvous: "after a send has returned, you know that
// somebody has begun to receive"

package main

import "fmt"

func main() {
	letter := ""
	meeting := make(chan bool) // no room: the receive comes before the end of the send
	go func() {
		letter = "written"
		<-meeting
	}()
	meeting <- true
	fmt.Println(letter)
}

// races not
// prints:
// written
