// holds channel_basics state_table: "Go does not know whether anybody receives:
// the sender fills the channel and then waits for ever."
// holds channel_basics mistakes: "If somebody keeps a receiver and does not read,
// the sender fills the channel and then blocks for ever, in Go too."

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
