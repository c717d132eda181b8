// beside channel_patterns fan_in
package main

import (
	"fmt"
	"sync"
)

func merge(ins ...<-chan string) <-chan string {
	out := make(chan string)
	var group sync.WaitGroup
	for _, in := range ins {
		group.Go(func() {
			for page := range in {
				out <- page
			}
		})
	}
	go func() { group.Wait(); close(out) }() // once, after the last send
	return out
}

func printer(name string) <-chan string {
	out := make(chan string)
	go func() {
		defer close(out)
		for page := 1; page <= 3; page++ {
			out <- fmt.Sprint(name, page)
		}
	}()
	return out
}

func main() {
	pages := 0
	for range merge(printer("A"), printer("B"), printer("C")) {
		pages++
	}
	fmt.Println("pages:", pages)
}

// prints:
// pages: 9
