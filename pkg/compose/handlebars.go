package compose

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/template"
)

// A Portable is a template that any Handlebars library renders, with nothing
// left to include.
type Portable struct {
	Turns   []PortableTurn
	Helpers []string // those that a program must register, of PortableHelpers
}

// A PortableTurn is one message, or the place of earlier ones. A message that
// renders to blanks only is not sent.
type PortableTurn struct {
	Role    string
	History bool
	Parts   []PortablePart
}

// A PortablePart is a stretch of text, or a medium whose address and type are
// templates too.
type PortablePart struct {
	Template         string
	URL, ContentType string
}

// PortableHelpers are the helpers that a portable template may ask for beyond
// those that every library has.
var PortableHelpers = []string{"default", "ifEquals", "indent", "json", "unlessEquals"}

// A NotPortableError is something that plain Handlebars cannot say.
type NotPortableError struct {
	What string
	Span source.Span
}

func (e *NotPortableError) Error() string {
	p := e.Span.File.Position(e.Span.Start)
	return fmt.Sprintf("%s:%d:%d: %s", e.Span.File.Path, p.Line, p.Column, e.What)
}

// Portable writes the template in plain Handlebars: includes are expanded,
// their arguments and defaults are in place, values are not escaped. Anchors
// and comments are gone. The error is a [*NotPortableError].
func (t *Template) Portable() (Portable, error) {
	w := &portableWriter{helpers: map[string]bool{}}
	w.turn(User)
	w.nodes(t.Nodes)
	w.endPart()
	if w.err != nil {
		return Portable{}, w.err
	}
	var turns []PortableTurn
	for _, turn := range w.turns {
		if turn.History || len(turn.Parts) > 0 {
			turns = append(turns, turn)
		}
	}
	return Portable{Turns: turns, Helpers: slices.Sorted(maps.Keys(w.helpers))}, nil
}

// portableWriter writes nodes as Handlebars. Wraps are the conditions around a
// role: every message that begins inside them is wrapped in them again.
type portableWriter struct {
	turns   []PortableTurn
	out     strings.Builder // of the part under way
	alone   bool            // the last thing written is a tag at the start of a line
	loops   []*Loop
	wraps   []wrap
	unclear *Cond // a condition with roles in it has ended, and no role has begun since
	helpers map[string]bool
	err     error
}

type wrap struct{ open, close string }

func (w *portableWriter) failf(at source.Span, format string, args ...any) {
	if w.err == nil {
		w.err = &NotPortableError{fmt.Sprintf(format, args...), at}
	}
}

func (w *portableWriter) turn(role string) {
	w.turns = append(w.turns, PortableTurn{Role: role})
	for _, wr := range w.wraps {
		w.tag(wr.open)
	}
}

// endPart finishes the stretch of text under way.
func (w *portableWriter) endPart() {
	for _, wr := range slices.Backward(w.wraps) {
		w.tag(wr.close)
	}
	w.guard("\n")
	text := w.out.String()
	w.out.Reset()
	bare := text
	for _, wr := range w.wraps {
		bare = strings.Replace(strings.Replace(bare, wr.open, "", 1), wr.close, "", 1)
	}
	if strings.TrimSpace(strings.ReplaceAll(bare, noTag, "")) != "" {
		last := &w.turns[len(w.turns)-1]
		last.Parts = append(last.Parts, PortablePart{Template: text})
	}
}

// noTag writes nothing. Between a tag and the end of its line it keeps
// Handlebars from taking the line away, which happened already.
const noTag = "{{!}}"

// lineEndFirst is text that ends the line which it continues.
var lineEndFirst = regexp.MustCompile(`^[ \t]*\r?\n`)

// lineStart is output that is at the start of a line.
var lineStart = regexp.MustCompile(`(^|\n)[ \t]*$`)

func (w *portableWriter) guard(next string) {
	if w.alone && lineEndFirst.MatchString(next) {
		w.out.WriteString(noTag)
	}
	w.alone = false
}

// tag writes a tag that Handlebars may take for one alone on its line.
func (w *portableWriter) tag(text string) {
	alone := lineStart.MatchString(w.out.String()[max(0, w.out.Len()-200):])
	w.mustache(text)
	w.alone = alone
}

// mustache writes a tag. A backslash before it would escape it, and a brace
// would be read as part of it.
func (w *portableWriter) mustache(text string) {
	w.alone = false
	if strings.HasSuffix(w.out.String(), `\`) {
		w.out.WriteString(`\`)
	}
	w.out.WriteString(text)
}

// text writes literal text.
func (w *portableWriter) text(text string, at source.Span) {
	if text == "" {
		return
	}
	if w.unclear != nil && strings.TrimSpace(text) != "" {
		w.failf(w.unclear.Open, "whose message the text behind this condition belongs to depends on the call: begin it with {{role}}")
	}
	w.guard(text)
	before, rest, braces := strings.Cut(text, "{{")
	for {
		w.out.WriteString(before)
		if !braces {
			return
		}
		if strings.HasSuffix(before, `\`) || strings.HasPrefix(rest, "{") {
			w.failf(at, "Handlebars has no way to write these braces")
			return
		}
		w.out.WriteString(`\{{`)
		before, rest, braces = strings.Cut(rest, "{{")
	}
}

func (w *portableWriter) nodes(nodes []Node) {
	for _, n := range nodes {
		w.node(n)
	}
}

func (w *portableWriter) node(n Node) {
	switch n := n.(type) {
	case *Text:
		w.text(n.Text, n.Span)
	case *Value:
		w.value(n)
	case *Cond:
		w.cond(n)
	case *Loop:
		w.loop(n)
	case *Insert:
		w.nodes(n.Body)
	case *Role:
		w.begin(n.Span)
		w.turn(n.Name)
	case *History:
		if len(w.wraps) > 0 {
			w.failf(n.Span, "a history in a condition is no part of a portable template")
		}
		w.begin(n.Span)
		w.turns = append(w.turns, PortableTurn{History: true})
		w.turn(Model)
	case *Media:
		w.endPart()
		part := PortablePart{URL: w.inMustache(n.URL, n.Span)}
		if n.ContentType != nil {
			part.ContentType = w.inMustache(n.ContentType, n.Span)
		}
		last := &w.turns[len(w.turns)-1]
		last.Parts = append(last.Parts, part)
	case *Section:
		w.failf(n.Span, "a section that a runtime fills is no part of a portable template")
	}
}

// begin ends the message under way.
func (w *portableWriter) begin(at source.Span) {
	if len(w.loops) > 0 {
		w.failf(at, "how many messages a loop makes depends on the call: begin the message outside of it")
	}
	w.unclear = nil
	w.endPart()
}

// inMustache is an expression as a whole template.
func (w *portableWriter) inMustache(e Expr, at source.Span) string {
	if c, ok := e.(Const); ok {
		s, _ := text(c.Value)
		return s
	}
	return "{{{" + w.expr(e, at) + "}}}"
}

func (w *portableWriter) value(n *Value) {
	if c, ok := n.Expr.(Const); ok {
		s, _ := text(c.Value)
		w.text(strings.ReplaceAll(s, "\n", "\n"+n.Indent), n.Span)
		return
	}
	if w.unclear != nil {
		w.text("x", n.Span) // says what is wrong
	}
	expr := w.expr(n.Expr, n.Span)
	if n.Indent != "" {
		w.helpers["indent"] = true
		if strings.Contains(expr, " ") {
			expr = "(" + expr + ")"
		}
		expr = "indent " + expr + " " + literal(n.Indent)
	}
	if strings.HasSuffix(w.out.String(), "{") {
		w.failf(n.Span, "Handlebars has no way to write a brace right before a value: put a space between")
	}
	w.mustache("{{{" + expr + "}}}")
}

func (w *portableWriter) cond(n *Cond) {
	var kind, args string
	switch {
	case n.Test.Equal:
		kind = map[bool]string{false: "ifEquals", true: "unlessEquals"}[n.Test.Not]
		w.helpers[kind] = true
		args = w.arg(n.Test.X, n.Open) + " " + w.arg(n.Test.Y, n.Open)
	default:
		kind = map[bool]string{false: "if", true: "unless"}[n.Test.Not]
		args = w.arg(n.Test.X, n.Open)
	}
	open, end := "{{#"+kind+" "+args+"}}", "{{/"+kind+"}}"
	if !hasTurns(n.Then) && !hasTurns(n.Else) {
		w.block(open, end, n.Then, n.Else)
		return
	}
	if len(w.loops) > 0 {
		w.failf(n.Open, "how many messages a loop makes depends on the call: begin the message outside of it")
	}
	inverse := wrap{open + "{{else}}", end}
	for _, branch := range []struct {
		nodes []Node
		wrap  wrap
	}{{n.Then, wrap{open, end}}, {n.Else, inverse}} {
		if len(branch.nodes) == 0 {
			continue
		}
		// What stands before the first role goes on with the message under way.
		first := slices.IndexFunc(branch.nodes, isTurn)
		if first < 0 {
			first = len(branch.nodes)
		}
		if slices.ContainsFunc(branch.nodes[:first], func(n Node) bool { return hasTurns([]Node{n}) }) {
			w.failf(n.Open, "roles in conditions within conditions are no part of a portable template")
			return
		}
		if first > 0 {
			w.tag(branch.wrap.open)
			w.nodes(branch.nodes[:first])
			w.tag(branch.wrap.close)
		}
		if first < len(branch.nodes) {
			w.endPart()
			w.wraps = append(w.wraps, branch.wrap)
			w.nodes(branch.nodes[first:])
			w.endPart()
			w.wraps = w.wraps[:len(w.wraps)-1]
			w.unclear = n
			w.turns = append(w.turns, PortableTurn{Role: w.turns[len(w.turns)-1].Role})
		}
	}
}

func isTurn(n Node) bool {
	switch n.(type) {
	case *Role, *History:
		return true
	}
	return false
}

// hasTurns reports whether a message begins somewhere in the nodes.
func hasTurns(nodes []Node) bool {
	return slices.ContainsFunc(nodes, func(n Node) bool {
		switch n := n.(type) {
		case *Role, *History:
			return true
		case *Cond:
			return hasTurns(n.Then) || hasTurns(n.Else)
		case *Loop:
			return hasTurns(n.Body) || hasTurns(n.Else)
		case *Insert:
			return hasTurns(n.Body)
		}
		return false
	})
}

func (w *portableWriter) block(open, end string, body, inverse []Node) {
	w.tag(open)
	w.nodes(body)
	if len(inverse) > 0 {
		w.tag("{{else}}")
		w.nodes(inverse)
	}
	w.tag(end)
}

func (w *portableWriter) loop(n *Loop) {
	over := w.arg(n.Over, n.Open)
	open, end := "{{#each "+over+"}}", "{{/each}}"
	switch {
	case n.With:
		open, end = "{{#with "+over+"}}", "{{/with}}"
	case n.Either:
		open, end = "{{#"+over+"}}", "{{/"+over+"}}"
	}
	w.tag(open)
	w.loops = append(w.loops, n)
	w.nodes(n.Body)
	w.loops = w.loops[:len(w.loops)-1]
	if len(n.Else) > 0 {
		w.tag("{{else}}")
		w.nodes(n.Else)
	}
	w.tag(end)
}

// arg is an expression as the argument of a helper.
func (w *portableWriter) arg(e Expr, at source.Span) string {
	s := w.expr(e, at)
	switch e.(type) {
	case JSON, Lookup, Default:
		return "(" + s + ")"
	}
	return s
}

// expr is an expression as it stands in a tag. Every loop around it but those
// between is a step up.
func (w *portableWriter) expr(e Expr, at source.Span) string {
	switch e := e.(type) {
	case Ref:
		return strings.Repeat("../", len(w.loops)) + segment(e.Name)
	case Context:
		return "@" + e.Name
	case Item:
		return w.item(e, at)
	case Const:
		return w.constant(e, at)
	case Member:
		of := w.expr(e.Of, at)
		if of == "this" {
			return segment(e.Name)
		}
		if up, ok := strings.CutSuffix(of, "/this"); ok {
			return up + "/" + segment(e.Name)
		}
		if strings.ContainsAny(of, " (") {
			w.failf(at, "a field of a computed value is no part of a portable template")
		}
		return of + "." + segment(e.Name)
	case Whole:
		if e.Base != nil || len(e.Names) > 0 {
			w.failf(at, "`this` together with the arguments of an include is no part of a portable template")
		}
		return strings.Repeat("../", len(w.loops)) + "this"
	case Default:
		w.helpers["default"] = true
		return "default " + w.arg(e.Of, at) + " " + w.constant(Const{e.Value}, at)
	case JSON:
		w.helpers["json"] = true
		if e.Indent > 0 {
			return fmt.Sprintf("json %s indent=%d", w.arg(e.Of, at), e.Indent)
		}
		return "json " + w.arg(e.Of, at)
	case Lookup:
		return "lookup " + w.arg(e.Of, at) + " " + w.arg(e.Key, at)
	}
	w.failf(at, "`%s` is no part of a portable template", e)
	return ""
}

func (w *portableWriter) item(e Item, at source.Span) string {
	up := len(w.loops) - 1 - slices.Index(w.loops, e.Loop)
	if up >= len(w.loops) {
		w.failf(at, "`%s` is used outside of its loop", e)
	}
	steps := strings.Repeat("../", up)
	if e.Meta != "" {
		return "@" + steps + e.Meta
	}
	return steps + "this"
}

func (w *portableWriter) constant(c Const, at source.Span) string {
	switch v := c.Value.(type) {
	case nil:
		return "null"
	case template.Undefined:
		return "undefined"
	case string:
		if strings.Contains(v, `"`) && strings.Contains(v, "'") {
			w.failf(at, "Handlebars has no way to write a text with both kinds of quotes")
		}
		return literal(v)
	case bool, int64, float64:
		s, _ := text(v)
		return s
	}
	w.failf(at, "Handlebars has no way to write a list or an object")
	return ""
}

// literal writes a text in the quotes that are not in it.
func literal(s string) string {
	if strings.Contains(s, `"`) {
		return "'" + s + "'"
	}
	return `"` + s + `"`
}

// bareSegment is a part of a path that needs no brackets.
var bareSegment = regexp.MustCompile(`^[\pL_$][\pL\pN_$-]*$`)

func segment(name string) string {
	if bareSegment.MatchString(name) && !slices.Contains([]string{"this", "true", "false", "null", "undefined", "else"}, name) {
		return name
	}
	return "[" + name + "]"
}
