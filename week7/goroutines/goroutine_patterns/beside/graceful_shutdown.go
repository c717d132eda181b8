// beside goroutine_patterns graceful_shutdown
package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"time"
)

func main() {
	accepted, ready := make(chan bool), make(chan bool)
	server := httptest.NewServer(http.HandlerFunc(
		func(http.ResponseWriter, *http.Request) {
			accepted <- true
			<-ready // not before the deadline
		}))
	go http.Get(server.URL)
	<-accepted

	deadline, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	err := server.Config.Shutdown(deadline) // accepts no more, waits for the order
	fmt.Println("at the deadline:", err)
	server.Config.Close() // takes the connection away; the goroutine still runs
	ready <- true
	fmt.Println("the goroutine could not be aborted")
}

// prints:
// at the deadline: context deadline exceeded
// the goroutine could not be aborted
