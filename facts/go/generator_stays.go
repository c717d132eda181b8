// holds channel_basics generator: "stays blocked for good"

package main

import (
	"fmt"
	"runtime"
)

func squares() <-chan int {
	out := make(chan int)
	go func() {
		for n := 1; ; n++ {
			out <- n * n
		}
	}()
	return out
}

func main() {
	fmt.Println(<-squares())
	runtime.GC() // the channel is forgotten; its goroutine is not collected
	fmt.Println("goroutines:", runtime.NumGoroutine())
}

// prints:
// 1
// goroutines: 2
