// holds waitgroups mistakes: "`go vet` reports it"

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
