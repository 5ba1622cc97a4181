// Package audit measures how a prompt library grew over its git history, and
// what that growth has left behind: copies, drift, conflicts, dead text, rules
// that nothing tests and changes that nobody explained. Its rule: no number
// without its arithmetic. The debt score is a sum of parts, each with the
// figure that it was made of.
package audit

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/quoin-dev/quoin/pkg/gitrepo"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// Options says what to look at.
type Options struct {
	Dir     string // the workspace, from the root of the repository
	Prompts string // the folder of prompts in it
	// Since is a revision, or a day as 2026-11-23: only what came after it
	// counts, with the state at that time as the first sample.
	Since   string
	Samples int // at most so many states are measured
	Load    func(ctx context.Context, rev string) (*workspace.Workspace, error)
	Now     *workspace.Workspace // the work tree
	Tested  map[string]bool      // the prompts that have a suite
}

// A Report is the audit of a workspace.
type Report struct {
	Samples   []Snapshot // the oldest first; the last is the work tree
	Prompts   []Growth   // by tokens gained, the most first
	Fragments []Age      // by age, the oldest first
	Born      int        // conflicts that came, between samples
	Mended    int        // conflicts that went
	Changes   int        // commits that changed prompts or fragments
	Explained int        // those of them that say why
	Untested  []string   // prompts without a suite
	Debt      Debt
}

// A Growth is how a prompt grew over the samples in which it was there.
type Growth struct {
	ID          string
	First, Last Size
	Born        time.Time // of the first sample with it, zero for the work tree
	Tokens      []int     // at each sample with it
	Changes     int       // commits that changed its own file
}

// Gained is how many tokens it grew by.
func (g Growth) Gained() int { return g.Last.Tokens - g.First.Tokens }

// An Age is how old a file is and who wrote it.
type Age struct {
	ID            string
	Path          string
	Born, Changed time.Time
	Owners        []Owner // the most commits first
	Users         int     // prompts that it ends up in
	Dead          bool    // a fragment that no prompt reaches
}

// An Owner is an author with the number of their commits to a file.
type Owner struct {
	Name    string
	Commits int
}

// Run audits a repository.
//
// Where a shallow clone ends before the history does, the error is a
// [*gitrepo.ShallowError] and the report covers what is there.
func Run(ctx context.Context, repo *gitrepo.Repo, o Options) (*Report, error) {
	dir := path.Join(o.Dir, o.Prompts)
	revision := o.Since
	from, err := time.Parse(time.DateOnly, o.Since)
	if err == nil {
		revision = ""
	}
	commits, logErr := repo.Log(ctx, gitrepo.LogOptions{Paths: []string{dir}, Since: revision, FirstParent: true})
	if logErr != nil && !isShallow(logErr) {
		return nil, logErr
	}
	slices.Reverse(commits)
	var base []gitrepo.Commit
	if n := slices.IndexFunc(commits, func(c gitrepo.Commit) bool { return !c.Time.Before(from) }); n > 0 {
		base, commits = commits[n-1:n], commits[n:]
	}
	if revision != "" {
		id, err := repo.Resolve(ctx, revision)
		if err != nil {
			return nil, err
		}
		base = []gitrepo.Commit{{ID: id}}
	}
	r := &Report{}
	chosen := append(base, choose(commits, o.Samples)...)
	m := newMeter()
	for _, c := range chosen {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		ws, err := o.Load(ctx, c.ID)
		if err != nil {
			return nil, fmt.Errorf("read %.12s: %w", c.ID, err)
		}
		s := m.measure(ctx, ws)
		s.Commit = c
		r.Samples = append(r.Samples, s)
	}
	last := m.measure(ctx, o.Now)
	if n := len(r.Samples); n > 0 && r.Samples[n-1].same(last) {
		r.Samples = r.Samples[:n-1]
		last.Commit = chosen[len(chosen)-1]
	}
	r.Samples = append(r.Samples, last)
	r.grow(commits, o)
	r.age(commits, o)
	r.conflicts()
	r.explain(commits)
	for _, p := range o.Now.Prompts() {
		if !o.Tested[p.ID] {
			r.Untested = append(r.Untested, p.ID)
		}
	}
	r.Debt = debtOf(r)
	return r, logErr
}

func isShallow(err error) bool {
	_, ok := errors.AsType[*gitrepo.ShallowError](err)
	return ok
}

// choose picks at most n commits: the first, the last, and evenly between.
func choose(commits []gitrepo.Commit, n int) []gitrepo.Commit {
	n = max(n, 2)
	if len(commits) <= n {
		return commits
	}
	out := make([]gitrepo.Commit, n)
	for i := range n {
		out[i] = commits[i*(len(commits)-1)/(n-1)]
	}
	return out
}

// grow follows each prompt, or each file where there are no prompts, through
// the samples.
func (r *Report) grow(commits []gitrepo.Commit, o Options) {
	at := map[string]int{}
	for _, s := range r.Samples {
		for _, id := range sortedIDs(s.Sizes) {
			size := s.Sizes[id]
			i, ok := at[id]
			if !ok {
				i = len(r.Prompts)
				at[id] = i
				r.Prompts = append(r.Prompts, Growth{ID: id, First: size, Born: s.Commit.Time})
			}
			g := &r.Prompts[i]
			g.Last = size
			g.Tokens = append(g.Tokens, size.Tokens)
		}
	}
	touched := map[string]int{}
	for _, c := range commits {
		for _, ch := range c.Changes {
			touched[ch.Path]++
		}
	}
	kept := r.Prompts[:0]
	now := r.Samples[len(r.Samples)-1].Sizes
	for _, g := range r.Prompts {
		if _, there := now[g.ID]; !there {
			continue // it is gone, and no debt any more
		}
		if f, ok := o.Now.Lookup(g.ID); ok {
			g.Changes = touched[path.Join(o.Dir, f.File.Path)]
		}
		kept = append(kept, g)
	}
	r.Prompts = kept
	slices.SortStableFunc(r.Prompts, func(a, b Growth) int {
		return cmp.Or(b.Gained()-a.Gained(), b.Last.Tokens-a.Last.Tokens, strings.Compare(a.ID, b.ID))
	})
}

// age dates every file by the commits that changed it.
func (r *Report) age(commits []gitrepo.Commit, o Options) {
	type life struct {
		born, changed time.Time
		owners        map[string]int
	}
	lives := map[string]*life{}
	for _, c := range commits {
		for _, ch := range c.Changes {
			l := lives[ch.Path]
			if l == nil || ch.Old == "" {
				l = &life{born: c.Time, owners: map[string]int{}}
				lives[ch.Path] = l
			}
			l.changed = c.Time
			l.owners[c.Author]++
		}
	}
	orphans := map[string]bool{}
	if len(o.Now.Prompts()) > 0 {
		for _, f := range o.Now.Orphans() {
			orphans[f.ID] = true
		}
	}
	for _, f := range o.Now.All {
		a := Age{ID: f.ID, Path: f.File.Path, Users: len(o.Now.Reach(f)), Dead: orphans[f.ID]}
		if l := lives[path.Join(o.Dir, f.File.Path)]; l != nil {
			a.Born, a.Changed = l.born, l.changed
			for _, name := range sortedIDs(l.owners) {
				a.Owners = append(a.Owners, Owner{name, l.owners[name]})
			}
			slices.SortStableFunc(a.Owners, func(x, y Owner) int { return y.Commits - x.Commits })
		}
		r.Fragments = append(r.Fragments, a)
	}
	slices.SortStableFunc(r.Fragments, func(a, b Age) int { return a.Born.Compare(b.Born) })
}

// conflicts counts what came and went between samples.
func (r *Report) conflicts() {
	for i := 1; i < len(r.Samples); i++ {
		before, after := r.Samples[i-1].Conflicts, r.Samples[i].Conflicts
		for c := range after {
			if !before[c] {
				r.Born++
			}
		}
		for c := range before {
			if !after[c] {
				r.Mended++
			}
		}
	}
	if len(r.Samples) > 0 {
		r.Born += len(r.Samples[0].Conflicts)
	}
}

// explain counts the commits that say why. One does whose message has more
// than its first line, or that comes with a note in changes/, an entry of a
// changelog or a release.
func (r *Report) explain(commits []gitrepo.Commit) {
	for _, c := range commits {
		prompts, said := false, strings.TrimSpace(c.Body) != ""
		for _, ch := range c.Changes {
			switch base := path.Base(ch.Path); {
			case strings.EqualFold(base, "CHANGELOG.md") || base == workspace.LockFile || strings.Contains(ch.Path, "changes/"):
				said = true
			case path.Ext(base) == ".md" || path.Ext(base) == ".prompt":
				prompts = true
			}
		}
		if prompts {
			r.Changes++
			if said {
				r.Explained++
			}
		}
	}
}
