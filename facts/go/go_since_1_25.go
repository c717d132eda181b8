// holds waitgroups two_workers: "since Go 1.25 `wg.Go` does both"
// holds waitgroups two_workers: "Since Go 1.25."

//go:build go1.24

package main

import "sync"

func main() {
	var wg sync.WaitGroup
	wg.Go(func() {}) // this file is vetted as Go 1.24
	wg.Wait()
}

// vets "Go requires go1.25 or later (file is go1.24)"
