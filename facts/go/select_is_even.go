// holds select_statements fairness: "Go promises an even choice among the ready
// cases."
// holds select_statements priority: "Among several ready cases Go's `select` picks
// one at random, and it has no other way."

package main

import "fmt"

func main() {
	a, b := make(chan bool), make(chan bool)
	close(a) // closed: always ready
	close(b)
	var off chan bool // nil: never ready, and its share is split evenly
	first, second := 0, 0
	for range 10_000 {
		select {
		case <-off:
		case <-a:
			first++
		case <-b:
			second++
		}
	}
	fmt.Println(first > 4_000 && second > 4_000)
}

// prints:
// true
