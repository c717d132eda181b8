// beside channel_basics state_table
package main

import "fmt"

// try returns what act returns, or "panics".
func try(act func() string) (word string) {
	defer func() {
		if recover() != nil {
			word = "panics"
		}
	}()
	return act()
}

func trySend(items chan int) string {
	select {
	case items <- 7:
		return "ok"
	default:
		return "default"
	}
}

func tryReceive(items chan int) string {
	select {
	case item := <-items:
		return fmt.Sprint("gets ", item)
	default:
		return "default"
	}
}

// waits names what a plain send or receive does where nobody else has the channel:
// if it cannot go on at once, it never can.
func waits(word string) string {
	if word == "default" {
		return "waits"
	}
	return word
}

func filled(items int) chan int {
	channel := make(chan int, 2)
	for item := 1; item <= items; item++ {
		channel <- item
	}
	return channel
}

func closed(channel chan int) chan int {
	close(channel)
	return channel
}

func main() {
	states := []struct {
		name string
		make func() chan int
	}{
		{"empty", func() chan int { return filled(0) }},
		{"1 of 2", func() chan int { return filled(1) }},
		{"full", func() chan int { return filled(2) }},
		{"closed, 1 left", func() chan int { return closed(filled(1)) }},
		{"closed, empty", func() chan int { return closed(filled(0)) }},
		{"nil", func() chan int { return nil }},
	}
	fmt.Println("               send    try     receive try     close")
	for _, state := range states {
		fmt.Printf("%-14s %-7s %-7s %-7s %-7s %s\n", state.name,
			try(func() string { return waits(trySend(state.make())) }),
			try(func() string { return trySend(state.make()) }),
			try(func() string { return waits(tryReceive(state.make())) }),
			try(func() string { return tryReceive(state.make()) }),
			try(func() string { close(state.make()); return "ok" }))
	}
}

// prints:
//                send    try     receive try     close
// empty          ok      ok      waits   default ok
// 1 of 2         ok      ok      gets 1  gets 1  ok
// full           waits   default gets 1  gets 1  ok
// closed, 1 left panics  panics  gets 1  gets 1  panics
// closed, empty  panics  panics  gets 0  gets 0  panics
// nil            waits   default waits   default panics
