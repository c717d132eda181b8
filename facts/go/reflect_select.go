// holds select_statements many: "If you learn only at run time how many channels
// there are, Go has `reflect.Select`"

package main

import (
	"fmt"
	"reflect"
)

func main() {
	a, b := make(chan int, 1), make(chan int, 1)
	a <- 1
	b <- 2
	cases := []reflect.SelectCase{
		{Dir: reflect.SelectRecv}, // the zero Value
		{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(a)},
		{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(b)},
	}
	sum := 0
	for range 2 {
		_, page, _ := reflect.Select(cases)
		sum += int(page.Int())
	}
	fmt.Println("sum:", sum)
}

// prints:
// sum: 3
