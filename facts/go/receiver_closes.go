// holds select_statements batcher: "In Go a receiver that closes the channel
// makes the next send panic"

package main

import "fmt"

func main() {
	letters := make(chan string)
	refused := make(chan any)
	go func() {
		defer func() { refused <- recover() }()
		letters <- "a letter" // the one who receives has closed it
	}()
	close(letters)
	fmt.Println("the sender:", <-refused)
}

// prints:
// the sender: send on closed channel
