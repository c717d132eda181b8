package main

import (
	"sync"
	"sync/atomic"
)

const tasks = 4

// mutex counts to n from four goroutines.
func mutex(n uint64) uint64 {
	var mu sync.Mutex
	var count uint64
	var wg sync.WaitGroup
	for range tasks {
		wg.Go(func() {
			for range n / tasks {
				mu.Lock()
				count++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return count
}

// mutexShards has a number for each goroutine, each on cache lines of its own.
func mutexShards(n uint64) uint64 {
	var shards [tasks]struct {
		mu    sync.Mutex
		count uint64
		_     [112]byte
	}
	var wg sync.WaitGroup
	for i := range shards {
		shard := &shards[i]
		wg.Go(func() {
			for range n / tasks {
				shard.mu.Lock()
				shard.count++
				shard.mu.Unlock()
			}
		})
	}
	wg.Wait()
	var sum uint64
	for i := range shards {
		sum += shards[i].count
	}
	return sum
}

// atomicCount does the same without a lock.
func atomicCount(n uint64) uint64 {
	var count atomic.Uint64
	var wg sync.WaitGroup
	for range tasks {
		wg.Go(func() {
			for range n / tasks {
				count.Add(1)
			}
		})
	}
	wg.Wait()
	return count.Load()
}

// atomicShards has a number for each goroutine, each on cache lines of its own.
func atomicShards(n uint64) uint64 {
	var shards [tasks]struct {
		count atomic.Uint64
		_     [120]byte
	}
	var wg sync.WaitGroup
	for i := range shards {
		count := &shards[i].count
		wg.Go(func() {
			for range n / tasks {
				count.Add(1)
			}
		})
	}
	wg.Wait()
	var sum uint64
	for i := range shards {
		sum += shards[i].count.Load()
	}
	return sum
}
