// beside select_statements multiplex
package main

import "fmt"

func send(count int) chan int {
	out := make(chan int)
	go func() {
		for number := 1; number <= count; number++ {
			out <- number
		}
		close(out)
	}()
	return out
}

func main() {
	letters, parcels := send(3), send(5)
	received := 0
	for letters != nil || parcels != nil {
		select {
		case _, ok := <-letters: // without ok a closed channel gives zeros for ever
			if !ok {
				letters = nil // this case is off from now on
				continue
			}
			received++
		case _, ok := <-parcels:
			if !ok {
				parcels = nil
				continue
			}
			received++
		}
	}
	fmt.Println("received", received)
}

// prints:
// received 8
