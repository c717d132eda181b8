// holds channel_basics state_table: "That nobody receives any more is a state that Go does not know: its sender fills the channel, then waits for ever."
// holds channel_basics mistakes: "nobody reads: the sender waits for room"

package main

func main() {
	letters := make(chan string, 2)
	letters <- "one"
	letters <- "two"
	letters <- "three" // nobody has the other end; nothing says so
}

// exits 2
// stderr has "fatal error: all goroutines are asleep - deadlock!"
// stderr has "goroutine 1 [chan send"
