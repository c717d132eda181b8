// beside waitgroups errors
package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// What golang.org/x/sync/errgroup does: the first error cancels the context.
func main() {
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil) // frees the context if no job failed
	var wg sync.WaitGroup
	for id := 1; id <= 5; id++ {
		wg.Go(func() {
			if err := printPage(ctx, id); err != nil {
				cancel(err) // only the first call counts
			}
		})
	}
	wg.Wait()
	fmt.Println("the first error:", context.Cause(ctx))
}

func printPage(ctx context.Context, id int) error {
	if id == 2 {
		return errors.New("job 2: out of paper")
	}
	<-ctx.Done() // the others wait, and have to look at the context themselves
	return ctx.Err()
}

// prints:
// the first error: job 2: out of paper
