// beside goroutine_basics threads_and_tasks
package main

import (
	"fmt"
	"runtime"
	"runtime/pprof"
)

func main() {
	begins, all := make(chan bool), make(chan bool)
	for range 1_000 {
		go func() {
			begins <- true
			<-all
		}()
	}
	for range 1_000 {
		<-begins
	}
	threads := pprof.Lookup("threadcreate").Count() // OS threads made so far
	fmt.Println("goroutines, with main:", runtime.NumGoroutine())
	fmt.Println("on less than 100 OS threads:", threads < 100)
	close(all)
}

// prints:
// goroutines, with main: 1001
// on less than 100 OS threads: true
