package release

import (
	"slices"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/cost"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/par"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// IsReleased reports whether a file has releases: every prompt, and every
// fragment that somebody gave a version.
func IsReleased(f *fragment.Fragment) bool { return f.Kind == fragment.Prompt || f.Meta.Version != "" }

// Entries returns what a release of the workspace as it is would lock, by id:
// the class, the reason and the past are the caller's to fill in. Weigher may
// be nil, for entries without tokens.
func Entries(ws *workspace.Workspace, weigher *cost.Scale) map[string]*Entry {
	var files []*fragment.Fragment
	for _, f := range ws.All {
		if IsReleased(f) {
			files = append(files, f)
		}
	}
	out := make(map[string]*Entry, len(files))
	for _, e := range par.Each(files, func(f *fragment.Fragment) *Entry {
		t, _ := compose.Resolve(ws, f)
		return entryOf(ws, t, weigher)
	}) {
		out[e.ID] = e
	}
	return out
}

func entryOf(ws *workspace.Workspace, t *compose.Template, weigher *cost.Scale) *Entry {
	f := t.Prompt
	e := &Entry{
		ID: f.ID, Fragment: f.Kind != fragment.Prompt, Version: f.Meta.Version,
		Digest: t.Digest().String(), Interface: t.InterfaceDigest().String(), Model: f.Meta.Model,
	}
	for _, used := range t.Fragments() {
		if used != f {
			e.Uses = append(e.Uses, used.ID+"@"+versionOf(ws, used))
		}
	}
	slices.Sort(e.Uses)
	if weigher != nil {
		p := weigher.Weigh(t, "", nil)
		e.Tokens = Tokens{
			Counter: p.Counter.Name(), Worst: p.Worst.Total.High, Call: p.Typical.Total.Tokens,
			Written: p.Typical.Written, Typed: p.Typical.Typed, Prefix: p.Typical.Prefix, Output: f.Meta.Traffic.OutputTokens,
		}
	}
	return e
}

// versionOf is a fragment's version, or its digest where it has none.
func versionOf(ws *workspace.Workspace, f *fragment.Fragment) string {
	if f.Meta.Version != "" {
		return f.Meta.Version
	}
	t, _ := compose.Resolve(ws, f)
	return t.Digest().Short()
}
