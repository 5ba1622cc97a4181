package compose

import (
	"fmt"
	"strings"

	"github.com/quoin-dev/quoin/pkg/diag"
)

// RenderOptions says what stands for values that are not given. The zero
// value is a real call: everything required must be there.
type RenderOptions struct {
	Lenient      bool            // what is undefined is written as nothing, as dotprompt does
	Placeholders bool            // what is not given is written as {{name}}
	Variant      Variant         // the choices for conditions over what is not given
	Drop         map[string]bool // fragments to leave out where they are optional
	Context      map[string]any  // what @name stands for
	History      []Message       // earlier turns
}

// Render makes the messages. Diagnostics are about values: required and not
// given, or of another type than declared. The composition is whole even
// then, with nothing in the place of what is missing.
func (t *Template) Render(in map[string]any, opts RenderOptions) (*Composition, diag.List) {
	e := &renderer{t: t, in: in, opts: opts, items: map[*Loop]turn{}, c: &Composition{Template: t, Variant: opts.Variant}}
	if !opts.Placeholders && !opts.Lenient {
		e.checkInputs()
	}
	e.room = roomFor(t.Nodes)
	e.turn(User)
	e.nodes(t.Nodes)
	e.c.Messages = placeHistory(nonEmpty(e.c.Messages), opts.History)
	e.found.Sort()
	return e.c, e.found
}

// A renderer writes the nodes of a template.
type renderer struct {
	t     *Template
	in    map[string]any
	opts  RenderOptions
	items map[*Loop]turn
	guard Guard
	found diag.List
	c     *Composition
	text  strings.Builder // of the message under way, which is the last
	room  room            // of the message under way
}

// A turn is where a loop is at.
type turn struct {
	item        any
	index       int
	key         string
	first, last bool
}

// checkInputs reports required variables without a value and values of the
// wrong type, one diagnostic each.
func (r *renderer) checkInputs() {
	for i := range r.t.Interface.Vars {
		v := &r.t.Interface.Vars[i]
		value, given := r.in[v.Name]
		switch {
		case !given && v.Required && v.Default == nil:
			d := diag.Diagnostic{
				Rule: ruleMissingInput, Severity: diag.Error, Span: v.Span,
				Message: fmt.Sprintf("`%s` is required and has no value", v.Name),
				Help:    fmt.Sprintf("pass --var %s=…", v.Name),
			}
			if v.From != nil {
				d.Notes = []string{fmt.Sprintf("fragment `%s` asks for it", v.From.ID)}
			}
			r.found.Add(d)
		case given:
			if problem := CheckValue(value, &v.Var); problem != "" {
				r.found.Add(diag.Diagnostic{
					Rule: ruleMismatch, Severity: diag.Error, Span: v.Span,
					Message: fmt.Sprintf("`%s` %s", v.Name, problem),
				})
			}
		}
	}
}

func (r *renderer) nodes(nodes []Node) {
	for i, n := range nodes {
		if _, ok := n.(*Role); ok {
			r.room = roomFor(nodes[i+1:])
		}
		r.node(n)
	}
}

func (r *renderer) node(n Node) {
	switch n := n.(type) {
	case *Text:
		kind := Literal
		if n.Made {
			kind = Made
		}
		r.write(n.Text, Segment{Kind: kind, Span: n.Span, Include: n.In})
	case *Value:
		r.value(n)
	case *Cond:
		r.cond(n)
	case *Loop:
		r.loop(n)
	case *Insert:
		if !n.Include.Use.Optional || !r.opts.Drop[n.Include.Fragment.ID] {
			r.nodes(n.Body)
		}
	case *Role:
		r.role(n.Name)
	case *History:
		r.history()
	case *Media:
		url, _ := text(r.eval(n.URL))
		part := Part{URL: url}
		if n.ContentType != nil {
			part.ContentType, _ = text(r.eval(n.ContentType))
		}
		r.part(part)
	case *Section:
		r.part(Part{Section: n.Name})
	case *Mark:
		m := r.message()
		m.Anchors = append(m.Anchors, Anchor{r.text.Len(), n.Name, n.Span})
	}
}

func (r *renderer) value(n *Value) {
	v := r.eval(n.Expr)
	s, ok := text(v)
	switch h, isHole := v.(hole); {
	case isHole:
		s = "{{" + h.expr.String() + "}}"
	case r.opts.Lenient || r.opts.Placeholders:
	case isMissing(v):
		r.undefined(n)
	case !ok:
		r.found.Add(diag.Diagnostic{
			Rule: ruleMismatch, Severity: diag.Error, Span: n.Span,
			Message: fmt.Sprintf("`%s` is %s and has no text of its own", n.Expr, kindOf(v)),
			Help:    "write `{{json …}}`, or name what to show of it",
		})
	}
	if n.Indent != "" {
		s = strings.ReplaceAll(s, "\n", "\n"+n.Indent)
	}
	r.write(s, Segment{Kind: Filled, Span: n.Span, Include: n.In, Expr: n.Expr})
}

// undefined reports a use of what is not there, unless the variable itself
// has been reported as missing.
func (r *renderer) undefined(n *Value) {
	name := Root(n.Expr)
	if v, ok := r.t.Interface.Lookup(name); ok {
		if _, given := r.in[name]; !given && v.Required {
			return
		}
	}
	d := diag.Diagnostic{
		Rule: ruleMissingInput, Severity: diag.Error, Span: n.Span,
		Message: fmt.Sprintf("`%s` has no value here", n.Expr),
		Help:    fmt.Sprintf("pass --var %s=…, give it a default, or guard it with {{#if %s}}", name, name),
	}
	if name == "" {
		d.Help = "give it a value, or guard it with {{#if …}}"
	}
	r.found.Add(d)
}

func (r *renderer) cond(n *Cond) {
	yes := r.test(n.Test)
	r.guard = append(r.guard, Condition{n.Test, yes})
	if yes {
		r.nodes(n.Then)
	} else {
		r.nodes(n.Else)
	}
	r.guard = r.guard[:len(r.guard)-1]
}

func (r *renderer) loop(n *Loop) {
	over := r.eval(n.Over)
	keys, items := r.turns(n, over)
	r.guard = append(r.guard, Condition{Test{X: n.Over}, len(items) > 0})
	defer func() { r.guard = r.guard[:len(r.guard)-1] }()
	if len(items) == 0 {
		r.nodes(n.Else)
		return
	}
	saved, had := r.items[n]
	for i, item := range items {
		at := turn{item: item, index: i, first: i == 0, last: i == len(items)-1}
		if keys != nil {
			at.key = keys[i]
		}
		r.items[n] = at
		r.nodes(n.Body)
	}
	if had {
		r.items[n] = saved
	} else {
		delete(r.items, n)
	}
}

// turns lists what a loop visits. A placeholder is visited once, if the
// variant says that it is there.
func (r *renderer) turns(n *Loop, over any) (keys []string, items []any) {
	if h, ok := over.(hole); ok {
		if !r.opts.Variant.truthy(n.Over) {
			return nil, nil
		}
		if n.With || n.Either {
			return nil, []any{h}
		}
		return nil, []any{hole{Item{Loop: n}}}
	}
	_, isList := over.([]any)
	switch {
	case n.With, n.Either && !isList:
		if f, isNumber := number(over); isNumber && f == 0 && n.With || truthy(over) {
			if over == true && n.Either {
				return nil, []any{r.eval(outerThis(n))}
			}
			return nil, []any{over}
		}
		return nil, nil
	}
	return entries(over)
}

// outerThis is what `this` means around a `{{#x}}` block over the value true,
// which changes nothing.
func outerThis(n *Loop) Expr {
	if n.Outer != nil {
		return n.Outer
	}
	return Whole{}
}

func (r *renderer) test(t Test) bool {
	x := r.eval(t.X)
	if _, ok := x.(hole); ok || t.Equal && isHole(r.eval(t.Y)) {
		return r.opts.Variant.holds(t)
	}
	if t.Equal {
		return equal(x, r.eval(t.Y)) != t.Not
	}
	return truthy(x) != t.Not
}

func isHole(v any) bool {
	_, ok := v.(hole)
	return ok
}

// eval returns the value of an expression: missing where there is none, a
// hole where a placeholder stands for it.
func (r *renderer) eval(e Expr) any {
	switch e := e.(type) {
	case Const:
		return e.Value
	case Ref:
		return r.variable(e)
	case Context:
		if v, ok := r.opts.Context[e.Name]; ok {
			return v
		}
		return r.orHole(e)
	case Item:
		return r.item(e)
	case Member:
		return member(r.eval(e.Of), e.Name)
	case Whole:
		return r.whole(e)
	case Default:
		if v := r.eval(e.Of); !isMissing(v) {
			return v
		}
		return e.Value
	case JSON:
		return r.json(e)
	case Lookup:
		of, key := r.eval(e.Of), r.eval(e.Key)
		if isHole(of) || isHole(key) {
			return hole{e}
		}
		name, _ := text(key)
		return member(of, name)
	}
	return missing
}

func (r *renderer) orHole(e Expr) any {
	if r.opts.Placeholders {
		return hole{e}
	}
	return missing
}

func (r *renderer) variable(e Ref) any {
	if v, ok := r.in[e.Name]; ok {
		return v
	}
	if r.opts.Placeholders {
		if v, ok := r.opts.Variant.value(e); ok {
			return v
		}
		return hole{e}
	}
	if v, ok := r.t.Interface.Lookup(e.Name); ok && v.Default != nil {
		return v.Default
	}
	return missing
}

func (r *renderer) item(e Item) any {
	at, ok := r.items[e.Loop]
	if !ok {
		return missing
	}
	switch e.Meta {
	case "index":
		if isHole(at.item) {
			return hole{e}
		}
		return int64(at.index)
	case "key":
		return at.key
	case "first":
		return at.first
	case "last":
		return at.last
	}
	return at.item
}

func (r *renderer) whole(e Whole) any {
	obj := Object{Values: map[string]any{}}
	if e.Base != nil {
		switch base := r.eval(e.Base).(type) {
		case Object:
			for _, k := range base.Keys {
				obj.Set(k, base.Values[k])
			}
		default:
			if len(e.Names) == 0 {
				return base
			}
		}
	} else if r.opts.Placeholders {
		return hole{e}
	} else {
		obj = r.inputs()
	}
	for i, name := range e.Names {
		obj.Set(name, r.eval(e.Fields[i]))
	}
	return obj
}

// inputs is everything given, in the order of the interface, then by name.
func (r *renderer) inputs() Object {
	obj := Object{Values: map[string]any{}}
	for _, v := range r.t.Interface.Vars {
		if got := r.variable(Ref{v.Name}); !isMissing(got) {
			obj.Set(v.Name, got)
		}
	}
	keys, _ := entries(r.in)
	for _, k := range keys {
		obj.Set(k, r.in[k])
	}
	return obj
}

func (r *renderer) json(e JSON) any {
	v := r.eval(e.Of)
	if isHole(v) {
		return hole{e}
	}
	if isMissing(v) {
		return missing
	}
	b, err := marshalIndent(v, e.Indent)
	if err != nil {
		return missing
	}
	return string(b)
}
