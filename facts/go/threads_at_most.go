// holds goroutine_patterns blocking_pool: "Go has none: each blocked goroutine
// keeps a thread of its own, up to 10,000."

package main

import (
	"fmt"
	"runtime/debug"
)

func main() {
	fmt.Println("threads at most:", debug.SetMaxThreads(20_000))
}

// prints:
// threads at most: 10000
