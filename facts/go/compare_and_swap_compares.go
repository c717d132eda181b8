// holds race_conditions lock_free: "But another task may have taken A, taken B and
// put A back: the swap succeeds"

package main

import (
	"fmt"
	"sync/atomic"
)

func main() {
	var head atomic.Int64
	head.Store(1)
	seen := head.Load()
	head.Store(2) // another took it,
	head.Store(1) // and put it back
	fmt.Println("swapped:", head.CompareAndSwap(seen, 3))
}

// prints:
// swapped: true
