// holds select_statements lost_place: "In Go a plain send keeps its place, but a
// `select` with a timeout, in a loop, loses the place."

package main

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
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

			go func() {
				for {
					select {
					case letters <- "A":
						return
					case <-time.After(10 * time.Millisecond):
					}
				}
			}()
			synctest.Wait()
			go func() { letters <- "B" }()
			time.Sleep(25 * time.Millisecond) // on the clock of the test
			fmt.Println(<-letters, <-letters)
		})
	}}
	all := func(string, string) (bool, error) { return true, nil }
	testing.Main(all, []testing.InternalTest{test}, nil, nil)
}

// prints:
// A B C
// B A
// PASS
