// beside select_statements default
package main

import "fmt"

func printPage(number int) string {
	fmt.Println("prints page", number)
	return fmt.Sprint("page ", number)
}

func main() {
	pages := make(chan string, 1)
	pages <- printPage(1)
	select {
	case pages <- printPage(2): // is evaluated before anybody looks for room
	default:
		fmt.Println("no room") // and page 2 is lost, unless a variable holds it
	}
	close(pages)
	page, ok := <-pages
	fmt.Printf("%q %t\n", page, ok)
	page, ok = <-pages
	fmt.Printf("%q %t\n", page, ok) // only ok tells that it is closed
}

// prints:
// prints page 1
// prints page 2
// no room
// "page 1" true
// "" false
