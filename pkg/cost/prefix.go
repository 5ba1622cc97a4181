package cost

import (
	"github.com/quoin-dev/quoin/pkg/compose"
)

// maxCompared bounds the variants against which a prefix is held.
const maxCompared = 64

// prefix returns how many tokens at the front of a request are the same in
// every call: tools and schema, and messages up to the first byte that a
// volatile variable writes or decides about. A variable is volatile unless it
// is declared stable, which means constant per deployment.
func (w *weigher) prefix(m *Measure, variants []*compose.Composition) int {
	total := 0
	for _, r := range m.Rows {
		if r.Kind == Tools || r.Kind == Schema {
			total += r.Count.Tokens
		}
	}
	msg, at := w.firstVolatile(m.Composition)
	for _, other := range variants {
		if i, n := w.diverge(m.Composition, other); i < msg || i == msg && n < at {
			msg, at = i, n
		}
	}
	for i := range m.Composition.Messages[:min(msg+1, len(m.Composition.Messages))] {
		message := &m.Composition.Messages[i]
		end := len(message.Text)
		if i == msg {
			end = at
		}
		total += w.c.Until(message, end).Tokens
	}
	return total
}

// firstVolatile returns the first byte that a volatile variable writes, as
// message and offset; behind the last message where there is none.
func (w *weigher) firstVolatile(c *compose.Composition) (message, offset int) {
	for i := range c.Messages {
		if c.Messages[i].History {
			return i, 0
		}
		for _, s := range c.Messages[i].Segments {
			if s.Kind == compose.Filled && w.volatile(s.Expr) {
				return i, s.Start
			}
		}
	}
	return len(c.Messages), 0
}

func (w *weigher) volatile(e compose.Expr) bool {
	if _, constant := e.(compose.Const); constant {
		return false
	}
	v, ok := w.t.Interface.Lookup(compose.Root(e))
	return !ok || !v.Stable
}

// diverge returns the first byte at which two compositions differ because of
// a condition on a volatile variable.
func (w *weigher) diverge(a, b *compose.Composition) (message, offset int) {
	for i := range a.Messages {
		if i >= len(b.Messages) || a.Messages[i].Role != b.Messages[i].Role {
			return i, 0
		}
		ta, tb := a.Messages[i].Text, b.Messages[i].Text
		if ta == tb {
			continue
		}
		n := commonPrefix(ta, tb)
		if w.stableThere(&a.Messages[i], n) && w.stableThere(&b.Messages[i], n) {
			return len(a.Messages), 0
		}
		return i, n
	}
	return len(a.Messages), 0
}

// commonPrefix returns how many bytes two texts begin alike. Variants mostly
// differ near their end, so it looks at many bytes at a time.
func commonPrefix(a, b string) int {
	const stride = 256
	n := 0
	for n+stride <= min(len(a), len(b)) && a[n:n+stride] == b[n:n+stride] {
		n += stride
	}
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}

// stableThere reports whether what stands at an offset depends on stable
// variables only.
func (w *weigher) stableThere(m *compose.Message, at int) bool {
	if at >= len(m.Text) || len(m.Segments) == 0 {
		return true
	}
	s := m.At(at)
	for _, c := range s.Guard {
		if w.volatile(c.Test.X) || c.Test.Equal && w.volatile(c.Test.Y) {
			return false
		}
	}
	return len(s.Guard) > 0 || s.Kind != compose.Filled || !w.volatile(s.Expr)
}
