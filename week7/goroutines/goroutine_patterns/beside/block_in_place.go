// beside goroutine_patterns block_in_place
package main

import (
	"fmt"
	"os"
	"runtime"
)

func main() {
	runtime.GOMAXPROCS(1) // one thread runs Go code at a time
	read, write, err := os.Pipe()
	if err != nil {
		panic(err)
	}
	done := make(chan int)
	go func() {
		n, _ := read.Read(make([]byte, 1)) // waits: main runs meanwhile
		done <- n
	}()
	for beat := 1; beat <= 3; beat++ {
		runtime.Gosched()
		fmt.Println("beat", beat)
	}
	write.Write([]byte("x"))
	fmt.Println("bytes read:", <-done)
}

// prints:
// beat 1
// beat 2
// beat 3
// bytes read: 1
