// beside buffered_channels capacity_sweep
package main

import (
	"fmt"
	"runtime"
)

func main() {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	items := make(chan [1024]byte, 100_000) // takes the memory for all of it
	runtime.ReadMemStats(&after)
	taken := after.TotalAlloc - before.TotalAlloc
	fmt.Println("messages inside:", len(items))
	fmt.Println("100 MB taken:", taken >= 100_000*1024)
}

// prints:
// messages inside: 0
// 100 MB taken: true
