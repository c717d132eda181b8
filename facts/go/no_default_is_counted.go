// holds channel_basics notify: "In Go people use a `chan struct{}` with room for
// one and a send with `default`."
// holds buffered_channels overflow: "A Go channel waits, or drops the newest in a
// `select` with `default`"

package main

import "fmt"

func main() {
	bell := make(chan struct{}, 1)
	for range 3 {
		select {
		case bell <- struct{}{}:
		default: // it has been rung already
		}
	}
	fmt.Println("rings that are kept:", len(bell))
}

// prints:
// rings that are kept: 1
