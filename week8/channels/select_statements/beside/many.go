// beside select_statements many
package main

import (
	"fmt"
	"reflect"
)

func main() {
	cases := make([]reflect.SelectCase, 4)
	for printer := range cases {
		pages := make(chan int)
		go func() {
			pages <- 1
			pages <- 2
			close(pages)
		}()
		cases[printer] = reflect.SelectCase{
			Dir: reflect.SelectRecv, Chan: reflect.ValueOf(pages),
		}
	}
	pages := 0
	for open := len(cases); open > 0; {
		printer, _, ok := reflect.Select(cases)
		if !ok {
			cases[printer].Chan = reflect.Value{} // this case is off
			open--
			continue
		}
		pages++
	}
	fmt.Println("pages:", pages)
}

// prints:
// pages: 8
