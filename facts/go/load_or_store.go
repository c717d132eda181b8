// holds race_conditions compound_map: "Go's `sync.Map` has `LoadOrStore` for it"

package main

import (
	"fmt"
	"sync"
)

func main() {
	var shared sync.Map
	stored := make(chan bool, 10)
	var wg sync.WaitGroup
	for n := range 10 {
		wg.Go(func() {
			_, loaded := shared.LoadOrStore("key", n)
			stored <- !loaded
		})
	}
	wg.Wait()
	close(stored)
	count := 0
	for one := range stored {
		if one {
			count++
		}
	}
	fmt.Println("stored by", count)
}

// prints:
// stored by 1
