// beside goroutine_patterns producer_consumer
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	orders := make(chan string, 1)
	var producers, consumers sync.WaitGroup
	for _, table := range []string{"A", "B", "C"} {
		producers.Go(func() {
			for n := 1; n <= 2; n++ {
				orders <- fmt.Sprint(table, n)
			}
		})
	}
	var received atomic.Int64
	for range 2 {
		consumers.Go(func() {
			for range orders {
				received.Add(1)
			}
		})
	}
	producers.Wait()
	close(orders) // once, by one goroutine, after the last send: a second close panics
	consumers.Wait()
	fmt.Println("orders received:", received.Load())
}

// prints:
// orders received: 6
