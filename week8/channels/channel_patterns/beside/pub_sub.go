// beside channel_patterns pub_sub
package main

import "fmt"

type news struct {
	text string
	lost int
}

type subscriber struct {
	news chan news
	lost int
}

func publish(subscribers []*subscriber, text string) {
	for _, each := range subscribers { // pointers: of values each would be a copy
		select {
		case each.news <- news{text, each.lost}:
			each.lost = 0
		default:
			each.lost++ // full, or nobody reads any more: the sender cannot tell
		}
	}
}

func main() {
	slow := &subscriber{news: make(chan news, 2)}
	for price := 1; price <= 4; price++ {
		publish([]*subscriber{slow}, fmt.Sprint("price ", price))
	}
	fmt.Println(<-slow.news, <-slow.news)
	publish([]*subscriber{slow}, "price 5")
	fmt.Println(<-slow.news)
}

// prints:
// {price 1 0} {price 2 0}
// {price 5 2}
