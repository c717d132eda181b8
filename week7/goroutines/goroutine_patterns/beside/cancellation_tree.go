// beside goroutine_patterns cancellation_tree
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
	fmt.Println("kitchen:", kitchen.Err())
	fmt.Println("hall:", hall.Err(), "shop:", shop.Err())

	closeShop()
	fmt.Println("hall:", hall.Err())
}

// prints:
// kitchen: context canceled
// hall: <nil> shop: <nil>
// hall: context canceled
