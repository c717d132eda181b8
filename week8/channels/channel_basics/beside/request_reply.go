// beside channel_basics request_reply
package main

import "fmt"

type request struct {
	number int
	reply  chan int
}

func ask(requests chan<- request, number int) int {
	reply := make(chan int, 1)
	requests <- request{number, reply}
	return <-reply
}

func main() {
	requests := make(chan request)
	go func() {
		for request := range requests {
			// Room for one: the send succeeds, even if nobody waits for the answer.
			request.reply <- request.number * request.number
		}
	}()
	for number := 1; number <= 3; number++ {
		fmt.Println(number, "squared is", ask(requests, number))
	}
	requests <- request{4, make(chan int, 1)} // nobody reads this answer
	close(requests)
}

// prints:
// 1 squared is 1
// 2 squared is 4
// 3 squared is 9
