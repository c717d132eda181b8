// beside goroutine_patterns block_in_place
package main

import (
	"fmt"
	"runtime"
	"syscall"
)

func main() {
	runtime.GOMAXPROCS(1) // one thread runs Go code at a time
	var pipe [2]int
	if err := syscall.Pipe(pipe[:]); err != nil {
		panic(err)
	}
	begins, done := make(chan bool), make(chan int)
	go func() {
		close(begins)
		n, _ := syscall.Read(pipe[0], make([]byte, 1)) // blocks its thread
		done <- n
	}()
	<-begins
	for beat := 1; beat <= 3; beat++ {
		runtime.Gosched() // Go lets another thread run main meanwhile
		fmt.Println("beat", beat)
	}
	syscall.Write(pipe[1], []byte("x"))
	fmt.Println("bytes read:", <-done)
}

// prints:
// beat 1
// beat 2
// beat 3
// bytes read: 1
