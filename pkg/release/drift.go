package release

import (
	"maps"
	"slices"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// State says how a label stands to the prompt as it is.
type State string

// The states.
const (
	Current State = "current" // the label's version is what the prompt is
	Behind  State = "behind"  // there are newer releases
	Ahead   State = "edited"  // the newest release, and the prompt changed since
	Missing State = "missing" // the version was never released, or the prompt is gone
)

// A Labelled is a prompt's version under a label.
type Labelled struct {
	Label, ID, Version string
	Head               string // the newest release, empty without one
	State              State
	Behind             int  // releases between the label's version and the newest
	Bump               Bump // from the label's version to the newest
}

// Drift compares labels with releases and with the prompts as they are, by
// label and prompt.
func Drift(ws *workspace.Workspace, lock *Lock, labels *Labels) []Labelled {
	var out []Labelled
	for _, label := range labels.Names() {
		for _, id := range slices.Sorted(maps.Keys(labels.Table[label])) {
			out = append(out, drift(ws, lock, Labelled{Label: label, ID: id, Version: labels.Table[label][id]}))
		}
	}
	return out
}

func drift(ws *workspace.Workspace, lock *Lock, l Labelled) Labelled {
	f, there := ws.Lookup(l.ID)
	e, locked := lock.Lookup(l.ID)
	if locked {
		l.Head = e.Version
	}
	if !there || !locked || !e.Has(l.Version) {
		l.State = Missing
		return l
	}
	l.Bump = Between(l.Version, e.Version)
	if at := slices.IndexFunc(e.Past, func(p Past) bool { return p.Version == l.Version }); at >= 0 && l.Version != e.Version {
		l.State, l.Behind = Behind, len(e.Past)-at
		return l
	}
	l.State = Current
	if t, _ := compose.Resolve(ws, f); t.Digest().String() != e.Digest {
		l.State = Ahead
	}
	return l
}

// Crosses reports whether the step between two versions breaks callers: it
// leads to another major version, up or down.
func Crosses(from, to string) bool {
	return from != "" && parse(from).Major() != parse(to).Major()
}
