// Package cost works out what a prompt weighs and what it costs: the tokens of
// a whole request row by row, the part of it that a provider can cache, and
// the money for a call and a month.
//
// It is arithmetic on compositions and reads nothing. The rule it keeps: rows
// sum to the total, and an estimate is never passed off as exact: a budget is
// held against its upper bound.
package cost

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/price"
)

// Kind says what a row of a request is.
type Kind string

// The kinds of rows.
const (
	Written   Kind = "text"      // what the team wrote, in the prompt or a fragment
	Value     Kind = "value"     // a variable
	Framing   Kind = "framing"   // what the chat format adds
	Tools     Kind = "tools"     // the tools, as JSON
	Schema    Kind = "schema"    // the output schema, as JSON
	History   Kind = "history"   // earlier turns, as [request] says
	Retrieval Kind = "retrieval" // retrieved text, as [request] says
)

// A Row is one part of a request.
type Row struct {
	Kind     Kind
	Label    string             // the id of the prompt or fragment, the variable's name, or the kind
	Role     string             // of the message, "" for what is in none
	Message  int                // its position, -1 for what is in none
	Fragment *fragment.Fragment // whose text it is, nil for what is in no file
	Count    Count
}

// A Measure is the weight of one variant.
type Measure struct {
	Variant     compose.Variant
	Composition *compose.Composition
	Rows        []Row
	Total       Count
	Written     int // tokens of what the team wrote
	Typed       int // tokens of what users typed: untrusted variables, else those of user messages
	Prefix      int // tokens before the first byte that differs from call to call
}

// Overhead is how many tokens are sent for one that a user typed; 0 where
// users type nothing.
func (m *Measure) Overhead() float64 {
	if m.Typed == 0 {
		return 0
	}
	return float64(m.Total.Tokens) / float64(m.Typed)
}

// A Prompt is a prompt, weighed for one model.
type Prompt struct {
	Template *compose.Template
	Model    price.Model
	Priced   bool // Model is in the catalogue
	Counter  *Counter
	Variants int

	Worst, Typical, Smallest Measure

	given map[string]any // values that the caller knew
}

// What the chat formats add. OpenAI documents 3 tokens a message and 3 for the
// start of the reply; the other providers say nothing, so the same is assumed.
const (
	perMessage = 3
	perReply   = 3
)

// maxWeighed bounds the variants of a prompt that are weighed. Beyond it the
// worst and the smallest are those among the first so many.
const maxWeighed = 256

// Weigh measures a prompt: its worst, its typical and its smallest variant.
// Given holds values that the caller knows; every other variable weighs what
// its `tokens` say, else as much as its sample.
func Weigh(t *compose.Template, m price.Model, priced bool, c *Counter, given map[string]any) Prompt {
	p := Prompt{Template: t, Model: m, Priced: priced, Counter: c, given: given}
	w := weigher{t: t, c: c, in: map[string]any{}, given: given}
	maps.Copy(w.in, t.Interface.Samples())
	maps.Copy(w.in, given)
	p.Typical = w.measure(compose.Variant{}, w.in)
	variants, _ := t.Variants()
	p.Variants = len(variants)
	var compared []*compose.Composition
	for i, v := range variants[:min(len(variants), maxWeighed)] {
		one := w.measure(v, w.without(v))
		if i < maxCompared {
			compared = append(compared, one.Composition)
		}
		if i == 0 || one.Total.High > p.Worst.Total.High {
			p.Worst = one
		}
		if i == 0 || one.Total.Tokens < p.Smallest.Total.Tokens {
			p.Smallest = one
		}
	}
	for _, m := range []*Measure{&p.Worst, &p.Typical, &p.Smallest} {
		m.Prefix = w.prefix(m, compared)
	}
	return p
}

type weigher struct {
	t     *compose.Template
	c     *Counter
	in    map[string]any // samples and given values
	given map[string]any
}

// without returns the values for a variant: those that its choices are about
// are left to it, unless the caller gave them.
func (w *weigher) without(v compose.Variant) map[string]any {
	in := maps.Clone(w.in)
	for _, c := range v.Choices {
		name := compose.Root(c.Expr)
		if _, given := w.given[name]; !given && !c.Anything {
			delete(in, name)
		}
	}
	return in
}

func (w *weigher) measure(v compose.Variant, in map[string]any) Measure {
	c, _ := w.t.Render(in, compose.RenderOptions{Placeholders: true, Variant: v})
	m := Measure{Variant: v, Composition: c}
	w.beforeMessages(&m)
	for i := range c.Messages {
		w.message(&m, i)
	}
	request := w.t.Prompt.Meta.Request
	m.add(Row{Kind: History, Label: "history", Message: -1, Count: exactly(request.History)})
	m.add(Row{Kind: Retrieval, Label: "retrieval", Message: -1, Count: exactly(request.Retrieval)})
	m.add(Row{Kind: Framing, Label: "chat format", Message: -1, Count: exactly(perMessage*len(c.Messages) + perReply)})
	w.typed(&m)
	return m
}

func (m *Measure) add(r Row) {
	if r.Count.High > 0 {
		m.Rows = append(m.Rows, r)
		m.Total = m.Total.Plus(r.Count)
	}
}

// beforeMessages adds what providers put in front of the messages.
func (w *weigher) beforeMessages(m *Measure) {
	meta := w.t.Prompt.Meta
	if len(meta.Tools) > 0 {
		var b bytes.Buffer
		for _, tool := range meta.Tools {
			fields := []any{tool.Name, tool.Description, json.RawMessage(orEmpty(tool.Parameters))}
			line, err := json.Marshal(fields)
			if err != nil {
				continue
			}
			b.Write(line)
			b.WriteByte('\n')
		}
		m.add(Row{Kind: Tools, Label: "tools", Message: -1, Count: w.c.Count(b.String())})
	}
	if len(meta.Output.Schema) > 0 {
		m.add(Row{Kind: Schema, Label: "output schema", Message: -1, Count: w.c.Count(string(meta.Output.Schema))})
	}
}

func orEmpty(schema []byte) []byte {
	if len(schema) == 0 {
		return []byte("{}")
	}
	return schema
}

// message adds the rows of a message: one for each stretch of text of the same
// origin, and one a variable.
func (w *weigher) message(m *Measure, at int) {
	msg := &m.Composition.Messages[at]
	counts := w.c.Segments(msg)
	m.Rows = slices.Grow(m.Rows, len(msg.Segments))
	for i, s := range msg.Segments {
		row := Row{Kind: Written, Label: s.Fragment.ID, Role: msg.Role, Message: at, Fragment: s.Fragment, Count: counts[i]}
		if _, constant := s.Expr.(compose.Const); s.Kind == compose.Filled && !constant {
			row.Kind, row.Label = Value, s.Expr.String()
			row.Count = w.typicalSize(compose.Root(s.Expr), row.Count)
		} else {
			m.Written += row.Count.Tokens
		}
		if row.Count.High == 0 {
			continue
		}
		m.Total = m.Total.Plus(row.Count)
		if j := sameRow(m.Rows, row); j >= 0 {
			m.Rows[j].Count = m.Rows[j].Count.Plus(row.Count)
		} else {
			m.Rows = append(m.Rows, row)
		}
	}
}

// typicalSize is what a variable weighs in a real call, if its declaration
// says so and the caller did not give a value.
func (w *weigher) typicalSize(name string, counted Count) Count {
	if !w.sized(name) {
		return counted
	}
	v, _ := w.t.Interface.Lookup(name)
	return exactly(v.Tokens)
}

// sized reports whether the declaration of a variable says what it weighs, and
// the caller gave no value.
func (w *weigher) sized(name string) bool {
	v, ok := w.t.Interface.Lookup(name)
	_, given := w.given[name]
	return ok && !given && v.Tokens > 0
}

func sameRow(rows []Row, r Row) int {
	for i := range rows {
		if rows[i].Message == r.Message && rows[i].Kind == r.Kind && rows[i].Label == r.Label && rows[i].Fragment == r.Fragment {
			return i
		}
	}
	return -1
}

// typed adds up what users typed.
func (w *weigher) typed(m *Measure) {
	var untrusted, inUser int
	for _, r := range m.Rows {
		if r.Kind != Value {
			continue
		}
		if v, ok := w.t.Interface.Lookup(rootOf(r.Label)); ok && v.Untrusted {
			untrusted += r.Count.Tokens
		}
		if r.Role == compose.User {
			inUser += r.Count.Tokens
		}
	}
	if m.Typed = untrusted; untrusted == 0 {
		m.Typed = inUser
	}
}

// rootOf is the variable in the text of an expression.
func rootOf(label string) string {
	for i, c := range label {
		if c == '.' || c == '[' || c == ' ' || c == '@' {
			return label[:i]
		}
	}
	return label
}
