// beside race_conditions no_sharing
package main

import (
	"fmt"
	"sync"
)

func main() {
	numbers := make([]int, 100_000)
	for i := range numbers {
		numbers[i] = i + 1
	}

	const parts = 4
	sums := make([]int, parts) // each goroutine has a place of its own
	var wg sync.WaitGroup
	for part := range parts {
		size := len(numbers) / parts
		mine := numbers[part*size : (part+1)*size]
		wg.Go(func() {
			for _, n := range mine {
				sums[part] += n * n
			}
		})
	}
	wg.Wait()

	total := 0
	for _, sum := range sums {
		total += sum
	}
	fmt.Println("sum of squares:", total)
}

// prints:
// sum of squares: 333338333350000
