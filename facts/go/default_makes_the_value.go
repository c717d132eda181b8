// holds select_statements default: "Go makes the value first and then looks for
// room."
// holds select_statements default: "In Go a `select` with a `default` tries and
// does not wait"

package main

import "fmt"

func printPage(n int) int {
	fmt.Println("prints page", n)
	return n
}

func main() {
	pages := make(chan int, 1)
	pages <- printPage(1)
	select {
	case pages <- printPage(2):
	default:
		fmt.Println("no room")
	}
}

// prints:
// prints page 1
// prints page 2
// no room
