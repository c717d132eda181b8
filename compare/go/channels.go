package main

import (
	"runtime"
	"sync"
)

// pingpong sends n numbers there and back, between goroutines or between two that keep a
// thread each.
func pingpong(n uint64, threads bool) uint64 {
	lock := func() {
		if threads {
			runtime.LockOSThread()
		}
	}
	ping, pong := make(chan uint64), make(chan uint64)
	go func() {
		lock()
		for v := range ping {
			pong <- v
		}
	}()
	lock()
	var sum uint64
	for v := range n {
		ping <- v
		sum += <-pong
	}
	close(ping)
	return sum
}

// fanin sends n numbers from several goroutines to this one.
func fanin(n, senders uint64, room int) uint64 {
	ch := make(chan uint64, room)
	var wg sync.WaitGroup
	for part := range senders {
		from, to := share(n, part, senders)
		wg.Go(func() { send(ch, from, to) })
	}
	go func() {
		wg.Wait()
		close(ch)
	}()
	return drain(ch)
}

// batches does the same in slices; the room holds as many numbers.
func batches(n, senders uint64) uint64 {
	ch := make(chan []uint64, 1)
	var wg sync.WaitGroup
	for part := range senders {
		from, to := share(n, part, senders)
		wg.Go(func() { sendBatches(ch, from, to) })
	}
	go func() {
		wg.Wait()
		close(ch)
	}()
	return drainBatches(ch)
}

// pool has four workers between two channels.
func pool(n uint64) uint64 {
	jobs, results := make(chan uint64, batch), make(chan uint64, batch)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for job := range jobs {
				results <- work(job)
			}
		})
	}
	go func() {
		send(jobs, 0, n)
		close(jobs)
		wg.Wait()
		close(results)
	}()
	return drain(results)
}

// poolBatches does the same in slices.
func poolBatches(n uint64) uint64 {
	jobs, results := make(chan []uint64, 1), make(chan []uint64, 1)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for slice := range jobs {
				for i, job := range slice {
					slice[i] = work(job)
				}
				results <- slice
			}
		})
	}
	go func() {
		sendBatches(jobs, 0, n)
		close(jobs)
		wg.Wait()
		close(results)
	}()
	return drainBatches(results)
}

//go:noinline
func work(job uint64) uint64 { return job }

// selects takes from whichever of two channels has a number.
func selects(n uint64, room int) uint64 {
	left, right := make(chan uint64, room), make(chan uint64, room)
	go func() {
		send(left, 0, n/2)
		close(left)
	}()
	go func() {
		send(right, n/2, n)
		close(right)
	}()
	var sum uint64
	for left != nil || right != nil {
		select {
		case v, ok := <-left:
			if !ok {
				left = nil
			}
			sum += v
		case v, ok := <-right:
			if !ok {
				right = nil
			}
			sum += v
		}
	}
	return sum
}

// daisy makes a chain of n goroutines; each passes on one more than it was given.
func daisy(n uint64) uint64 {
	first := make(chan uint64)
	in := first
	for range n {
		out := make(chan uint64)
		go func(in <-chan uint64) { out <- 1 + <-in }(in)
		in = out
	}
	go func() { first <- 0 }()
	return <-in
}

// sieve returns the nth prime, found by a chain of filters that ends with the program.
func sieve(n uint64) uint64 {
	ch := make(chan uint64)
	go func(out chan<- uint64) {
		for v := uint64(2); ; v++ {
			out <- v
		}
	}(ch)
	var prime uint64
	for range n {
		prime = <-ch
		out := make(chan uint64)
		go filter(ch, out, prime)
		ch = out
	}
	return prime
}

func filter(in <-chan uint64, out chan<- uint64, prime uint64) {
	for {
		if v := <-in; v%prime != 0 {
			out <- v
		}
	}
}

func send(ch chan<- uint64, from, to uint64) {
	for v := from; v < to; v++ {
		ch <- v
	}
}

func sendBatches(ch chan<- []uint64, from, to uint64) {
	for start := from; start < to; start += batch {
		end := min(to, start+batch)
		slice := make([]uint64, 0, batch)
		for v := start; v < end; v++ {
			slice = append(slice, v)
		}
		ch <- slice
	}
}

func drain(ch <-chan uint64) uint64 {
	var sum uint64
	for v := range ch {
		sum += v
	}
	return sum
}

func drainBatches(ch <-chan []uint64) uint64 {
	var sum uint64
	for slice := range ch {
		for _, v := range slice {
			sum += v
		}
	}
	return sum
}

// share returns the part of each of several senders.
func share(n, part, parts uint64) (from, to uint64) {
	return n * part / parts, n * (part + 1) / parts
}
