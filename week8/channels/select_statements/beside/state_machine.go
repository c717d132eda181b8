// beside select_statements state_machine
package main

import (
	"fmt"
	"time"
)

var legal = map[[2]string]string{
	{"idle", "start"}:     "running",
	{"running", "pause"}:  "paused",
	{"paused", "resume"}:  "running",
	{"running", "cancel"}: "cancelled",
	{"paused", "cancel"}:  "cancelled",
}

func main() {
	commands := make(chan string, 3)
	commands <- "resume"
	commands <- "start"
	press := time.NewTicker(time.Millisecond)
	state, pages := "idle", 0
	for pages < 2 {
		var tick <-chan time.Time // nil while the press does not run
		if state == "running" {
			tick = press.C
		}
		select {
		case command := <-commands:
			next, ok := legal[[2]string{state, command}]
			if !ok {
				fmt.Println(state, command, "refused")
				break // leaves the select
			}
			fmt.Println(state, command, next)
			state = next
		case <-tick:
			pages++
		}
	}
	fmt.Println("pages:", pages)
}

// prints:
// idle resume refused
// idle start running
// pages: 2
