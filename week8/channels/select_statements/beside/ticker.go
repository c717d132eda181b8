// beside select_statements ticker
package main

import (
	"fmt"
	"time"
)

func main() {
	start := time.Now()
	ticks := time.Tick(100 * time.Millisecond)
	fmt.Println("room:", cap(ticks)) // was 1 before Go 1.23; one late tick is kept all the same
	<-ticks
	time.Sleep(350 * time.Millisecond) // the reader is busy
	<-ticks                            // one late tick was kept
	<-ticks                            // at a multiple of 100 ms again: about 500
	fmt.Println("500 ms or more:", time.Since(start) >= 500*time.Millisecond)
}

// prints:
// room: 0
// 500 ms or more: true
