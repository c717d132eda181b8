// beside buffered_channels circular_wait
package main

import (
	"fmt"
	"sync"
)

func clerk(out chan<- string, inbox <-chan string) {
	select { // whichever is possible
	case out <- "a letter":
		<-inbox
	case <-inbox:
		out <- "a letter"
	}
}

func main() {
	toA, toB := make(chan string), make(chan string)
	var clerks sync.WaitGroup
	clerks.Go(func() { clerk(toB, toA) })
	clerks.Go(func() { clerk(toA, toB) })
	clerks.Wait()
	fmt.Println("both have sent and received")
}

// prints:
// both have sent and received
