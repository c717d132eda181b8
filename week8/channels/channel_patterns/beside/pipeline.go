// beside channel_patterns pipeline
package main

import "fmt"

func generate(done <-chan struct{}) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for side := 10; ; side++ {
			select {
			case out <- side:
			case <-done: // without this case the goroutine waits here for ever
				return
			}
		}
	}()
	return out
}

func square(done <-chan struct{}, in <-chan int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for side := range in {
			select {
			case out <- side * side:
			case <-done:
				return
			}
		}
	}()
	return out
}

func main() {
	done := make(chan struct{})
	areas := square(done, generate(done))
	fmt.Println(<-areas, <-areas)
	close(done)
	for range areas { // until the last stage closes it
	}
	fmt.Println("the last stage ends")
}

// prints:
// 100 121
// the last stage ends
