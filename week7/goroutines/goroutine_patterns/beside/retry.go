// beside goroutine_patterns retry
package main

import (
	"errors"
	"fmt"
	"time"
)

var (
	errBusy      = errors.New("busy")
	errNoPrinter = errors.New("no such printer")
)

// tryAgain doubles the delay up to a limit, and gives up at an error that will not pass.
func tryAgain(operation func() error) error {
	delay := time.Millisecond
	for {
		err := operation()
		if err == nil || !errors.Is(err, errBusy) {
			return err
		}
		time.Sleep(delay)
		delay = min(2*delay, 5*time.Millisecond)
	}
}

func main() {
	tries := 0
	err := tryAgain(func() error {
		tries++
		if tries < 4 {
			return errBusy
		}
		return nil
	})
	fmt.Println("tries:", tries, "error:", err)
	fmt.Println("error:", tryAgain(func() error { return errNoPrinter }))
}

// prints:
// tries: 4 error: <nil>
// error: no such printer
