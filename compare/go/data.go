package main

import (
	"strconv"
	"strings"
)

// numbers are without order: Knuth's linear congruential generator (MMIX), from 1 on.
func numbers(n uint64) []uint64 {
	all := make([]uint64, n)
	v := uint64(1)
	for i := range all {
		all[i] = v
		v = v*6364136223846793005 + 1442695040888963407
	}
	return all
}

// text has n words, of 5,000 kinds.
func text(n uint64) string {
	var b strings.Builder
	for _, v := range numbers(n) {
		b.WriteString("word")
		b.WriteString(strconv.FormatUint((v>>33)%5000, 10))
		b.WriteByte(' ')
	}
	return b.String()
}
