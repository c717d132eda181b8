// holds channel_basics generator: "Otherwise take an iterator: it needs no
// thread, as `iter.Seq` in Go since 1.23"

package main

import (
	"fmt"
	"iter"
	"runtime"
)

func squares(yield func(int) bool) {
	defer fmt.Println("the producer ends")
	for n := 1; yield(n * n); n++ {
	}
}

func main() {
	for square := range squares {
		fmt.Println(square)
		if square == 4 {
			break
		}
	}
	next, stop := iter.Pull(iter.Seq[int](squares))
	square, ok := next()
	fmt.Println(square, ok)
	stop()
	fmt.Println("goroutines:", runtime.NumGoroutine())
}

// prints:
// 1
// 4
// the producer ends
// 1 true
// the producer ends
// goroutines: 1
