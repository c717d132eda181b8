// holds select_statements lost_place: "A goroutine that blocks in a send cannot be
// dropped, so it keeps its place."

package main

import (
	"fmt"
	"testing"
	"testing/synctest"
)

func main() {
	test := testing.InternalTest{Name: "places", F: func(t *testing.T) {
		synctest.Test(t, func(*testing.T) {
			letters := make(chan string)
			for _, name := range []string{"A", "B", "C"} {
				go func() { letters <- name }()
				synctest.Wait() // until it waits in its send
			}
			fmt.Println(<-letters, <-letters, <-letters)
		})
	}}
	all := func(string, string) (bool, error) { return true, nil }
	testing.Main(all, []testing.InternalTest{test}, nil, nil)
}

// prints:
// A B C
// PASS
