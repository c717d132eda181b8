// beside channel_basics nil
package main

import "fmt"

func main() {
	letters := make(chan int, 3)
	for letter := 1; letter <= 3; letter++ {
		letters <- letter
	}
	var parcels chan int // nil: its case is never ready
	for range 3 {
		select {
		case letter := <-letters:
			fmt.Println("letter", letter)
		case parcel := <-parcels:
			fmt.Println("parcel", parcel)
		}
	}
}

// prints:
// letter 1
// letter 2
// letter 3
