// holds channel_basics closing: "a second one panics"
// holds channel_basics state_table: "panics in Go"
// holds goroutine_patterns producer_consumer: "a second close panics"

package main

import "fmt"

func panics(work func()) (cause any) {
	defer func() { cause = recover() }()
	work()
	return nil
}

func main() {
	letters := make(chan string, 1)
	letters <- "in time"
	close(letters)
	letter, ok := <-letters
	fmt.Printf("%q %v\n", letter, ok)
	letter, ok = <-letters
	fmt.Printf("%q %v\n", letter, ok)
	fmt.Println(panics(func() { letters <- "too late" }))
	fmt.Println(panics(func() { close(letters) }))
	var none chan string
	fmt.Println(panics(func() { close(none) }))
}

// prints:
// "in time" true
// "" false
// send on closed channel
// close of closed channel
// close of nil channel
