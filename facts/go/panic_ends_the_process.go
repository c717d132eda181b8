// holds goroutine_basics results_and_panics: "In Go a panic ends the process,
// unless its own goroutine recovers it."
// holds goroutine_basics unseen_panics: "In Go a panic that nobody recovers ends
// the whole process."
// holds goroutine_patterns supervisor: "In Go a panic that its goroutine does not
// recover ends the process."

package main

func main() {
	defer func() { recover() }() // main's own: it does not reach the other goroutine
	go func() { panic("out of paper") }()
	select {}
}

// exits 2
// stderr has "panic: out of paper"
