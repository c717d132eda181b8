// beside select_statements switch_off
package main

import "fmt"

func main() {
	orders, calls := make(chan int, 3), make(chan int, 3)
	for number := 1; number <= 3; number++ {
		orders <- number
		calls <- number
	}
	for _, open := range []bool{false, false, false, true, true, true} {
		in := orders
		if !open {
			in = nil // this case is off
		}
		select {
		case order := <-in:
			fmt.Println("order", order)
		case call := <-calls:
			fmt.Println("call", call)
		}
	}
}

// prints:
// call 1
// call 2
// call 3
// order 1
// order 2
// order 3
