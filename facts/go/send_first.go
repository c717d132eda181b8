// holds buffered_channels circular_wait: "Over channels without room, each waits
// for the other to receive: a deadlock."

package main

func main() {
	a, b := make(chan string), make(chan string)
	go func() {
		a <- "letter"
		<-b
	}()
	b <- "letter"
	<-a
}

// exits 2
// stderr has "fatal error: all goroutines are asleep - deadlock!"
