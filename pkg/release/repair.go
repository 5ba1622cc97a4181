package release

import (
	"strings"

	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// Repair rebuilds the lock of a workspace, also one with the marks of a merge
// that git could not finish. Of an entry that both sides have, the one with the
// version of the file stays, else the one with the higher version; entries of
// files that are gone go. It makes no release.
func Repair(ws *workspace.Workspace) (*Lock, diag.List) {
	ours, theirs := sides(ws.Lock.Text)
	lock, found := ParseLock(source.NewFile(ws.Lock.Path, ours))
	if len(found) > 0 {
		return nil, found
	}
	other, found := ParseLock(source.NewFile(ws.Lock.Path, theirs))
	if len(found) > 0 {
		return nil, found
	}
	for _, entries := range []map[string]*Entry{other.Prompts, other.Fragments} {
		for id, b := range entries {
			a, ok := lock.Lookup(id)
			if !ok || prefers(ws, b, a) {
				if ok {
					b.Past = joined(b, a)
				}
				lock.Put(b)
			} else {
				a.Past = joined(a, b)
			}
		}
	}
	lock.Prune(ws)
	return lock, nil
}

// prefers reports whether b is the better of two entries of one file.
func prefers(ws *workspace.Workspace, b, a *Entry) bool {
	if f, ok := ws.Lookup(b.ID); ok && a.Version != b.Version {
		switch f.Meta.Version {
		case a.Version:
			return false
		case b.Version:
			return true
		}
	}
	return Compare(b.Version, a.Version) > 0
}

// joined is the past of an entry together with the releases that only the
// other side of the merge has.
func joined(e, other *Entry) []Past {
	past := e.Past
	for _, p := range append(other.Past, Past{other.Version, other.Digest}) {
		if !e.Has(p.Version) {
			past = append(past, p)
		}
	}
	sortPast(past)
	return past
}

// sides parts a text with the marks of a merge into what each side had. The
// text before the merge, which some settings add, is left out.
func sides(text string) (ours, theirs string) {
	const both, first, base, second = 0, 1, 2, 3
	var a, b strings.Builder
	in := both
	for line := range strings.Lines(text) {
		switch {
		case strings.HasPrefix(line, "<<<<<<< "):
			in = first
		case strings.HasPrefix(line, "||||||| "):
			in = base
		case strings.TrimSpace(line) == "=======" && in != both:
			in = second
		case strings.HasPrefix(line, ">>>>>>> "):
			in = both
		default:
			if in == both || in == first {
				a.WriteString(line)
			}
			if in == both || in == second {
				b.WriteString(line)
			}
		}
	}
	return a.String(), b.String()
}
