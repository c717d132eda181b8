// beside goroutine_basics lazy_futures
package main

import "fmt"

func main() {
	started := make(chan string)
	go func() { started <- "the goroutine has started" }() // nobody awaits it
	fmt.Println(<-started)
}

// prints:
// the goroutine has started
