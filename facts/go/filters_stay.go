// holds channel_patterns prime_sieve: "In Go all filters wait in a send when `main`
// has enough primes."

package main

import (
	"fmt"
	"runtime"
)

func filter(in <-chan int, out chan<- int, prime int) {
	for n := range in {
		if n%prime != 0 {
			out <- n
		}
	}
}

func main() {
	source := make(chan int)
	go func() {
		for n := 2; ; n++ {
			source <- n
		}
	}()
	chain := source
	for range 10 {
		prime := <-chain
		next := make(chan int)
		go filter(chain, next, prime)
		chain = next
	}
	fmt.Println("main has enough; goroutines:", runtime.NumGoroutine())
}

// prints:
// main has enough; goroutines: 12
