package cost

import (
	"strings"
	"sync"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/price"
	"github.com/quoin-dev/quoin/pkg/token"
)

// A Count is a number of tokens with its bounds, which are equal where the
// count is exact.
type Count struct{ Tokens, Low, High int }

func exactly(n int) Count { return Count{n, n, n} }

// Plus adds counts.
func (c Count) Plus(d Count) Count { return Count{c.Tokens + d.Tokens, c.Low + d.Low, c.High + d.High} }

// Exact reports whether the bounds leave nothing open.
func (c Count) Exact() bool { return c.Low == c.High }

// A Counter counts tokens as one model does, exactly where its tokenizer is
// public. It remembers the texts that it has counted, because fragments come
// back in prompt after prompt; it is safe for concurrent use.
type Counter struct {
	exact    *token.Encoding
	estimate *token.Estimator
	official string   // the name of the endpoint that counted; it counts no text
	memo     sync.Map // text → Count
}

// fallback is how tokens are estimated for models that nobody knows.
const fallback = "o200k_base"

// NewCounter returns the counter of a model. For a model whose tokenizer
// nobody knows it counts as o200k_base does and widens the bounds.
func NewCounter(m price.Model) *Counter {
	if e, ok := token.Lookup(m.Encoding); ok {
		return &Counter{exact: e}
	}
	if e, ok := token.LookupEstimator(m.Estimator); ok {
		return &Counter{estimate: e}
	}
	return &Counter{}
}

// Name is the name of the encoding, or of the estimator behind a ≈.
func (c *Counter) Name() string {
	switch {
	case c.official != "":
		return c.official
	case c.exact != nil:
		return c.exact.Name()
	case c.estimate != nil:
		return "≈" + c.estimate.Name()
	}
	return "≈" + fallback
}

// Exact reports whether counts are those of the model itself.
func (c *Counter) Exact() bool { return c.exact != nil || c.official != "" }

// Count counts the tokens of a text by itself.
func (c *Counter) Count(text string) Count {
	if n, ok := c.memo.Load(text); ok {
		return n.(Count)
	}
	n := c.count(text)
	c.memo.Store(text, n)
	return n
}

func (c *Counter) count(text string) Count {
	switch {
	case c.exact != nil:
		return exactly(c.exact.Count(text))
	case c.estimate != nil:
		e := c.estimate.Estimate(text)
		return Count{e.Tokens, e.Low, e.High}
	}
	e, _ := token.Lookup(fallback)
	n := e.Count(text)
	return Count{n, n * 7 / 10, n*15/10 + 1}
}

// Segments counts the tokens of a message by segment. They are those of the
// whole text, encoded once; a token belongs to the segment that owns its first
// byte, so the counts sum to that of the message.
func (c *Counter) Segments(m *compose.Message) []Count {
	counts := make([]Count, len(m.Segments))
	if c.exact == nil {
		for i, s := range m.Segments {
			counts[i] = c.Count(m.Text[s.Start:s.End])
		}
		return counts
	}
	i, at := 0, 0
	for _, cut := range cuts(m) {
		for i < len(m.Segments)-1 && m.Segments[i].End <= at {
			i++
		}
		if cut <= m.Segments[i].End {
			counts[i] = counts[i].Plus(c.Count(m.Text[at:cut]))
		} else {
			c.across(m, counts[i:], i, at, cut)
		}
		at = cut
	}
	return counts
}

// Until counts the tokens of the first bytes of a message. What lies between
// two cuts has mostly been counted before, in this message or in another one.
func (c *Counter) Until(m *compose.Message, end int) Count {
	if c.exact == nil {
		return c.Count(m.Text[:end])
	}
	var total Count
	at := 0
	for _, cut := range cuts(m) {
		if cut > end {
			break
		}
		total = total.Plus(c.Count(m.Text[at:cut]))
		at = cut
	}
	return total.Plus(c.Count(m.Text[at:end]))
}

// across counts a stretch of text that several segments share, from segment i
// on. Counts begins with that of segment i.
func (c *Counter) across(m *compose.Message, counts []Count, i, from, to int) {
	var buf [256]int
	start, owner := from, 0
	for _, end := range c.exact.AppendEnds(buf[:0], m.Text[from:to]) {
		for owner < len(counts)-1 && start >= m.Segments[i+owner].End {
			owner++
		}
		counts[owner] = counts[owner].Plus(exactly(1))
		start = from + end
	}
}

// cuts parts a message at offsets that no token straddles, the end included,
// so that little text has to be counted across segments and all other text,
// which comes back in many prompts, can be remembered. It looks for the cuts
// that are next to where segments meet.
func cuts(m *compose.Message) []int {
	var out []int
	last := 0
	add := func(at int) {
		if at > last {
			out, last = append(out, at), at
		}
	}
	for i := 1; i < len(m.Segments); i++ {
		border := m.Segments[i].Start
		if border <= last {
			continue
		}
		if isCut(m.Text, border) {
			add(border)
			continue
		}
		for at := border; at > last; {
			at = strings.LastIndexByte(m.Text[last:at], '\n') + last + 1
			if at > last && isCut(m.Text, at) {
				add(at)
				break
			}
			at--
		}
		for at := border; ; {
			n := strings.IndexByte(m.Text[at:m.Segments[i].End], '\n')
			if n < 0 {
				break
			}
			if at += n + 1; isCut(m.Text, at) {
				add(at)
				break
			}
		}
	}
	add(len(m.Text))
	return out
}

// isCut reports whether no token of any exact encoding straddles an offset:
// the pre-tokenizers end a piece at a newline unless white space or a slash
// follows.
func isCut(text string, at int) bool {
	if at == 0 || at == len(text) {
		return true
	}
	return text[at-1] == '\n' && strings.IndexByte(" \t\r\n/\v\f", text[at]) < 0 && text[at] < 0x80
}
