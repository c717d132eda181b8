// holds buffered_channels capacity_sweep: "crossbeam takes the memory for the whole
// buffer when the channel is made, and so does Go"

package main

import (
	"fmt"
	"runtime"
)

func main() {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	items := make(chan [1024]byte, 10_000)
	runtime.ReadMemStats(&after)
	taken := after.TotalAlloc - before.TotalAlloc
	fmt.Println(len(items), "messages, 10 MB taken:", taken >= 10_000*1024)
}

// prints:
// 0 messages, 10 MB taken: true
