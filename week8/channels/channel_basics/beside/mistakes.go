// beside channel_basics mistakes
package main

import "fmt"

func main() {
	items := make(chan string, 1)
	go func() { items <- "an item" }() // and nobody closes the channel
	fmt.Println("gets", <-items)
	for item := range items { // waits for ever
		fmt.Println("gets", item)
	}
	// Go ends this program: "all goroutines are asleep - deadlock!". If any other
	// goroutine could still run, it would say nothing.
}

// exits 2
// stderr has "all goroutines are asleep - deadlock!"
// prints:
// gets an item
