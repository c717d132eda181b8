// holds select_statements ticker: "Go's `time.Tick` and crossbeam's `tick` are
// channels that keep one late tick and drop the others. After it, Go returns to
// multiples of 100 ms"

package main

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

// In a bubble of synctest the clock jumps when all wait, so the times are exact.
func main() {
	test := testing.InternalTest{Name: "ticks", F: func(t *testing.T) {
		synctest.Test(t, func(*testing.T) {
			start := time.Now()
			ticks := time.Tick(100 * time.Millisecond)
			fmt.Println("capacity:", cap(ticks))
			<-ticks
			fmt.Println(time.Since(start))
			time.Sleep(350 * time.Millisecond) // the reader is busy
			for range 3 {
				<-ticks
				fmt.Println(time.Since(start))
			}
		})
	}}
	all := func(string, string) (bool, error) { return true, nil }
	testing.Main(all, []testing.InternalTest{test}, nil, nil)
}

// prints:
// capacity: 0
// 100ms
// 450ms
// 500ms
// 600ms
// PASS
