// beside select_statements select_in_a_loop
package main

import (
	"fmt"
	"time"
)

func main() {
	ticks := time.Tick(time.Millisecond)
	for tick := 0; tick < 20; {
		select {
		case <-time.After(time.Hour): // made anew in each turn
			fmt.Println("is never printed")
		case <-ticks:
			tick++
		}
	}
	printed := time.After(5 * time.Millisecond) // made once, before the loop
	for {
		select {
		case <-printed:
			fmt.Println("printed")
			return
		case <-ticks:
		}
	}
}

// prints:
// printed
