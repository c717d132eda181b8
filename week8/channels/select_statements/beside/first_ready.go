// beside select_statements first_ready
package main

import "fmt"

func main() {
	orders, returns := make(chan string), make(chan string)
	go func() { returns <- "return 7" }()

	var came string
	select { // a statement: it has no value, so the variable stands outside
	case came = <-orders:
	case came = <-returns:
	}
	fmt.Println(came)
}

// prints:
// return 7
