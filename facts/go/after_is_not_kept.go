// holds select_statements timeout: "Go puts `time.After` into a case"

package main

import (
	"fmt"
	"runtime"
	"time"
)

func main() {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range 100_000 {
		time.After(time.Hour) // neither fired nor stopped
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	kept := int64(after.HeapObjects) - int64(before.HeapObjects)
	fmt.Println("kept:", max(0, kept)/1_000, "of 100 thousand")
}

// prints:
// kept: 0 of 100 thousand
