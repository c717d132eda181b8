// beside channel_patterns hedged_requests
package main

import (
	"context"
	"fmt"
)

type replica func(context.Context) string

func first(ctx context.Context, replicas ...replica) string {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()                              // a loser has to look at ctx
	answers := make(chan string, len(replicas)) // room: a loser must not block
	for _, ask := range replicas {
		go func() { answers <- ask(ctx) }()
	}
	return <-answers
}

func main() {
	slow := func(ctx context.Context) string {
		<-ctx.Done() // would answer much later
		return "cancelled"
	}
	quick := func(context.Context) string { return "the answer of replica B" }
	fmt.Println(first(context.Background(), slow, quick, slow))
}

// prints:
// the answer of replica B
