// beside goroutine_patterns circuit_breaker
package main

import (
	"errors"
	"fmt"
	"sync"
	"time"
)

var errRefused = errors.New("refused")

type breaker struct {
	mu       sync.Mutex
	failures int       // means nothing while it is open
	until    time.Time // means nothing while it is closed: no type says so
}

// call holds the lock before the call and after it, never during it.
func (b *breaker) call(service func() error) error {
	b.mu.Lock()
	refused := b.failures >= 3 && time.Now().Before(b.until)
	b.mu.Unlock()
	if refused {
		return errRefused
	}
	err := service()
	b.mu.Lock()
	defer b.mu.Unlock()
	if err == nil {
		b.failures = 0 // also if the call began long ago
	} else if b.failures++; b.failures >= 3 {
		b.until = time.Now().Add(time.Hour)
	}
	return err
}

func main() {
	var b breaker
	for range 4 {
		fmt.Println(b.call(func() error { return errors.New("out of paper") }))
	}
}

// prints:
// out of paper
// out of paper
// out of paper
// refused
