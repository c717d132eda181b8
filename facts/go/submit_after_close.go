// holds channel_patterns weak_sender: "there the owner of the channel closes it,
// and then the actor's own send panics"

package main

func main() {
	jobs := make(chan func(), 1)
	close(jobs)
	jobs <- func() {}
}

// exits 2
// stderr has "panic: send on closed channel"
