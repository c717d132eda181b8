// holds channel_patterns pipeline: "In Go, a stage whose reader has left waits in
// its send for ever, unless it also selects on a `done` channel."
// holds goroutine_patterns pipeline: "A sink that has seen enough needs a `done`
// channel to say so, or every stage leaks."

package main

import (
	"fmt"
	"runtime"
)

// square is a stage without a `done` channel.
func square(in <-chan int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for n := range in {
			out <- n * n
		}
	}()
	return out
}

func main() {
	numbers := make(chan int, 3)
	numbers <- 1
	numbers <- 2
	close(numbers)
	fmt.Println("the reader takes", <-square(numbers), "and leaves")
	runtime.GC()
	fmt.Println("goroutines:", runtime.NumGoroutine())
}

// prints:
// the reader takes 1 and leaves
// goroutines: 2
