// holds select_statements switch_off: "With every arm off, Go and crossbeam block
// for ever"

package main

func main() {
	var orders, calls chan string
	select {
	case <-orders:
	case <-calls:
	}
}

// exits 2
// stderr has "fatal error: all goroutines are asleep - deadlock!"
// stderr has "goroutine 1 [select"
