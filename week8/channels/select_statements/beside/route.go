// beside select_statements route
package main

import "fmt"

type letter struct {
	number    int
	complaint bool
}

func write(from, to int) <-chan letter {
	inlet := make(chan letter)
	go func() {
		defer close(inlet)
		for number := from; number <= to; number++ {
			inlet <- letter{number, number%3 == 0}
		}
	}()
	return inlet
}

func main() {
	web, desk := write(1, 6), write(7, 12)
	orders, complaints := make(chan int, 8), make(chan int, 4)
	for web != nil || desk != nil { // Rust: `else` breaks when no arm is left
		var each letter
		var open bool
		select {
		case each, open = <-web:
			if !open {
				web = nil // Rust: `None` switches the arm off
				continue
			}
		case each, open = <-desk:
			if !open {
				desk = nil
				continue
			}
		}
		if each.complaint {
			complaints <- each.number // nobody can interrupt this send
		} else {
			orders <- each.number
		}
	}
	fmt.Println("orders:", len(orders), "complaints:", len(complaints))
}

// prints:
// orders: 8 complaints: 4
