// beside channel_patterns request_response
package main

import (
	"fmt"
	"time"
)

type question struct {
	asker string
	reply chan string
}

func ask(questions chan<- question, asker string, patience time.Duration) string {
	late := time.After(patience)               // one timeout for both waits
	q := question{asker, make(chan string, 1)} // room: a late answer must not block
	select {
	case questions <- q:
	case <-late:
		return "gives up"
	}
	select {
	case answer := <-q.reply:
		return answer
	case <-late:
		return "gives up" // the late answer is put into the room and never seen
	}
}

func main() {
	questions := make(chan question)
	go func() {
		for q := range questions {
			q.reply <- "an answer for " + q.asker
		}
	}()
	fmt.Println(ask(questions, "Ann", time.Hour))

	nobody := make(chan question)
	fmt.Println("Joe", ask(nobody, "Joe", time.Millisecond))
}

// prints:
// an answer for Ann
// Joe gives up
