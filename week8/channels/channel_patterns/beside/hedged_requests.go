// beside channel_patterns hedged_requests
package main

import (
	"context"
	"errors"
	"fmt"
)

type replica func(context.Context) (string, error)

type answer struct {
	value string
	err   error
}

// first returns the first good answer, or the last error if all fail.
func first(ctx context.Context, replicas ...replica) (string, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()                              // a loser has to look at ctx
	answers := make(chan answer, len(replicas)) // room: a loser must not block
	for _, ask := range replicas {
		go func() {
			value, err := ask(ctx)
			answers <- answer{value, err}
		}()
	}
	err := errors.New("nobody was asked")
	for range replicas {
		got := <-answers
		if got.err == nil {
			return got.value, nil
		}
		err = got.err
	}
	return "", err
}

func main() {
	slow := func(ctx context.Context) (string, error) {
		<-ctx.Done() // would answer much later
		return "", ctx.Err()
	}
	quick := func(context.Context) (string, error) {
		return "the answer of replica B", nil
	}
	broken := func(context.Context) (string, error) {
		return "", errors.New("replica C is broken")
	}
	fmt.Println(first(context.Background(), slow, quick, broken))
	_, err := first(context.Background(), broken)
	fmt.Println(err)
}

// prints:
// the answer of replica B <nil>
// replica C is broken
