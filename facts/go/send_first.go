// holds buffered_channels circular_wait: "each waits for the other to receive"
// holds channel_basics rendezvous: "The sender waits for a receiver"

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
