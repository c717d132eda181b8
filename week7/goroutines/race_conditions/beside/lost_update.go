// beside race_conditions lost_update
package main

import (
	"fmt"
	"sync"
)

func main() {
	var counter int
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() { counter++ }) // it compiles; go run -race reports a data race
	}
	wg.Wait()
	fmt.Println(counter) // 10, or less
}
