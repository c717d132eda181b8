// holds goroutine_patterns timeout: "In Go, `context.WithTimeout` only asks: a
// goroutine that does not look at the context goes on."
// holds goroutine_patterns cancellation_tree: "Go's code has to look at
// `ctx.Done()` at each step."
// holds channel_patterns hedged_requests: "In Go the losers run on until they look
// at their context."

package main

import (
	"context"
	"fmt"
	"time"
)

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Millisecond)
	defer cancel()
	late := make(chan bool)
	printed := make(chan string)
	go func() {
		<-late
		printed <- "page printed, too late"
	}()
	<-ctx.Done()
	fmt.Println(ctx.Err())
	close(late)
	fmt.Println(<-printed)
}

// prints:
// context deadline exceeded
// page printed, too late
