package analysis

import (
	"cmp"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/source"
)

// maxRounds bounds how often fixes are looked for in what fixes have made.
const maxRounds = 10

// Apply makes the edits to a text. Edits at the same place take effect in
// their order; one that overlaps an earlier one in the text, or lies outside
// of the text, is left out.
func Apply(text string, edits []diag.Edit) string {
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, func(a, b diag.Edit) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
	})
	var b strings.Builder
	at := 0
	for _, e := range sorted {
		if e.Span.Start < at || e.Span.End < e.Span.Start || e.Span.End > len(text) {
			continue
		}
		b.WriteString(text[at:e.Span.Start])
		b.WriteString(e.New)
		at = e.Span.End
	}
	b.WriteString(text[at:])
	return b.String()
}

// Choose picks the safe fixes of a sorted list that can be made together: the
// first of each diagnostic, unless it touches one that was picked before. A
// fix is made as a whole or not at all, so half of one never is. It returns
// the edits by file and how many diagnostics they resolve.
func Choose(l diag.List) (edits map[*source.File][]diag.Edit, fixed int) {
	edits = map[*source.File][]diag.Edit{}
	for _, d := range l {
		i := slices.IndexFunc(d.Fixes, func(f diag.Fix) bool { return f.Safe && len(f.Edits) > 0 })
		if i < 0 {
			continue
		}
		fix := d.Fixes[i]
		if slices.ContainsFunc(fix.Edits, func(e diag.Edit) bool { return touches(e, edits[e.Span.File]) }) {
			continue
		}
		for _, e := range fix.Edits {
			edits[e.Span.File] = append(edits[e.Span.File], e)
		}
		fixed++
	}
	return edits, fixed
}

// touches reports whether an edit overlaps or adjoins another one. Two that
// adjoin may be fixes of one cause, each of which makes the other needless.
func touches(e diag.Edit, others []diag.Edit) bool {
	return slices.ContainsFunc(others, func(o diag.Edit) bool {
		return e.Span.Start <= o.Span.End && o.Span.Start <= e.Span.End
	})
}

// Fix makes safe fixes until there are none left. Look returns what is found
// when the given files, by path, have the given texts instead of those on the
// disk. Fix calls it first without any, and returns the last texts, how many
// problems are gone, and what is still found.
//
// A problem counts only if only says that its file may be changed; nil allows
// every file.
func Fix(look func(changed map[string]string) (diag.List, error), only func(path string) bool) (changed map[string]string, fixed int, left diag.List, err error) {
	changed = map[string]string{}
	for range maxRounds {
		if left, err = look(changed); err != nil {
			return nil, 0, nil, err
		}
		edits, n := Choose(within(left, only))
		if n == 0 {
			return changed, fixed, left, nil
		}
		fixed += n
		for f, es := range edits {
			changed[f.Path] = Apply(f.Text, es)
		}
	}
	left, err = look(changed)
	return changed, fixed, left, err
}

// within keeps the diagnostics whose fixes stay in files that may be changed.
func within(l diag.List, only func(string) bool) diag.List {
	if only == nil {
		return l
	}
	var kept diag.List
	for _, d := range l {
		outside := slices.ContainsFunc(d.Fixes, func(f diag.Fix) bool {
			return slices.ContainsFunc(f.Edits, func(e diag.Edit) bool { return !only(e.Span.File.Path) })
		})
		if !outside {
			kept = append(kept, d)
		}
	}
	return kept
}
