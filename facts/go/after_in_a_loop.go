// holds select_statements select_in_a_loop: "In Go a `time.After` in the loop
// starts anew in the same way."
// holds select_statements deadline: "A timeout that is made inside the loop
// starts again with every order, so it may never be over. In Go a `time.After` in
// the loop starts again, too."

package main

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

func main() {
	test := testing.InternalTest{Name: "after", F: func(t *testing.T) {
		synctest.Test(t, func(*testing.T) {
			fmt.Println("made anew:", turns(nil))
			fmt.Println("made once:", turns(time.After(35*time.Millisecond)))
		})
	}}
	all := func(string, string) (bool, error) { return true, nil }
	testing.Main(all, []testing.InternalTest{test}, nil, nil)
}

// turns counts the ticks until the page is printed, or 100.
func turns(once <-chan time.Time) int {
	ticker := time.NewTicker(10 * time.Millisecond)
	defer ticker.Stop()
	for ticks := 0; ; {
		printed := once
		if once == nil {
			printed = time.After(35 * time.Millisecond)
		}
		select {
		case <-printed:
			return ticks
		case <-ticker.C:
			if ticks++; ticks == 100 {
				return ticks
			}
		}
	}
}

// prints:
// made anew: 100
// made once: 3
// PASS
