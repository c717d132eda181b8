// Command compare runs one row in Go: ROW WAY SIZE. It prints the measured value and the
// check.
package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"time"
)

const (
	batch   = 128
	workers = 4
	room    = 2 << 30
)

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: compare ROW WAY SIZE")
		os.Exit(2)
	}
	row, way := os.Args[1], os.Args[2]
	size, err := strconv.ParseUint(os.Args[3], 10, 64)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	value, check, ok := run(row, way == "tuned", size)
	if !ok {
		fmt.Fprintln(os.Stderr, "no such row:", row, way)
		os.Exit(2)
	}
	fmt.Println(value, check)
}

// perOp times work and divides by the size, in ns.
func perOp(size uint64, work func() uint64) (float64, uint64, bool) {
	start := time.Now()
	check := work()
	return float64(time.Since(start).Nanoseconds()) / float64(size), check, true
}

// whole times work, in ms.
func whole(work func() uint64) (float64, uint64, bool) {
	start := time.Now()
	check := work()
	return time.Since(start).Seconds() * 1e3, check, true
}

func run(row string, tuned bool, n uint64) (float64, uint64, bool) {
	oneCore := func() {
		if tuned {
			runtime.GOMAXPROCS(1)
		}
	}
	switch row {
	case "spawn":
		oneCore()
		return perOp(n, func() uint64 { return spawn(n) })
	case "spawn_threads":
		return perOp(n, func() uint64 { return spawnThreads(n) })
	case "memory":
		value, check := memory(n)
		return value, check, true
	case "alive":
		value, check := alive(n)
		return value, check, true
	case "cpu1":
		return whole(func() uint64 { return primes(n, 1) })
	case "cpu":
		return whole(func() uint64 { return primes(n, runtime.GOMAXPROCS(0)) })
	case "pingpong":
		oneCore()
		return perOp(n, func() uint64 { return pingpong(n, false) })
	case "pingpong_threads":
		return perOp(n, func() uint64 { return pingpong(n, true) })
	case "oneway":
		oneCore()
		return perOp(n, func() uint64 { return fanin(n, 1, 0) })
	case "oneway128", "oneway128_mpsc":
		if tuned {
			return perOp(n, func() uint64 { return batches(n, 1) })
		}
		return perOp(n, func() uint64 { return fanin(n, 1, batch) })
	case "fanin", "fanin_mpsc":
		if tuned {
			return perOp(n, func() uint64 { return batches(n, 4) })
		}
		return perOp(n, func() uint64 { return fanin(n, 4, batch) })
	case "pool":
		if tuned {
			return perOp(n, func() uint64 { return poolBatches(n) })
		}
		return perOp(n, func() uint64 { return pool(n) })
	case "select":
		oneCore()
		return perOp(n, func() uint64 { return selects(n, 0) })
	case "select128", "select128_mpsc":
		oneCore()
		return perOp(n, func() uint64 { return selects(n, batch) })
	case "daisy":
		oneCore()
		return perOp(n, func() uint64 { return daisy(n) })
	case "sieve":
		oneCore()
		return whole(func() uint64 { return sieve(n) })
	case "mutex":
		if tuned {
			return perOp(n, func() uint64 { return mutexShards(n) })
		}
		return perOp(n, func() uint64 { return mutex(n) })
	case "atomic":
		if tuned {
			return perOp(n, func() uint64 { return atomicShards(n) })
		}
		return perOp(n, func() uint64 { return atomicCount(n) })
	case "sum":
		return sum(n)
	case "sort":
		return sortAll(n)
	case "wordcount":
		return wordcount(n)
	}
	return 0, 0, false
}
