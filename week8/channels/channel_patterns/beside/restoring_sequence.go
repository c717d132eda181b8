// beside channel_patterns restoring_sequence
package main

import "fmt"

type sentence struct {
	speaker string
	goOn    chan struct{}
}

// speak is Pike's (2012), with the turn given to the other speaker.
func speak(name string, out chan<- sentence) {
	goOn := make(chan struct{})
	for {
		out <- sentence{name, goOn}
		<-goOn // when the listener leaves, one speaker stays here, one in its send
	}
}

func main() {
	out := make(chan sentence)
	go speak("Ann", out)
	go speak("Joe", out)
	before := <-out
	alternate := true
	for range 5 {
		next := <-out
		alternate = alternate && next.speaker != before.speaker
		before.goOn <- struct{}{}
		before = next
	}
	fmt.Println("they alternate:", alternate)
}

// prints:
// they alternate: true
