package change

import (
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/textdiff"
)

// A flat is one message with every branch of every condition in it, each once,
// and each byte with the condition under which it is there.
type flat struct {
	role   string
	text   string
	runs   []run
	safety bool // the file itself is tagged safety
}

// A run is a stretch of a flat that came from one place.
type run struct {
	end     int
	guard   string
	include *compose.Include
	at      func(offset int) source.Span // the place of a byte of the run
	marks   []mark
}

// A mark is an anchor in a flat.
type mark struct {
	at   int
	name string
}

// run returns the run that holds a byte.
func (f *flat) run(at int) *run {
	i, _ := slices.BinarySearchFunc(f.runs, at, func(r run, at int) int {
		if r.end <= at {
			return -1
		}
		return 1
	})
	if i >= len(f.runs) {
		return nil
	}
	return &f.runs[i]
}

// anchors lists the anchors of a message by the byte that they stand at.
func (f *flat) anchors() []mark {
	var out []mark
	for _, r := range f.runs {
		out = append(out, r.marks...)
	}
	return out
}

// flatten writes a template out.
func flatten(t *compose.Template) []flat {
	w := &flattener{safety: slices.Contains(t.Prompt.Meta.Tags, "safety")}
	w.turn(compose.User)
	w.nodes(t.Nodes)
	w.end()
	return slices.DeleteFunc(w.out, func(f flat) bool { return strings.TrimSpace(f.text) == "" })
}

type flattener struct {
	out    []flat
	text   strings.Builder
	guard  []string
	safety bool
}

func (w *flattener) turn(role string) {
	w.end()
	w.out = append(w.out, flat{role: role, safety: w.safety})
}

// end gives the message under way its text.
func (w *flattener) end() {
	if len(w.out) > 0 {
		w.out[len(w.out)-1].text = w.text.String()
	}
	w.text.Reset()
}

func (w *flattener) nodes(nodes []compose.Node) {
	for _, n := range nodes {
		w.node(n)
	}
}

func (w *flattener) write(text string, in *compose.Include, at func(int) source.Span) {
	if text == "" {
		return
	}
	w.text.WriteString(text)
	m := &w.out[len(w.out)-1]
	m.runs = append(m.runs, run{end: w.text.Len(), guard: strings.Join(w.guard, " and "), include: in, at: at})
}

func (w *flattener) under(guard string, nodes []compose.Node) {
	w.guard = append(w.guard, guard)
	w.nodes(nodes)
	w.guard = w.guard[:len(w.guard)-1]
}

func (w *flattener) node(n compose.Node) {
	switch n := n.(type) {
	case *compose.Text:
		start := w.text.Len()
		w.write(n.Text, n.In, func(at int) source.Span {
			from := min(n.Span.Start+at-start, n.Span.End)
			return n.Span.File.Span(from, n.Span.End)
		})
	case *compose.Value:
		w.write("{{"+n.Expr.String()+"}}", n.In, func(int) source.Span { return n.Span })
	case *compose.Cond:
		w.under(compose.Condition{Test: n.Test, Yes: true}.String(), n.Then)
		w.under(compose.Condition{Test: n.Test}.String(), n.Else)
	case *compose.Loop:
		w.under("for each of "+n.Over.String(), n.Body)
		w.under("no "+n.Over.String(), n.Else)
	case *compose.Insert:
		w.nodes(n.Body)
	case *compose.Role:
		w.turn(n.Name)
	case *compose.History:
		w.turn(compose.Model)
	case *compose.Media:
		w.write("{{media "+n.URL.String()+"}}", n.In, func(int) source.Span { return n.Span })
	case *compose.Section:
		w.write("{{section "+n.Name+"}}", n.In, func(int) source.Span { return n.Span })
	case *compose.Mark:
		m := &w.out[len(w.out)-1]
		if len(m.runs) > 0 {
			r := &m.runs[len(m.runs)-1]
			r.marks = append(r.marks, mark{w.text.Len(), n.Name})
		}
	}
}

// wordsOf is all text without case, punctuation and white space.
func wordsOf(list []flat) string {
	var b strings.Builder
	for _, m := range list {
		b.WriteString(m.role + "\x00" + plainWords(m.text) + "\x00")
		for _, r := range m.runs {
			b.WriteString(r.guard)
		}
	}
	return b.String()
}

// A Text is the difference of one message, all branches of its conditions in
// it.
type Text struct {
	Role string
	Diff textdiff.Diff
}

// textsOf compares messages by their role and their order among those of it.
func textsOf(a, b []flat) []Text {
	nth := func(list []flat) map[string][]string {
		out := map[string][]string{}
		for _, m := range list {
			out[m.role] = append(out[m.role], m.text)
		}
		return out
	}
	before, after := nth(a), nth(b)
	var out []Text
	seen := map[string]bool{}
	for _, m := range append(slices.Clone(b), a...) {
		if seen[m.role] {
			continue
		}
		seen[m.role] = true
		for i := range max(len(before[m.role]), len(after[m.role])) {
			var x, y string
			if i < len(before[m.role]) {
				x = before[m.role][i]
			}
			if i < len(after[m.role]) {
				y = after[m.role][i]
			}
			if x != y {
				out = append(out, Text{m.role, textdiff.Words(x, y)})
			}
		}
	}
	return out
}
