// beside goroutine_basics launch
package main

import (
	"fmt"
	"strings"
)

func countWords(text string) int {
	return len(strings.Fields(text))
}

func main() {
	go countWords("to be") // whatever it returns is lost

	// A result needs a channel, and somebody who receives from it.
	words := make(chan int)
	go func() { words <- countWords("to be or not") }()
	fmt.Println("words:", <-words)
}

// prints:
// words: 4
