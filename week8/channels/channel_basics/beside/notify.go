// beside channel_basics notify
package main

import "fmt"

func ring(bell chan struct{}) {
	select {
	case bell <- struct{}{}:
	default: // there is a ring already
	}
}

func heard(bell chan struct{}) bool {
	select {
	case <-bell:
		return true
	default:
		return false
	}
}

func main() {
	bell := make(chan struct{}, 1) // room for one ring
	ring(bell)
	ring(bell)
	fmt.Println("first look:", heard(bell))
	fmt.Println("second look:", heard(bell))
}

// prints:
// first look: true
// second look: false
