// beside channel_basics directions
package main

import "fmt"

func quote(prices chan<- int) { // may only send
	for price := 1; price <= 3; price++ {
		prices <- price
	}
	close(prices)
}

func double(asked <-chan int, doubled chan<- int) {
	for price := range asked {
		doubled <- 2 * price
	}
	close(doubled)
}

func main() {
	prices, doubled := make(chan int, 3), make(chan int, 3)
	go quote(prices) // the channel is converted to chan<- int
	go double(prices, doubled)
	for price := range doubled {
		fmt.Println(price)
	}
	fmt.Println("no more")
}

// prints:
// 2
// 4
// 6
// no more
