// holds waitgroups mistakes: "In Go, `wg.Add` inside the goroutine may come too
// late"

package main

import "sync"

func main() {
	var wg sync.WaitGroup
	go func() {
		wg.Add(1)
		defer wg.Done()
	}()
	wg.Wait()
}

// vets "WaitGroup.Add called from inside new goroutine"
