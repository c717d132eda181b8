// beside channel_patterns weak_sender
package main

import "fmt"

func sendToItself(inbox chan string) {
	defer func() { fmt.Println("to itself:", recover()) }()
	inbox <- "look again" // panics if the channel is closed
}

func main() {
	inbox := make(chan string, 8)
	inbox <- "order"
	close(inbox) // nobody counts the senders: the actor is one of them

	for message := range inbox { // the actor
		fmt.Println("takes:", message)
		sendToItself(inbox)
	}
}

// prints:
// takes: order
// to itself: send on closed channel
