// holds waitgroups scope: "In Go a goroutine may outlive the function that started
// it."

package main

import "fmt"

func start(goOn <-chan bool, said chan<- string) {
	go func() {
		<-goOn
		said <- "goes on after it"
	}()
}

func main() {
	goOn, said := make(chan bool), make(chan string)
	start(goOn, said)
	fmt.Println("start has returned")
	goOn <- true
	fmt.Println(<-said)
}

// prints:
// start has returned
// goes on after it
