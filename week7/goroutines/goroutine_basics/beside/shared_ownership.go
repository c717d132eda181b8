// beside goroutine_basics shared_ownership
package main

import (
	"fmt"
	"sync"
)

// start returns, and its variables live on: the goroutines can still reach them.
func start(clerks *sync.WaitGroup) (*sync.Mutex, *[]string) {
	var mu sync.Mutex // guards orders, which only this comment says
	var orders []string
	for _, name := range []string{"clerk A", "clerk B", "clerk C"} {
		clerks.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			orders = append(orders, "order of "+name)
		})
	}
	return &mu, &orders
}

func main() {
	var clerks sync.WaitGroup
	_, orders := start(&clerks)
	clerks.Wait()
	fmt.Println("orders:", len(*orders))
}

// prints:
// orders: 3
