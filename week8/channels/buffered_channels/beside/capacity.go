// beside buffered_channels capacity
package main

import "fmt"

func main() {
	items := make(chan int, 3)
	for item := 1; item <= 4; item++ {
		select {
		case items <- item:
			fmt.Println("item", item, "is in")
		default: // without the default this send would wait
			fmt.Println("item", item, "has to wait")
		}
	}
}

// prints:
// item 1 is in
// item 2 is in
// item 3 is in
// item 4 has to wait
