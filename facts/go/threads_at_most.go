// holds goroutine_patterns blocking_pool: "a program with more than 10,000 threads
// (`debug.SetMaxThreads`) is ended"

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
