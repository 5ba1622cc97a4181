// Package dedupe finds text that stands in several files and writes the
// fragment that they should include. Its rule: it only proposes. Whether an
// extraction changes what a model is told is for the caller to prove, by the
// digests of all prompts before and after.
package dedupe

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/template"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// A Copy is a run of whole lines that several files share byte for byte.
type Copy struct {
	ID     string // of the fragment to make
	Text   string // with one newline at its end
	Places []Place
}

// A Place is where a copy stands: whole lines of a file.
type Place struct {
	Fragment *fragment.Fragment
	Span     source.Span
}

// Lines is how many lines each place has.
func (c Copy) Lines() int { return strings.Count(c.Text, "\n") }

// Files is how many files the copy stands in.
func (c Copy) Files() int {
	seen := map[*source.File]bool{}
	for _, p := range c.Places {
		seen[p.Span.File] = true
	}
	return len(seen)
}

// minWords is how long a text must be for its copy to be no accident.
const minWords = 10

// Find returns the copies in a workspace that do not overlap, those that save
// the most text first. Lines with tags other than values are never part of one.
func Find(ws *workspace.Workspace) []Copy {
	x := &index{ids: map[string]int{}}
	for _, f := range ws.All {
		x.add(f)
	}
	found := x.runs()
	slices.SortStableFunc(found, func(a, b []run) int { return cmp.Compare(x.saved(b), x.saved(a)) })
	taken := make([]bool, len(x.lines))
	names := map[string]bool{}
	for _, f := range ws.All {
		names[f.ID] = true
	}
	var copies []Copy
	for _, places := range found {
		places = slices.DeleteFunc(slices.Clone(places), func(r run) bool { return slices.Contains(taken[r.start:r.start+r.n], true) })
		c := x.copyOf(places)
		if c.Files() < 2 {
			continue
		}
		for _, r := range places {
			for i := range r.n {
				taken[r.start+i] = true
			}
		}
		c.ID = name(c.Text, names)
		copies = append(copies, c)
	}
	return copies
}

// index holds the lines of all files one after the other. Lines that cannot be
// part of a copy have the id -1 and so end every run.
type index struct {
	lines []line
	ids   map[string]int
	at    [][]int // the lines of each id
}

type line struct {
	frag       *fragment.Fragment
	start, end int // with the newline
	id         int
	words      int
}

// A run is n lines from start on.
type run struct{ start, n int }

func (x *index) add(f *fragment.Fragment) {
	text := f.File.Text
	blocked := tagged(f)
	for at := f.Body.Start; at < f.Body.End; {
		end := f.Body.End
		if i := strings.IndexByte(text[at:end], '\n'); i >= 0 {
			end = at + i + 1
		}
		l := line{frag: f, start: at, end: end, id: -1, words: len(strings.Fields(text[at:end]))}
		content := strings.TrimRight(text[at:end], "\r\n")
		overlaps := slices.ContainsFunc(blocked, func(p template.Pos) bool { return p.Start < end && at < p.End })
		if !overlaps && strings.HasSuffix(text[at:end], "\n") {
			id, ok := x.ids[content]
			if !ok {
				id = len(x.at)
				x.ids[content] = id
				x.at = append(x.at, nil)
			}
			l.id = id
			x.at[id] = append(x.at[id], len(x.lines))
		}
		x.lines = append(x.lines, l)
		at = end
	}
	x.lines = append(x.lines, line{id: -1}) // no run goes from file to file
}

// tagged lists what is no plain text or value, with what is in blocks: half a
// block cannot be moved, and a whole one may mean something else elsewhere.
func tagged(f *fragment.Fragment) []template.Pos {
	var out []template.Pos
	for _, n := range f.Body.Nodes {
		switch n.(type) {
		case *template.Text, *template.Anchor, *template.Output:
			continue
		}
		start, end := n.Bytes()
		out = append(out, template.Pos{Start: start, End: end})
	}
	return out
}

// runs returns the groups of equal runs, each as long as it can be.
func (x *index) runs() [][]run {
	var found [][]run
	for _, places := range x.at {
		if len(places) < 2 || x.lines[places[0]].words == 0 {
			continue
		}
		// A run that all places could begin one line earlier is part of that one.
		if x.beginEarlier(places) {
			continue
		}
		found = x.extend(found, places, 1)
	}
	return found
}

// beginEarlier reports whether the line before is the same for all places.
func (x *index) beginEarlier(places []int) bool {
	before := func(p int) line {
		if p == 0 {
			return line{id: -1}
		}
		return x.lines[p-1]
	}
	first := before(places[0])
	return first.id >= 0 && first.words > 0 && !slices.ContainsFunc(places, func(p int) bool { return before(p).id != first.id })
}

// maxLines bounds a run, and with it the depth of the search.
const maxLines = 400

// extend follows places that have n lines in common for as long as they agree,
// and from there on each group of them that still does.
func (x *index) extend(found [][]run, places []int, n int) [][]run {
	for n < maxLines {
		next := map[int][]int{}
		var order []int
		for _, p := range places {
			id := -1
			if p+n < len(x.lines) {
				id = x.lines[p+n].id
			}
			if next[id] == nil {
				order = append(order, id)
			}
			next[id] = append(next[id], p)
		}
		if len(order) == 1 && order[0] >= 0 {
			n++
			continue
		}
		for _, id := range order {
			if id >= 0 && len(next[id]) > 1 {
				found = x.extend(found, next[id], n+1)
			}
		}
		break
	}
	for n > 0 && x.lines[places[0]+n-1].words == 0 {
		n--
	}
	words := 0
	for i := range n {
		words += x.lines[places[0]+i].words
	}
	if words < minWords {
		return found
	}
	var runs []run
	end := -1
	for _, p := range places {
		if p >= end { // a text that repeats itself overlaps itself
			runs = append(runs, run{p, n})
			end = p + n
		}
	}
	return append(found, runs)
}

// saved is how many bytes of source text an extraction takes away.
func (x *index) saved(places []run) int {
	if len(places) == 0 {
		return 0
	}
	r := places[0]
	return (x.lines[r.start+r.n-1].end - x.lines[r.start].start) * (len(places) - 1)
}

func (x *index) copyOf(places []run) Copy {
	var c Copy
	for _, r := range places {
		first, last := x.lines[r.start], x.lines[r.start+r.n-1]
		c.Places = append(c.Places, Place{first.frag, first.frag.File.Span(first.start, last.end)})
	}
	if len(places) > 0 {
		s := c.Places[0].Span
		c.Text = strings.ReplaceAll(s.File.Text[s.Start:s.End], "\r\n", "\n")
	}
	return c
}

// folder is where extracted fragments go.
const folder = "shared"

// maxNameWords bounds a name made of a text.
const maxNameWords = 5

// name makes an id of a text's first words that is not taken yet.
func name(text string, taken map[string]bool) string {
	first, _, _ := strings.Cut(text, "\n")
	words := strings.FieldsFunc(strings.ToLower(first), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) == 0 {
		words = []string{"text"}
	}
	base := path.Join(folder, strings.Join(words[:min(len(words), maxNameWords)], "-"))
	id := base
	for n := 2; taken[id]; n++ {
		id = fmt.Sprintf("%s-%d", base, n)
	}
	taken[id] = true
	return id
}
