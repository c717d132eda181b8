// beside goroutine_basics forgotten_wait
package main

import "fmt"

func main() {
	starts, paper := make(chan bool), make(chan bool)
	go func() {
		fmt.Println("printer: starts to print")
		starts <- true
		<-paper // main never brings it
		fmt.Println("printer: has printed")
	}()
	<-starts
	fmt.Println("main: goes home") // the process ends, and the goroutine with it
}

// prints:
// printer: starts to print
// main: goes home
