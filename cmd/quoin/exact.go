package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/cost"
	"github.com/quoin-dev/quoin/pkg/par"
	"github.com/quoin-dev/quoin/pkg/provider"
)

// keptDir is where Quoin keeps what it can get again: a folder of the
// workspace that git ignores.
const keptDir = ".quoin"

// countsFile holds exact counts by the digest of what was counted.
const countsFile = "counts.json"

// countKeys are the environment variables of each provider that counts.
var countKeys = map[string]struct{ key, url string }{
	"anthropic": {"ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL"},
	"google":    {"GEMINI_API_KEY", "GEMINI_BASE_URL"},
}

// A tally asks providers for counts and remembers them.
type tally struct {
	counter provider.Counter
	mu      sync.Mutex
	known   map[string]int // by digest
	asked   bool           // known holds more than the file
}

// countExactly puts the provider's own counts into the prompts whose counts
// are estimates. Of several prompts, those that nobody counts stay estimates and
// are named on stderr. What was learnt is kept even if a later call fails.
func (a *app) countExactly(ctx context.Context, root string, prompts []cost.Prompt, model string) error {
	t := &tally{known: readCounts(root), counter: provider.Counter{Endpoints: map[string]provider.CountEndpoint{}}}
	for name, e := range countKeys {
		t.counter.Endpoints[name] = provider.CountEndpoint{URL: a.getenv(e.url), Key: a.getenv(e.key)}
	}
	at := make([]int, 0, len(prompts))
	for i := range prompts {
		if prompts[i].Counter.Exact() {
			continue
		}
		switch reason := uncountable(&prompts[i]); {
		case reason == "":
			at = append(at, i)
		case len(prompts) == 1:
			return usagef("--exact: %s", reason)
		case !a.quiet:
			fmt.Fprintf(a.err, "%s, so it stays an estimate\n", reason)
		}
	}
	_, err := par.Map(ctx, at, func(ctx context.Context, i int) (struct{}, error) {
		return struct{}{}, t.count(ctx, &prompts[i], model)
	})
	if t.asked {
		if failed := writeCounts(root, t.known); failed != nil && err == nil {
			err = outside(plainPathError(failed))
		}
	}
	return err
}

// uncountable says why nobody can be asked for the count of a prompt.
func uncountable(p *cost.Prompt) string {
	id := p.Template.Prompt.ID
	if !p.Priced {
		return id + " names no model of the catalogue, and nobody else can be asked for its count"
	}
	if _, ok := countKeys[p.Model.Provider]; !ok {
		return fmt.Sprintf("%s runs on %s, which has no counting endpoint", id, p.Model.Name())
	}
	return ""
}

func (t *tally) count(ctx context.Context, p *cost.Prompt, model string) error {
	name := p.Model.Provider
	return p.Officially(name+" count", func(c *compose.Composition) (int, error) {
		call, ok := provider.NewCountCall(name, provider.NewRequest(c, model))
		if !ok {
			return 0, usagef("--exact: the tools or the output schema of %s are no JSON that can be sent", p.Template.Prompt.ID)
		}
		return t.ask(ctx, call)
	})
}

func (t *tally) ask(ctx context.Context, call provider.CountCall) (int, error) {
	digest := call.Digest()
	t.mu.Lock()
	n, ok := t.known[digest]
	t.mu.Unlock()
	if ok {
		return n, nil
	}
	if t.counter.Endpoints[call.Provider].Key == "" {
		return 0, usagef("--exact: %s is not set, and this count is not known yet: set it, or count without --exact", countKeys[call.Provider].key)
	}
	n, err := t.counter.Count(ctx, call)
	if err != nil {
		return 0, countError(call.Provider, err)
	}
	t.mu.Lock()
	t.known[digest], t.asked = n, true
	t.mu.Unlock()
	return n, nil
}

// countError tells a wrong key or request, which somebody here has to mend,
// from an endpoint that does not answer.
func countError(name string, err error) error {
	var e *provider.Error
	if errors.As(err, &e) && !e.Temporary() {
		return usagef("--exact: %s: %w", name, err)
	}
	return outside(fmt.Errorf("--exact: %s: %w", name, err))
}

// readCounts returns the counts that were kept. A file that cannot be read or
// is none is like no file: it is asked for again.
func readCounts(root string) map[string]int {
	var kept struct {
		Version int            `json:"version"`
		Counts  map[string]int `json:"counts"`
	}
	text, err := os.ReadFile(filepath.Join(root, keptDir, countsFile))
	if err != nil || json.Unmarshal(text, &kept) != nil || kept.Version != 1 || kept.Counts == nil {
		return map[string]int{}
	}
	return kept.Counts
}

func writeCounts(root string, counts map[string]int) error {
	dir := filepath.Join(root, keptDir)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	ignore := filepath.Join(dir, ".gitignore")
	if _, err := os.Stat(ignore); errors.Is(err, fs.ErrNotExist) {
		if err := replaceFile(ignore, "*\n"); err != nil {
			return err
		}
	}
	text, err := json.MarshalIndent(map[string]any{"version": 1, "counts": counts}, "", "  ")
	if err != nil {
		return err
	}
	return replaceFile(filepath.Join(dir, countsFile), string(text)+"\n")
}
