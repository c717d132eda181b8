// beside goroutine_basics cancellation
package main

import (
	"context"
	"fmt"
	"sync"
)

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	paper := make(chan int)
	var printers sync.WaitGroup
	for range 3 {
		printers.Go(func() {
			pages := 0
			for {
				select {
				case <-paper:
					pages++
				case <-ctx.Done(): // a goroutine that does not look goes on for ever
					fmt.Println("puts its pages on the pile")
					return
				}
			}
		})
	}
	for page := range 9 {
		paper <- page
	}
	cancel()
	printers.Wait()
	fmt.Println("all have ended")
}

// prints:
// puts its pages on the pile
// puts its pages on the pile
// puts its pages on the pile
// all have ended
