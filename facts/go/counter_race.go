// holds race_conditions lost_update: "In Go, `counter++` from ten goroutines may
// lose updates."
// holds race_conditions detectors: "Go's `-race` watches one run, and can report
// two accesses that nothing orders, if that run makes them."

package main

import "sync"

func main() {
	counter := 0
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() { counter++ })
	}
	wg.Wait()
}

// races
