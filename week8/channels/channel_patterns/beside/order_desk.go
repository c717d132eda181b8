// beside channel_patterns order_desk
package main

import "fmt"

func main() {
	door := make(chan int, 4)
	accepted, refused := 0, 0
	for order := range 6 {
		select {
		case door <- order: // there is room
			accepted++
		default: // there is none: refused at once
			refused++
		}
	}
	// Further down a defer has to count; nothing counts an order that stays in a
	// channel.
	fmt.Println("accepted", accepted, "refused", refused)
}

// prints:
// accepted 4 refused 2
