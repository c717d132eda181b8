// holds goroutine_patterns cancellation_tree: "Go passes a `Context` down and derives others from it"

package main

import (
	"context"
	"fmt"
)

func main() {
	shop, closeShop := context.WithCancel(context.Background())
	kitchen, closeKitchen := context.WithCancel(shop)
	hall, closeHall := context.WithCancel(shop)
	defer closeHall()
	closeKitchen()
	fmt.Println(kitchen.Err(), hall.Err(), shop.Err())
	closeShop()
	fmt.Println(hall.Err())
}

// prints:
// context canceled <nil> <nil>
// context canceled
