// beside goroutine_patterns fan_out_fan_in
package main

import (
	"fmt"
	"slices"
	"sync"
)

func fanOut(workers int) []int {
	jobs, answers := make(chan int), make(chan int)
	go func() {
		for job := 1; job <= 9; job++ {
			jobs <- job
		}
		close(jobs)
	}()
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for job := range jobs {
				answers <- job * job
			}
		})
	}
	go func() {
		wg.Wait()
		close(answers) // after the last worker
	}()
	var squares []int
	for square := range answers {
		squares = append(squares, square)
	}
	slices.Sort(squares)
	return squares
}

func main() {
	one, four := fanOut(1), fanOut(4)
	fmt.Println("sorted, the same:", slices.Equal(one, four))
	fmt.Println(one)
}

// prints:
// sorted, the same: true
// [1 4 9 16 25 36 49 64 81]
