// beside race_conditions deadlock
package main

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
)

func deadlock() {
	var left, right sync.Mutex
	left.Lock()
	holds := make(chan bool)
	go func() {
		right.Lock()
		holds <- true
		left.Lock() // waits for main
	}()
	<-holds
	right.Lock() // waits for the goroutine: now every goroutine waits
}

func main() {
	if len(os.Args) > 1 {
		deadlock()
	}
	// The program starts itself once more, and looks how that ends.
	output, err := exec.Command(os.Args[0], "child").CombinedOutput()
	line, _, _ := strings.Cut(string(output), "\n")
	fmt.Println(line)
	fmt.Println(err)
}

// prints:
// fatal error: all goroutines are asleep - deadlock!
// exit status 2
