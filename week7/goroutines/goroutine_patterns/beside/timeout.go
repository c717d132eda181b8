// beside goroutine_patterns timeout
package main

import (
	"context"
	"fmt"
	"time"
)

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	paper, printed := make(chan bool), make(chan bool)
	go func() { // it does not look at ctx
		<-paper
		printed <- true
	}()

	select {
	case <-printed:
		fmt.Println("in time")
	case <-ctx.Done():
		fmt.Println("not in time:", ctx.Err())
	}
	paper <- true // the goroutine is still there
	fmt.Println("printed all the same:", <-printed)
}

// prints:
// not in time: context deadline exceeded
// printed all the same: true
