package analysis

import (
	"context"
	"slices"
	"sync"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/par"
)

// shared is what the rules of one run have in common, so that none does the
// work of another again. It is safe for use by many goroutines.
type shared struct {
	mu       sync.Mutex
	memo     map[string]func() any
	resolved map[*fragment.Fragment]func() resolved
}

// A resolved prompt is a template and what expanding it found.
type resolved struct {
	template *compose.Template
	found    diag.List
}

// resolve expands a prompt, once a run.
func (r *run) resolve(prompt *fragment.Fragment) resolved {
	r.shared.mu.Lock()
	once, ok := r.shared.resolved[prompt]
	if !ok {
		once = sync.OnceValue(func() resolved {
			t, found := compose.Resolve(r.ws, prompt)
			return resolved{t, found}
		})
		r.shared.resolved[prompt] = once
	}
	r.shared.mu.Unlock()
	return once()
}

// Templates returns every prompt of the workspace, expanded, by id. It is for
// rules that compare prompts; one that looks at them singly is a Prompt rule.
// In a run that is cancelled some are missing.
func (p *Pass) Templates() []*compose.Template {
	all, err := par.Map(p.run.ctx, p.Workspace.Prompts(), func(_ context.Context, prompt *fragment.Fragment) (*compose.Template, error) {
		return p.run.resolve(prompt).template, nil
	})
	if err != nil {
		all = slices.DeleteFunc(all, func(t *compose.Template) bool { return t == nil })
	}
	return all
}

// Once returns what f returns, which is called once a run for all rules that
// ask for the same key. The value is shared and must not be changed.
func Once[T any](p *Pass, key string, f func() T) T {
	s := &p.run.shared
	s.mu.Lock()
	once, ok := s.memo[key]
	if !ok {
		once = sync.OnceValue(func() any { return f() })
		s.memo[key] = once
	}
	s.mu.Unlock()
	return once().(T)
}

// EachFile calls f for every file of the workspace, in parallel, and returns
// the results in the order of ids. In a run that is cancelled some are zero.
func EachFile[T any](p *Pass, f func(*fragment.Fragment) T) []T {
	all, _ := par.Map(p.run.ctx, p.Workspace.All, func(_ context.Context, file *fragment.Fragment) (T, error) {
		return f(file), nil
	})
	return all
}
