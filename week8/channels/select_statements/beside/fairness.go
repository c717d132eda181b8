// beside select_statements fairness
package main

import "fmt"

func main() {
	a, b := make(chan struct{}), make(chan struct{})
	close(a) // closed: always ready
	close(b)
	var off chan struct{} // nil: never ready, and its share is split evenly
	var first, second int
	for range 10_000 {
		select {
		case <-off:
		case <-a:
			first++
		case <-b:
			second++
		}
	}
	fmt.Println("even:", 4_000 < first && first < 6_000, first+second)
}

// prints:
// even: true 10000
