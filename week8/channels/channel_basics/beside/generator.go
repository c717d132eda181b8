// beside channel_basics generator
package main

import "fmt"

// squares starts a goroutine, and it has to be told when its reader leaves.
func squares(done <-chan struct{}) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for n := 1; ; n++ {
			select {
			case out <- n * n:
			case <-done: // without this case the goroutine stays for ever
				return
			}
		}
	}()
	return out
}

// allSquares is an iter.Seq[int], since Go 1.23: there is no goroutine.
func allSquares(yield func(int) bool) {
	for n := 1; yield(n * n); n++ {
	}
}

func main() {
	done := make(chan struct{})
	out := squares(done)
	fmt.Println(<-out, <-out, <-out, <-out)
	close(done)

	for square := range allSquares {
		if square > 16 {
			break // this yield returns false
		}
		fmt.Println(square)
	}
}

// prints:
// 1 4 9 16
// 1
// 4
// 9
// 16
