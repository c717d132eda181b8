// beside select_statements priority
package main

import "fmt"

func next(urgent, normal chan string) string {
	select {
	case order := <-urgent:
		return order
	default:
	}
	select { // both may be ready by now: then one of them, at random
	case order := <-urgent:
		return order
	case order := <-normal:
		return order
	}
}

func main() {
	urgent, normal := make(chan string, 1), make(chan string, 2)
	normal <- "normal 1"
	normal <- "normal 2"
	urgent <- "urgent 1"
	for range 3 {
		fmt.Println(next(urgent, normal))
	}
}

// prints:
// urgent 1
// normal 1
// normal 2
