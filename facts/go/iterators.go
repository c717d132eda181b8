// holds channel_basics generator: "as `iter.Seq` in Go since 1.23"
// holds channel_basics generator: "allSquares is an iter.Seq[int], since Go 1.23:
// there is no goroutine."

//go:build go1.22

package main

import "iter"

func main() {
	var pages iter.Seq[int]
	next, stop := iter.Pull(pages)
	_, _ = next, stop
}

// vets "requires go1.23 or later (file is go1.22)"
