// holds buffered_channels result_buffer: "In Go this leaves a goroutine behind
// whenever the caller has given up, for example after a timeout."

package main

import (
	"fmt"
	"runtime"
	"time"
)

func alive(room int) int {
	results := make(chan int, room)
	late := make(chan bool)
	ends := make(chan bool, 1)
	go func() {
		<-late
		results <- 1
		ends <- true
	}()
	select {
	case <-results:
	case <-time.After(time.Millisecond):
	}
	close(late)
	if room > 0 {
		<-ends
		for runtime.NumGoroutine() > 1 { // it has only to return
			runtime.Gosched()
		}
	}
	return runtime.NumGoroutine() - 1
}

func main() {
	fmt.Println("with room for the result:", alive(1))
	fmt.Println("without:", alive(0))
}

// prints:
// with room for the result: 0
// without: 1
