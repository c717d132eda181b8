// beside channel_basics notify_and_broadcast
package main

import (
	"fmt"
	"sync"
)

func main() {
	gun := make(chan struct{})
	var runners sync.WaitGroup
	for range 4 {
		runners.Go(func() {
			<-gun // blocks until the channel is closed
			fmt.Println("runs")
		})
	}
	fmt.Println("fires")
	close(gun)
	runners.Wait()
}

// prints:
// fires
// runs
// runs
// runs
// runs
