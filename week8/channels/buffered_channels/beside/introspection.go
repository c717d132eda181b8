// beside buffered_channels introspection
package main

import "fmt"

func main() {
	items := make(chan int, 10)
	items <- 1
	items <- 2
	fmt.Println("len", len(items), "cap", cap(items))
	go func() { items <- 3 }()
	seen := len(items) // 2 or 3
	for range seen {
		<-items // never waits: main is the only receiver
	}
	fmt.Println("received what was seen")
}

// prints:
// len 2 cap 10
// received what was seen
