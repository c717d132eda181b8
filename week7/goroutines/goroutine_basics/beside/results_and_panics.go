// beside goroutine_basics results_and_panics
package main

import (
	"errors"
	"fmt"
)

func printJob(id int) (pages int, err error) {
	defer func() { // without it, the panic of job 3 ends the process
		if cause := recover(); cause != nil {
			err = fmt.Errorf("panicked: %v", cause)
		}
	}()
	if id == 2 {
		return 0, errors.New("out of paper")
	}
	if id == 3 {
		panic("no pages at all")
	}
	return 10 * id, nil
}

func main() {
	for id := 1; id <= 4; id++ {
		done := make(chan error)
		go func() {
			_, err := printJob(id)
			done <- err
		}()
		fmt.Printf("job %d: %v\n", id, <-done)
	}
}

// prints:
// job 1: <nil>
// job 2: out of paper
// job 3: panicked: no pages at all
// job 4: <nil>
