// beside waitgroups scope
package main

import "fmt"

// start returns while its goroutine still runs: nothing in Go forbids that.
func start(work func()) {
	go work()
}

func main() {
	goOn, done := make(chan bool), make(chan string)
	start(func() {
		<-goOn
		done <- "the goroutine has ended"
	})
	fmt.Println("start has returned")
	goOn <- true
	fmt.Println(<-done)
}

// prints:
// start has returned
// the goroutine has ended
