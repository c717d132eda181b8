// beside channel_patterns daisy_chain
package main

import "fmt"

func link(left chan<- int, right <-chan int) { left <- 1 + <-right }

func main() { // Pike, 2012
	leftmost := make(chan int)
	left, right := leftmost, leftmost
	for range 100_000 {
		right = make(chan int)
		go link(left, right)
		left = right
	}
	go func() { right <- 1 }()
	fmt.Println(<-leftmost)
}

// prints:
// 100001
