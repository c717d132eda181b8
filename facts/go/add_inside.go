// holds waitgroups dynamic: "In Go, call `wg.Add` before the `go` statement and never inside the goroutine that it counts; otherwise `Wait` may see zero too early."
// holds waitgroups mistakes: "`wg.Add` inside the goroutine may come too late"

package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	begin := make(chan bool)
	go func() {
		<-begin // as it may be in any run: the go statement does not wait
		wg.Add(1)
		defer wg.Done()
	}()
	wg.Wait()
	fmt.Println("Wait has returned, and nothing has been added")
}

// prints:
// Wait has returned, and nothing has been added
