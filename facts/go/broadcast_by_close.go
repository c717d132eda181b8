// holds channel_basics notify_and_broadcast: "A receive on a closed channel returns
// at once, for every receiver"
// holds channel_basics notify_and_broadcast: "In Go it is `close(done)`"

package main

import (
	"fmt"
	"sync"
)

func main() {
	gun := make(chan struct{})
	var runners sync.WaitGroup
	for range 4 {
		runners.Go(func() { <-gun })
	}
	close(gun)
	runners.Wait()
	fmt.Println("all four were woken by one close")
}

// prints:
// all four were woken by one close
