// beside goroutine_basics captures
package main

import (
	"fmt"
	"sync"
)

func main() {
	pages := make(chan int, 3)
	var printers sync.WaitGroup
	for page := 1; page <= 3; page++ { // since Go 1.22 each turn has its own page
		printers.Go(func() { pages <- page })
	}
	printers.Wait()
	close(pages)

	total := 0
	for page := range pages {
		total += page
	}
	fmt.Println("total:", total) // with `go 1.21` in go.mod usually 12: all see page 4
}

// prints:
// total: 6
