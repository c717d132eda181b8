// beside channel_basics closing
package main

import "fmt"

// try reports a panic, so that the program can go on.
func try(what string, act func()) {
	defer func() { fmt.Println(what, "panics:", recover()) }()
	act()
}

func main() {
	letters := make(chan string, 2)
	letters <- "first"
	close(letters)

	letter, ok := <-letters
	fmt.Printf("%q %t\n", letter, ok)
	letter, ok = <-letters
	fmt.Printf("%q %t\n", letter, ok) // closed and empty: a zero value

	try("a late send", func() { letters <- "too late" })
	try("a second close", func() { close(letters) })
}

// prints:
// "first" true
// "" false
// a late send panics: send on closed channel
// a second close panics: close of closed channel
