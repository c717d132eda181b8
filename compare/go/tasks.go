package main

import (
	"bytes"
	"os"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
)

// spawn starts n goroutines that count themselves, and waits for all.
func spawn(n uint64) uint64 {
	var count atomic.Uint64
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() { count.Add(1) })
	}
	wg.Wait()
	return count.Load()
}

// spawnThreads does the same with goroutines that take a thread with them when they end,
// one after the other.
func spawnThreads(n uint64) uint64 {
	var count atomic.Uint64
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() {
			runtime.LockOSThread()
			count.Add(1)
		})
		wg.Wait()
	}
	return count.Load()
}

// memory returns the bytes that each of n goroutines takes while it waits.
func memory(n uint64) (float64, uint64) {
	before := resident()
	p := newParked()
	p.add(n)
	value := float64(resident()-before) / float64(n)
	return value, p.release()
}

// alive returns the most goroutines that wait at once and fit the room, by doubling.
func alive(first uint64) (float64, uint64) {
	p := newParked()
	n := first
	p.add(n)
	for resident()*2 <= room && n < first<<12 {
		p.add(n)
		n *= 2
	}
	check := uint64(0)
	if p.release() == n {
		check = 1
	}
	return float64(n), check
}

// parked holds goroutines that wait until a channel is closed.
type parked struct {
	open    chan struct{}
	n       uint64
	started atomic.Uint64
	ended   atomic.Uint64
	wg      sync.WaitGroup
}

func newParked() *parked { return &parked{open: make(chan struct{})} }

// add starts n more and returns when all have begun.
func (p *parked) add(n uint64) {
	p.n += n
	for range n {
		p.wg.Go(func() {
			p.started.Add(1)
			<-p.open
			p.ended.Add(1)
		})
	}
	for p.started.Load() < p.n {
		runtime.Gosched()
	}
}

// release lets all go on, and counts those that have ended.
func (p *parked) release() uint64 {
	close(p.open)
	p.wg.Wait()
	return p.ended.Load()
}

// resident returns the bytes of this process that are in memory, 0 without /proc.
func resident() uint64 {
	statm, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	pages, _ := strconv.ParseUint(string(bytes.Fields(statm)[1]), 10, 64)
	return pages * 4096
}
