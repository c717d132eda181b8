// holds select_statements futurelock: "A goroutine that waits for a lock goes on by
// itself when its turn comes."

package main

import (
	"fmt"
	"sync"
)

func main() {
	var printer sync.Mutex
	printer.Lock()
	page := make(chan string, 1)
	go func() {
		printer.Lock()
		defer printer.Unlock()
		page <- "printed, and nobody polled for it"
	}()
	printer.Unlock()
	fmt.Println(<-page)
}

// prints:
// printed, and nobody polled for it
