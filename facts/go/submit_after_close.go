// holds channel_patterns worker_pool: "panics if the pool is closed already"

package main

func main() {
	jobs := make(chan func(), 1)
	close(jobs)
	jobs <- func() {}
}

// exits 2
// stderr has "panic: send on closed channel"
