// beside select_statements batcher
package main

import (
	"fmt"
	"time"
)

func main() {
	orders := make(chan int)
	go func() {
		for order := 1; order <= 5; order++ {
			orders <- order
		}
		close(orders) // the sender closes: a receiver cannot refuse more
	}()
	var batch []int
	var tooOld <-chan time.Time // nil while the batch is empty
	flush := func(why string) {
		if len(batch) > 0 {
			fmt.Println("stores", batch, "by", why)
		}
		batch, tooOld = nil, nil
	}
	for {
		select {
		case order, ok := <-orders:
			if !ok {
				flush("shutdown")
				return
			}
			if len(batch) == 0 {
				tooOld = time.After(time.Minute)
			}
			if batch = append(batch, order); len(batch) == 3 {
				flush("size")
			}
		case <-tooOld:
			flush("time")
		}
	}
}

// prints:
// stores [1 2 3] by size
// stores [4 5] by shutdown
