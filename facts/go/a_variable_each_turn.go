// holds goroutine_basics captures: "since Go 1.22 each turn has its own page"

package main

import "fmt"

func main() {
	var pages []func() int
	for page := 1; page <= 3; page++ {
		pages = append(pages, func() int { return page })
	}
	fmt.Println(pages[0](), pages[1](), pages[2]())
}

// prints:
// 1 2 3
