// beside race_conditions message_passing
package main

import (
	"fmt"
	"sync"
)

func main() {
	amounts := make(chan int)
	var tellers sync.WaitGroup
	for id := 1; id <= 10; id++ {
		tellers.Go(func() { amounts <- id })
	}
	go func() {
		tellers.Wait()
		close(amounts) // somebody has to know when all have sent
	}()

	total := 0
	for amount := range amounts {
		total += amount
	}
	fmt.Println("total", total)
}

// prints:
// total 55
