// beside goroutine_patterns supervisor
package main

import "fmt"

// work prints pages. Its own goroutine has to recover its panic: nobody else can.
func work(jobs <-chan string, ended chan<- any) {
	defer func() { ended <- recover() }()
	for page := range jobs {
		if page == "torn" {
			panic("paper jam")
		}
	}
}

func main() {
	jobs := make(chan string, 5)
	for _, page := range []string{"good", "torn", "good", "torn", "good"} {
		jobs <- page
	}
	close(jobs)

	ended := make(chan any)
	for restarts := 0; ; restarts++ {
		go work(jobs, ended)
		cause := <-ended
		if cause == nil {
			fmt.Println("the queue is empty, restarts:", restarts)
			return
		}
		fmt.Println("a worker panicked:", cause)
	}
}

// prints:
// a worker panicked: paper jam
// a worker panicked: paper jam
// the queue is empty, restarts: 2
