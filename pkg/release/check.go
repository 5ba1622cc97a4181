package release

import (
	"fmt"
	"maps"
	"slices"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/par"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/suggest"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// The other rules of this package.
const (
	RuleNotBumped = "version/not-bumped"
	RuleStale     = "version/lock-stale"
	RulePin       = "version/pin-violated"
	RuleLabel     = "version/label-missing"
)

// Check compares a workspace with its lock, its pins and its labels. A
// workspace without a lock has made no promise, and so breaks none.
func Check(ws *workspace.Workspace) diag.List {
	c := checker{ws: ws}
	for _, f := range ws.All {
		c.pins(f)
	}
	if ws.Lock == nil {
		c.labels(nil)
		return c.found
	}
	lock, found := ParseLock(ws.Lock)
	c.found = append(c.found, found...)
	if len(found) > 0 {
		return c.found
	}
	c.releases(lock)
	c.labels(lock)
	return c.found
}

type checker struct {
	ws    *workspace.Workspace
	found diag.List
}

func (c *checker) report(rule string, span source.Span, help, message string, args ...any) {
	c.found.Add(diag.Diagnostic{Rule: rule, Severity: diag.Error, Span: span, Message: fmt.Sprintf(message, args...), Help: help})
}

func (c *checker) pins(f *fragment.Fragment) {
	for _, id := range slices.Sorted(maps.Keys(f.Meta.Use)) {
		pin := f.Meta.Use[id].Pin
		target, ok := c.ws.Lookup(id)
		if pin == "" || !ok {
			continue
		}
		at := f.Key("use." + config.Quote(id) + ".pin")
		switch {
		case target.Meta.Version == "":
			c.report(RulePin, at, "give it one, or take the pin away", "`%s` is pinned to %s, and it has no version", id, pin)
		case !Allows(pin, target.Meta.Version):
			c.found.Add(diag.Diagnostic{
				Rule: RulePin, Severity: diag.Error, Span: at,
				Message: fmt.Sprintf("`%s` is %s, and the pin allows %s", id, target.Meta.Version, pin),
				Related: []diag.Label{{Span: target.Key("version"), Text: "its version"}},
				Help:    "read what changed with `quoin log " + id + "`, then move the pin",
			})
		}
	}
}

// releases compares every released file with its entry.
func (c *checker) releases(lock *Lock) {
	var files []*fragment.Fragment
	for _, f := range c.ws.All {
		_, locked := lock.Lookup(f.ID)
		if locked || IsReleased(f) {
			files = append(files, f)
		}
	}
	digests := par.Each(files, func(f *fragment.Fragment) string {
		t, _ := compose.Resolve(c.ws, f)
		return t.Digest().String()
	})
	there := map[string]bool{}
	for at, f := range files {
		there[f.ID] = true
		if e, ok := lock.Known(f); ok {
			there[e.ID] = true // told at the file that it is now
		}
		c.release(f, digests[at], lock)
	}
	for _, entries := range []map[string]*Entry{lock.Prompts, lock.Fragments} {
		for _, id := range slices.Sorted(maps.Keys(entries)) {
			if !there[id] {
				c.report(RuleStale, entries[id].Span, "run `quoin lock --repair`", "the lock has a release of `%s`, which is gone", id)
			}
		}
	}
}

func (c *checker) release(f *fragment.Fragment, digest string, lock *Lock) {
	e, ok := lock.Lookup(f.ID)
	run := "run `quoin release " + f.ID + "`"
	at := f.Key("version")
	was, moved := lock.Known(f)
	switch {
	case !ok && moved:
		c.report(RuleStale, f.Key("moved"), run, "the lock knows `%s` as `%s`", f.ID, was.ID)
	case !ok:
		c.report(RuleStale, at, run, "`%s` has no release in the lock", f.ID)
	case f.Meta.Version == "":
		c.report(RuleStale, at, run, "`%s` lost its version, the lock has %s", f.ID, e.Version)
	case digest == e.Digest && f.Meta.Version == e.Version:
	case f.Meta.Version == e.Version:
		c.found.Add(diag.Diagnostic{
			Rule: RuleNotBumped, Severity: diag.Error, Span: at,
			Message: fmt.Sprintf("`%s` changed and is still version %s", f.ID, e.Version),
			Related: []diag.Label{{Span: e.Span, Text: "what that version stands for"}},
			Notes:   []string{c.cause(f, e)},
			Help:    "see `quoin diff " + f.ID + "`, then " + run,
		})
	case Compare(f.Meta.Version, e.Version) < 0 || e.Has(f.Meta.Version):
		c.report(RuleNotBumped, at, run, "version %s of `%s` is an earlier release, the lock is at %s", f.Meta.Version, f.ID, e.Version)
	default:
		c.report(RuleStale, at, run, "`%s` says version %s, and the lock has %s", f.ID, f.Meta.Version, e.Version)
	}
}

// cause says whether a file changed by itself or by what it includes.
func (c *checker) cause(f *fragment.Fragment, e *Entry) string {
	t, _ := compose.Resolve(c.ws, f)
	now := entryOf(c.ws, t, nil)
	for _, use := range now.Uses {
		if !slices.Contains(e.Uses, use) {
			return "it uses " + use + " now"
		}
	}
	for _, use := range e.Uses {
		if !slices.Contains(now.Uses, use) {
			return "it does not use " + use + " any more"
		}
	}
	return "the fragments in it have the versions of then: the change is in " + f.File.Path + ", or in a fragment that was not bumped"
}

// labels checks that every label points at a release that was made.
func (c *checker) labels(lock *Lock) {
	if c.ws.Labels == nil {
		return
	}
	labels, found := ParseLabels(c.ws.Labels)
	c.found = append(c.found, found...)
	for _, label := range labels.Names() {
		for _, id := range slices.Sorted(maps.Keys(labels.Table[label])) {
			version, at := labels.Table[label][id], labels.Span(label, id)
			if _, ok := c.ws.Lookup(id); !ok {
				help := "take the line away, or build the old version from git with `quoin build`"
				if now := c.movedTo(id); now != "" {
					help = fmt.Sprintf("it is `%s` now: rename the line", now)
				} else if near, ok := suggest.Nearest(id, c.ids()); ok {
					help = fmt.Sprintf("did you mean `%s`?", near)
				}
				c.report(RuleLabel, at, help, "%s points at `%s`, which is gone", label, id)
				continue
			}
			if lock == nil {
				c.report(RuleLabel, at, "run `quoin release`", "%s points at %s of `%s`, and there is no %s", label, version, id, workspace.LockFile)
				continue
			}
			e, ok := lock.Lookup(id)
			if !ok || !e.Has(version) {
				c.report(RuleLabel, at, "see `quoin log "+id+"`", "%s points at %s of `%s`, which was never released", label, version, id)
			}
		}
	}
}

// movedTo is the id of the prompt that had another one before, "" for none.
func (c *checker) movedTo(id string) string {
	for _, f := range c.ws.All {
		if slices.Contains(f.Meta.Moved, id) {
			return f.ID
		}
	}
	return ""
}

func (c *checker) ids() []string {
	var ids []string
	for _, f := range c.ws.Prompts() {
		ids = append(ids, f.ID)
	}
	return ids
}
