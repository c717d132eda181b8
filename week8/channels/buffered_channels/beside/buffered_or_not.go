// beside buffered_channels buffered_or_not
package main

import "fmt"

func main() {
	items := make(chan int, 10)
	for item := range 10 {
		items <- item // never waits: there is room for all
	}
	fmt.Println("sent 10, and nobody has received")
	fmt.Println("in the channel:", len(items))
}

// prints:
// sent 10, and nobody has received
// in the channel: 10
