package main

import (
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// primes counts the primes below n by trial, in blocks that idle goroutines take.
func primes(n uint64, goroutines int) uint64 {
	const block = 10_000
	var next, count atomic.Uint64
	var wg sync.WaitGroup
	for range goroutines {
		wg.Go(func() {
			var found uint64
			for {
				end := next.Add(block)
				start := end - block
				if start >= n {
					break
				}
				for v := start; v < min(end, n); v++ {
					if isPrime(v) {
						found++
					}
				}
			}
			count.Add(found)
		})
	}
	wg.Wait()
	return count.Load()
}

func isPrime(n uint64) bool {
	for divisor := uint64(3); divisor*divisor <= n; divisor += 2 {
		if n%divisor == 0 {
			return false
		}
	}
	return n == 2 || n > 2 && n%2 == 1
}

// parts cuts a slice into one part for each core.
func parts[T any](all []T) [][]T {
	cores := runtime.GOMAXPROCS(0)
	return slices.Collect(slices.Chunk(all, max(1, (len(all)+cores-1)/cores)))
}

func sum(n uint64) (float64, uint64, bool) {
	all := numbers(n)
	return perOp(n, func() uint64 {
		var total atomic.Uint64
		var wg sync.WaitGroup
		for _, part := range parts(all) {
			wg.Go(func() {
				var sum uint64
				for _, v := range part {
					sum += v
				}
				total.Add(sum)
			})
		}
		wg.Wait()
		return total.Load()
	})
}

func sortAll(n uint64) (float64, uint64, bool) {
	all := numbers(n)
	value, _, ok := perOp(n, func() uint64 {
		all = mergeSort(all, runtime.GOMAXPROCS(0))
		return 0
	})
	var check uint64
	for i, v := range all {
		check += v * uint64(i+1)
	}
	return value, check, ok
}

// mergeSort sorts halves in goroutines while there are cores, and merges them.
func mergeSort(all []uint64, cores int) []uint64 {
	if cores <= 1 || len(all) < 2 {
		slices.Sort(all)
		return all
	}
	left, right := all[:len(all)/2], all[len(all)/2:]
	var wg sync.WaitGroup
	wg.Go(func() { left = mergeSort(left, cores/2) })
	right = mergeSort(right, cores-cores/2)
	wg.Wait()
	merged := make([]uint64, 0, len(all))
	for len(left) > 0 && len(right) > 0 {
		if left[0] <= right[0] {
			merged, left = append(merged, left[0]), left[1:]
		} else {
			merged, right = append(merged, right[0]), right[1:]
		}
	}
	return append(append(merged, left...), right...)
}

func wordcount(n uint64) (float64, uint64, bool) {
	all := text(n)
	counts := map[string]uint64{}
	value, _, ok := perOp(n, func() uint64 {
		var mu sync.Mutex
		var wg sync.WaitGroup
		for _, part := range cut(all, runtime.GOMAXPROCS(0)) {
			wg.Go(func() {
				own := map[string]uint64{}
				for word := range strings.FieldsSeq(part) {
					own[word]++
				}
				mu.Lock()
				defer mu.Unlock()
				for word, count := range own {
					counts[word] += count
				}
			})
		}
		wg.Wait()
		return 0
	})
	var check uint64
	for _, count := range counts {
		check += count * count
	}
	return value, check, ok
}

// cut divides a text at spaces.
func cut(all string, parts int) []string {
	var cuts []string
	for left := parts; left > 1; left-- {
		at := len(all) / left
		space := strings.IndexByte(all[at:], ' ')
		if space < 0 {
			break
		}
		cuts = append(cuts, all[:at+space])
		all = all[at+space:]
	}
	return append(cuts, all)
}
