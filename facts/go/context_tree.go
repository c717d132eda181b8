// holds goroutine_patterns cancellation_tree: "In Go a `Context` is passed down,
// and others are derived from it. Tokens work in the same way: to cancel a token
// cancels its children and their children, never its parent or its siblings."

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
