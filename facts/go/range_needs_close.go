// holds goroutine_basics first_channel: "`for v := range ch` ends when somebody
// calls `close`, which is easily forgotten."
// holds channel_basics mistakes: "In Go the same happens when nobody calls
// `close`."
// holds channel_patterns fan_in: "In Go somebody has to close the channel once,
// after the last send"
// holds channel_basics range: "in Go it ends after `close(ch)`"
// holds race_conditions message_passing: "in Go somebody has to close the channel"

package main

import "fmt"

func main() {
	letters := make(chan string)
	go func() {
		letters <- "a letter"
	}() // it ends, and nobody closes
	for letter := range letters {
		fmt.Println(letter)
	}
}

// exits 2
// stderr has "fatal error: all goroutines are asleep - deadlock!"
// prints:
// a letter
