// beside channel_patterns prime_sieve
package main

import "fmt"

func filter(in <-chan int, out chan<- int, prime int) {
	for n := range in {
		if n%prime != 0 {
			out <- n
		}
	}
}

func generate(out chan<- int) {
	for n := 2; ; n++ {
		out <- n
	}
}

func main() { // at its end no goroutine has ended: the process ends them all
	chain := make(chan int)
	go generate(chain)
	var primes []int
	for range 10 {
		prime := <-chain
		primes = append(primes, prime)
		next := make(chan int)
		go filter(chain, next, prime)
		chain = next
	}
	fmt.Println(primes)
}

// prints:
// [2 3 5 7 11 13 17 19 23 29]
