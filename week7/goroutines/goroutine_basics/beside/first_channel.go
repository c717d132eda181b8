// beside goroutine_basics first_channel
package main

import "fmt"

func main() {
	orders := make(chan string)
	go func() {
		for _, order := range []string{"2 maps", "1 atlas", "5 stamps"} {
			orders <- order
		}
		close(orders) // without this line the loop below never ends
	}()
	for order := range orders {
		fmt.Println("receives", order)
	}
	fmt.Println("the channel is closed")
}

// prints:
// receives 2 maps
// receives 1 atlas
// receives 5 stamps
// the channel is closed
