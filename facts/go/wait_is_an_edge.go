// holds race_conditions happens_before: "Go has no join, so a wait group stands in for it"

package main

import (
	"fmt"
	"sync"
)

func main() {
	letter := ""
	var wg sync.WaitGroup
	wg.Go(func() { letter = "written" })
	wg.Wait()
	fmt.Println(letter)
}

// races not
// prints:
// written
