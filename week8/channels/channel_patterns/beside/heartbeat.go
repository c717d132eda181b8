// beside channel_patterns heartbeat
package main

import (
	"fmt"
	"time"
)

func main() {
	beats, jam := make(chan int), make(chan bool)
	go func() {
		beats <- 1
		beats <- 2
		<-jam // hangs at page 3
	}()
	printed := 0
	for {
		select {
		case printed = <-beats:
		case <-time.After(200 * time.Millisecond):
			fmt.Println("silent after page", printed)
			return // the goroutine cannot be ended, only left behind
		}
	}
}

// prints:
// silent after page 2
