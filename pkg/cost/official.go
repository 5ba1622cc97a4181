package cost

import (
	"strings"

	"github.com/quoin-dev/quoin/pkg/compose"
)

// An Official counts a whole request as the model's provider does. The error
// is the caller's own.
type Official func(*compose.Composition) (int, error)

// Officially puts the counts of the model's provider in the place of the
// estimates, under the name of the counter. A provider counts a request as a
// whole, so the total is exact, and the rows share it in the proportion of
// their estimates. What is not in the text yet, such as history or a variable
// whose size the prompt declares, weighs what the prompt says, on top. After an
// error p is as it was.
func (p *Prompt) Officially(name string, count Official) error {
	w := weigher{t: p.Template, c: p.Counter, given: p.given}
	worst, typical, smallest := p.Worst, p.Typical, p.Smallest
	for _, m := range []*Measure{&worst, &typical, &smallest} {
		if err := w.officially(m, count); err != nil {
			return err
		}
	}
	p.Worst, p.Typical, p.Smallest = worst, typical, smallest
	p.Counter = &Counter{official: name}
	return nil
}

func (w *weigher) officially(m *Measure, count Official) error {
	n, err := count(w.withoutDeclared(m.Composition))
	if err != nil {
		return err
	}
	estimated := 0
	for _, r := range m.Rows {
		if !w.declared(&r) {
			estimated += r.Count.Tokens
		}
	}
	rows := make([]Row, len(m.Rows))
	var total Count
	before, given, written := 0, 0, 0
	for i, r := range m.Rows {
		if !w.declared(&r) {
			before += r.Count.Tokens
			// The next row begins where this one is rounded to, so they sum to n.
			upTo := before * n / max(estimated, 1)
			r.Count, given = exactly(upTo-given), upTo
		}
		if r.Kind == Written {
			written += r.Count.Tokens
		}
		rows[i], total = r, total.Plus(r.Count)
	}
	m.Prefix = min(m.Prefix*n/max(estimated, 1), total.Tokens)
	m.Rows, m.Total, m.Written = rows, total, written
	w.typed(m)
	return nil
}

// declared reports whether the prompt says what a row weighs.
func (w *weigher) declared(r *Row) bool {
	switch r.Kind {
	case History, Retrieval:
		return true
	case Value:
		return w.sized(rootOf(r.Label))
	default:
		return false
	}
}

// withoutDeclared returns a composition without the values of which the prompt
// says what they weigh.
func (w *weigher) withoutDeclared(c *compose.Composition) *compose.Composition {
	out := *c
	out.Messages = make([]compose.Message, len(c.Messages))
	for i, m := range c.Messages {
		out.Messages[i] = w.cutDeclared(m)
	}
	return &out
}

func (w *weigher) cutDeclared(m compose.Message) compose.Message {
	var text strings.Builder
	// at is where each byte of the old text went, for the parts.
	at := make([]int, len(m.Text)+1)
	next := 0
	keep := func(end int) {
		for ; next < end; next++ {
			at[next] = text.Len()
			text.WriteByte(m.Text[next])
		}
	}
	for _, s := range m.Segments {
		if _, constant := s.Expr.(compose.Const); s.Kind != compose.Filled || constant || !w.sized(compose.Root(s.Expr)) {
			continue
		}
		keep(s.Start)
		for ; next < s.End; next++ {
			at[next] = text.Len()
		}
	}
	keep(len(m.Text))
	at[next] = text.Len()
	parts := make([]compose.Part, len(m.Parts))
	for i, p := range m.Parts {
		p.Start, p.End = at[p.Start], at[p.End]
		parts[i] = p
	}
	m.Text, m.Parts, m.Segments, m.Anchors = text.String(), parts, nil, nil
	return m
}
