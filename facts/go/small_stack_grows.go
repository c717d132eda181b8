// holds goroutine_basics hundred_thousand: "A goroutine begins with a small stack
// that grows."
// holds week7: "a small stack that grows"

package main

import (
	"fmt"
	"runtime"
)

func depth(n int) int {
	if n == 0 {
		return 0
	}
	return 1 + depth(n-1)
}

func main() {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	stay := make(chan bool)
	for range 10_000 {
		go func() { <-stay }()
	}
	runtime.ReadMemStats(&after)
	each := (after.StackInuse - before.StackInuse) / 10_000
	fmt.Println("at least 2 and less than 16 KiB:", each >= 2048 && each < 16384)

	deep := make(chan int)
	go func() { deep <- depth(5_000_000) }()
	fmt.Println("deep:", <-deep)
}

// prints:
// at least 2 and less than 16 KiB: true
// deep: 5000000
