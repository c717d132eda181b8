// beside channel_basics lag
package main

import "fmt"

func main() {
	news := make(chan int, 4)
	dropped := 0 // a broadcast channel counts this for each receiver
	for item := 1; item <= 10; item++ {
		select {
		case news <- item:
		default: // full: the newest is dropped, where broadcast drops the oldest
			dropped++
		}
	}
	close(news)
	for item := range news {
		fmt.Println("reads", item)
	}
	fmt.Println("dropped", dropped)
}

// prints:
// reads 1
// reads 2
// reads 3
// reads 4
// dropped 6
