// holds race_conditions happens_before: "from a receive to the send that it lets go on"

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
