// holds goroutine_basics watching: "A goroutine has no name, but it can carry
// labels (`pprof.Do`), and since Go 1.27 the stacks show them, if `go.mod` says
// `go 1.27` or more."
// holds goroutine_basics watching: "since Go 1.27"

package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/pprof"
	"strings"
)

func main() {
	begins := make(chan bool)
	labels := pprof.Labels("name", "printer 7")
	go pprof.Do(context.Background(), labels, func(context.Context) {
		begins <- true
		select {}
	})
	<-begins
	stacks := make([]byte, 1<<16)
	stacks = stacks[:runtime.Stack(stacks, true)]
	fmt.Println("in the stacks:", strings.Contains(string(stacks), "printer 7"))
	var profile strings.Builder
	pprof.Lookup("goroutine").WriteTo(&profile, 1)
	fmt.Println("in the profile:", strings.Contains(profile.String(), "printer 7"))
}

// prints:
// in the stacks: true
// in the profile: true
