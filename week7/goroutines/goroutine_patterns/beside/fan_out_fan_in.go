// beside goroutine_patterns fan_out_fan_in
package main

import (
	"fmt"
	"maps"
	"slices"
	"sync"
)

func fanOut(workers int) map[int]int {
	type answer struct{ job, square int }
	jobs, answers := make(chan int), make(chan answer)
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
				answers <- answer{job, job * job}
			}
		})
	}
	go func() {
		wg.Wait()
		close(answers) // after the last worker
	}()
	set := map[int]int{}
	for each := range answers {
		set[each.job] = each.square
	}
	return set
}

func main() {
	one, four := fanOut(1), fanOut(4)
	fmt.Println("the same set:", maps.Equal(one, four))
	fmt.Println(slices.Sorted(maps.Values(one)))
}

// prints:
// the same set: true
// [1 4 9 16 25 36 49 64 81]
