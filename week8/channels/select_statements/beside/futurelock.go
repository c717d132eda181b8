// beside select_statements futurelock
package main

import (
	"fmt"
	"sync"
)

func main() {
	var printer sync.Mutex
	printer.Lock() // in use
	page, givenUp := make(chan bool), make(chan bool, 1)
	go func() { // waits for the lock on its own: it needs nobody's poll
		printer.Lock()
		fmt.Println("the page is printed")
		printer.Unlock()
		close(page)
	}()
	givenUp <- true
	select {
	case <-page:
	case <-givenUp: // stops waiting, and the goroutine waits on
		printer.Unlock()
		<-page
	}
	printer.Lock()
	fmt.Println("the clerk prints too")
}

// prints:
// the page is printed
// the clerk prints too
