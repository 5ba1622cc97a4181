// Package par runs a function over a slice in parallel and keeps the order of
// the results, so that no output ever depends on which goroutine was first.
package par

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// limit is the key under which a context holds a number of goroutines.
type limit struct{}

// Behind returns a context under which [Map] leaves half of the processors
// free: for work that must not get into the way of somebody who waits.
func Behind(ctx context.Context) context.Context {
	return context.WithValue(ctx, limit{}, max(1, runtime.GOMAXPROCS(0)/2))
}

func workers(ctx context.Context) int {
	if n, ok := ctx.Value(limit{}).(int); ok {
		return n
	}
	return runtime.GOMAXPROCS(0)
}

// Map calls f for every item on at most GOMAXPROCS goroutines and returns the
// results in the order of the items. The first error, by item order among
// those seen, ends the work early; no goroutine outlives the call.
func Map[T, R any](ctx context.Context, items []T, f func(context.Context, T) (R, error)) ([]R, error) {
	results := make([]R, len(items))
	errs := make([]error, len(items))
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(workers(ctx), len(items)) {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(items) || ctx.Err() != nil {
					return
				}
				if results[i], errs[i] = f(ctx, items[i]); errs[i] != nil {
					cancel()
					return
				}
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return results, ctx.Err()
}

// Each is [Map] for functions that cannot fail.
func Each[T, R any](items []T, f func(T) R) []R {
	results, _ := Map(context.Background(), items, func(_ context.Context, item T) (R, error) {
		return f(item), nil
	})
	return results
}
