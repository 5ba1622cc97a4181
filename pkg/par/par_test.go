package par_test

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/quoin-dev/quoin/pkg/par"
)

func TestMapKeepsOrder(t *testing.T) {
	in := make([]int, 1000)
	for i := range in {
		in[i] = i
	}
	got := par.Each(in, func(i int) int { return i })
	if !slices.Equal(got, in) {
		t.Error("results are not in the order of the items")
	}
	if got := par.Each(nil, func(i int) int { return i }); len(got) != 0 {
		t.Errorf("nothing gave %v", got)
	}
}

func TestMapStopsAtAnError(t *testing.T) {
	boom := errors.New("boom")
	_, err := par.Map(t.Context(), make([]int, 100), func(context.Context, int) (int, error) { return 0, boom })
	if !errors.Is(err, boom) {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = par.Map(ctx, make([]int, 100), func(context.Context, int) (int, error) { return 0, nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled context gave %v", err)
	}
}

func TestBehindLeavesProcessorsFree(t *testing.T) {
	var running, most atomic.Int64
	items := make([]int, 50)
	_, err := par.Map(par.Behind(t.Context()), items, func(context.Context, int) (int, error) {
		n := running.Add(1)
		defer running.Add(-1)
		for n > most.Load() {
			most.Store(n) // one that is lost is made up for by the next of fifty
		}
		runtime.Gosched()
		return 0, nil
	})
	if limit := int64(max(1, runtime.GOMAXPROCS(0)/2)); err != nil || most.Load() > limit {
		t.Errorf("%d ran at once, want at most %d; %v", most.Load(), limit, err)
	}
}
