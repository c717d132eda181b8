// holds race_conditions happens_before: "a goroutine's exit is no edge,
// because there is no join"

package main

import (
	"fmt"
	"runtime"
)

func main() {
	letter := ""
	go func() { letter = "written" }()
	for runtime.NumGoroutine() > 1 { // it has ended, and nothing orders that
		runtime.Gosched()
	}
	fmt.Println(letter)
}

// races
// prints:
// written
