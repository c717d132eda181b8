// beside race_conditions mutex
package main

import (
	"fmt"
	"sync"
)

type account struct {
	mu      sync.Mutex // guards balance: only this comment says so
	balance int
}

func (a *account) add() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.balance++
}

func main() {
	var a account
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() {
			for range 100 {
				a.add()
			}
		})
	}
	wg.Wait()
	fmt.Println(a.balance) // read without the lock: Go compiles that anywhere
}

// prints:
// 1000
