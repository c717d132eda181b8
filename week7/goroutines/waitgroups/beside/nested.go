// beside waitgroups nested
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	var parents sync.WaitGroup
	for range 2 {
		parents.Go(func() {
			var ended atomic.Int64
			var parts sync.WaitGroup
			for range 2 {
				parts.Go(func() { ended.Add(1) })
			}
			parts.Wait()
			fmt.Println("a parent ends, its parts have ended:", ended.Load())
		})
	}
	parents.Wait()
	fmt.Println("both parents have ended")
}

// prints:
// a parent ends, its parts have ended: 2
// a parent ends, its parts have ended: 2
// both parents have ended
