// beside channel_basics hello
package main

import "fmt"

func main() {
	messages := make(chan string, 1)
	go func() { messages <- "hello" }()
	text := <-messages
	fmt.Println(text)
}

// prints:
// hello
