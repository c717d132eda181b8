// holds channel_basics generator: "In Go the goroutine of such a function stays
// blocked in its send when the reader leaves, unless the reader tells it to stop."
// holds goroutine_basics leaks: "A goroutine that sends to a channel without room,
// from which nobody receives, waits for ever and stays in memory."

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
