// beside channel_basics rendezvous
package main

import "fmt"

func main() {
	parcels := make(chan string) // no buffer: a send waits for a receive
	done := make(chan bool)
	go func() {
		parcels <- "a parcel"
		fmt.Println("sent") // before or after "received"
		done <- true
	}()
	parcel := <-parcels
	fmt.Println("received", parcel)
	<-done // without this line main may end before "sent" is printed
}
