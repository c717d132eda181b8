// holds goroutine_basics captures: "Before Go 1.22 a loop had one variable for all
// its turns, so a goroutine could see a later value than the one it was started
// with."
// holds goroutine_basics captures: "with `go 1.21` in go.mod usually 12: all see page 4"

//go:build go1.21

package main

import (
	"fmt"
	"sync"
)

func main() {
	begin := make(chan bool)
	pages := make(chan int, 3)
	var printers sync.WaitGroup
	for page := 1; page <= 3; page++ { // this file is compiled as Go 1.21
		printers.Add(1)
		go func() {
			defer printers.Done()
			<-begin
			pages <- page
		}()
	}
	close(begin)
	printers.Wait()
	fmt.Println(<-pages, <-pages, <-pages)
}

// vets "loop variable page captured by func literal"
// prints:
// 4 4 4
