// holds channel_basics closing: "A second `close` panics, and so does a send
// after a close."
// holds channel_basics state_table: "In Go a send on a closed channel panics, and
// so does a second `close`"
// holds channel_basics state_table: "On a channel that is closed and empty, a
// receive gets a zero in Go and an error here"
// holds select_statements multiplex: "In Go a receive from the closed channel gets
// a zero, and you have to look at `ok`."

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
