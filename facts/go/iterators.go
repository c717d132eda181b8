// holds channel_basics generator: "Since Go 1.23"

//go:build go1.22

package main

import "iter"

func main() {
	var pages iter.Seq[int]
	next, stop := iter.Pull(pages)
	_, _ = next, stop
}

// vets "requires go1.23 or later (file is go1.22)"
