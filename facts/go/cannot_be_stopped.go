// holds goroutine_patterns graceful_shutdown: "Go cannot abort a goroutine"
// holds goroutine_basics lifecycle: "Neither Go nor Rust can stop a goroutine or a
// thread from outside."
// holds channel_patterns graceful_shutdown: "the third step does not exist: nobody
// can end a goroutine"

package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
)

func main() {
	begins, goOn, ends := make(chan bool), make(chan bool), make(chan string)
	server := httptest.NewServer(http.HandlerFunc(
		func(http.ResponseWriter, *http.Request) {
			begins <- true
			<-goOn
			ends <- "the handler ran to its end, after Close"
		}))
	go http.Get(server.URL)
	<-begins
	server.Config.Close() // its connections are gone
	goOn <- true
	fmt.Println(<-ends)
}

// prints:
// the handler ran to its end, after Close
