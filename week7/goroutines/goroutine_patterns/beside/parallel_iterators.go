// beside goroutine_patterns parallel_iterators
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func stepsToOne(n int) (steps int) {
	for ; n != 1; steps++ {
		if n%2 == 0 {
			n /= 2
		} else {
			n = 3*n + 1
		}
	}
	return steps
}

func main() {
	answers := make([]int, 2_000)
	cores := runtime.GOMAXPROCS(0)
	var wg sync.WaitGroup
	for first := range cores {
		wg.Go(func() {
			for i := first; i < len(answers); i += cores {
				answers[i] = stepsToOne(i + 1) // each place has one writer
			}
		})
	}
	wg.Wait()

	sum := 0
	for _, steps := range answers {
		sum += steps
	}
	fmt.Println(sum, "steps")
}

// prints:
// 134100 steps
