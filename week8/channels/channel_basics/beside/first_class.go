// beside channel_basics first_class
package main

import "fmt"

type registration struct {
	name   string
	orders chan<- int
}

func main() {
	register := make(chan registration)
	for _, name := range []string{"bakery", "dairy"} {
		go func() {
			orders := make(chan int)
			register <- registration{name, orders} // a channel through a channel
			_ = <-orders
		}()
	}
	shops := map[string]chan<- int{}
	for range 2 {
		shop := <-register
		shops[shop.name] = shop.orders
	}
	shops["dairy"] <- 1
	shops["bakery"] <- 2
	fmt.Println("each shop has got its order")
}

// prints:
// each shop has got its order
