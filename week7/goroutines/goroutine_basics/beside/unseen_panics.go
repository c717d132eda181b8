// beside goroutine_basics unseen_panics
package main

import (
	"fmt"
	"os"
	"os/exec"
)

func main() {
	if len(os.Args) > 1 {
		go panic("out of paper")
		select {} // main would wait for ever
	}
	// The program starts itself once more, and looks how that ends.
	err := exec.Command(os.Args[0], "child").Run()
	fmt.Println("the process ended with:", err)
}

// prints:
// the process ended with: exit status 2
