// beside goroutine_patterns actor
package main

import (
	"fmt"
	"sync"
)

func main() {
	deposits, balances := make(chan int), make(chan chan int)
	go func() { // owns the balance
		balance := 0
		for {
			select {
			case amount := <-deposits:
				balance += amount
			case reply := <-balances:
				reply <- balance
				return
			}
		}
	}()

	var clients sync.WaitGroup
	for range 3 {
		clients.Go(func() {
			for amount := 1; amount <= 10; amount++ {
				deposits <- amount
			}
		})
	}
	clients.Wait()
	reply := make(chan int)
	balances <- reply
	fmt.Println("the owner says", <-reply)
}

// prints:
// the owner says 165
