// beside select_statements route
package main

import "fmt"

type letter struct {
	number    int
	complaint bool
}

func main() {
	web := make(chan letter)
	orders, complaints := make(chan int, 4), make(chan int, 4)
	go func() {
		for number := 1; number <= 6; number++ {
			web <- letter{number, number%3 == 0}
		}
		close(web)
	}()
	for each := range web {
		if each.complaint {
			complaints <- each.number // nobody can interrupt this send
		} else {
			orders <- each.number
		}
	}
	fmt.Println("orders:", len(orders), "complaints:", len(complaints))
}

// prints:
// orders: 4 complaints: 2
