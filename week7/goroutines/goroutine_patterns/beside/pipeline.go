// beside goroutine_patterns pipeline
package main

import (
	"context"
	"fmt"
	"sync"
)

var stages sync.WaitGroup

// stage sends what work makes of each number, until it is cancelled.
func stage(ctx context.Context, in <-chan int, work func(int, func(int))) <-chan int {
	out := make(chan int, 1)
	stages.Go(func() {
		defer close(out)
		for n := range in {
			work(n, func(result int) {
				select {
				case out <- result:
				case <-ctx.Done(): // without this the stage leaks
				}
			})
		}
	})
	return out
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	numbers := make(chan int, 1)
	stages.Go(func() {
		defer close(numbers)
		for n := 1; ctx.Err() == nil; n++ {
			select {
			case numbers <- n:
			case <-ctx.Done():
			}
		}
	})
	squares := stage(ctx, numbers, func(n int, send func(int)) { send(n * n) })
	even := stage(ctx, squares, func(n int, send func(int)) {
		if n%2 == 0 {
			send(n)
		}
	})

	for range 4 {
		fmt.Printf("<%d>\n", <-even)
	}
	cancel() // the sink has enough
	stages.Wait()
	fmt.Println("every stage has ended")
}

// prints:
// <4>
// <16>
// <36>
// <64>
// every stage has ended
