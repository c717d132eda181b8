// holds goroutine_patterns blocked_executor: "When a goroutine blocks in a system
// call, Go lets another thread run the other goroutines."
// holds goroutine_patterns block_in_place: "`block_in_place` does for one call what
// Go does for every system call"

package main

import (
	"fmt"
	"runtime"
	"syscall"
)

func main() {
	runtime.GOMAXPROCS(1)
	var pipe [2]int
	if err := syscall.Pipe(pipe[:]); err != nil {
		panic(err)
	}
	begins, ends := make(chan bool), make(chan bool)
	go func() {
		close(begins)
		syscall.Read(pipe[0], make([]byte, 1)) // blocks its thread
		close(ends)
	}()
	<-begins
	for range 5 {
		runtime.Gosched()
	}
	fmt.Println("main goes on, with one thread for Go code")
	syscall.Write(pipe[1], []byte{1})
	<-ends
	fmt.Println("the call has ended")
}

// prints:
// main goes on, with one thread for Go code
// the call has ended
