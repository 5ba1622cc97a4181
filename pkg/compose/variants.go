package compose

import (
	"fmt"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/fragment"
)

// MaxVariants bounds how many variants of a prompt are listed.
const MaxVariants = 4096

// A Condition is a test together with its answer.
type Condition struct {
	Test Test
	Yes  bool
}

// String writes the condition for a person: `tier = "pro"`, `not beta`.
func (c Condition) String() string {
	yes := c.Yes != c.Test.Not
	x := c.Test.X.String()
	switch {
	case c.Test.Equal && yes:
		return x + " = " + c.Test.Y.String()
	case c.Test.Equal:
		return x + " ≠ " + c.Test.Y.String()
	case yes:
		return x
	}
	return "not " + x
}

// A Variant is one satisfiable set of choices for what conditions ask. The
// zero Variant chooses nothing: what is asked is then taken to be so.
type Variant struct{ Choices []Choice }

// A Choice says of one value what conditions need to know of it.
type Choice struct {
	Expr  Expr
	Value any    // the value, where the choice fixes it; else a stand-in for the class
	Fixed bool   // Value is the only value of the class
	Label string // for a person: `tier = "pro"`, `tier is another`, `beta`, `not beta`

	// Anything says that any value which is there will do.
	Anything bool
	absent   bool
}

// String writes the choices for a person; "always" where there are none.
func (v Variant) String() string {
	if len(v.Choices) == 0 {
		return "always"
	}
	labels := make([]string, len(v.Choices))
	for i, c := range v.Choices {
		labels[i] = c.Label
	}
	return strings.Join(labels, ", ")
}

func (v Variant) choice(e Expr) (Choice, bool) {
	key := strip(e).String()
	for _, c := range v.Choices {
		if c.Expr.String() == key {
			return c, true
		}
	}
	return Choice{}, false
}

// strip removes the default around a value: the choice is over the value
// itself, whoever provides it.
func strip(e Expr) Expr {
	if d, ok := e.(Default); ok {
		return strip(d.Of)
	}
	return e
}

// value returns the value that the variant fixes for a variable.
func (v Variant) value(e Expr) (any, bool) {
	if c, ok := v.choice(e); ok && c.Fixed && !c.absent {
		return c.Value, true
	}
	return nil, false
}

func (v Variant) truthy(e Expr) bool {
	c, ok := v.choice(e)
	return !ok || truthy(c.Value)
}

// holds answers a test over values that are not given.
func (v Variant) holds(t Test) bool {
	if !t.Equal {
		return v.truthy(t.X) != t.Not
	}
	if x, y, ok := againstConst(t); ok {
		c, chosen := v.choice(x)
		return (chosen && equal(c.Value, y.Value)) != t.Not
	}
	c, chosen := v.choice(pair(t))
	return (chosen && truthy(c.Value)) != t.Not
}

// againstConst returns the sides of an equality with a literal.
func againstConst(t Test) (x Expr, y Const, ok bool) {
	if c, isConst := t.Y.(Const); isConst {
		return t.X, c, true
	}
	if c, isConst := t.X.(Const); isConst {
		return t.Y, c, true
	}
	return nil, Const{}, false
}

// pair stands for the question whether two values are the same.
func pair(t Test) Expr { return Ref{t.X.String() + " = " + t.Y.String()} }

// Variants returns every satisfiable variant, in a fixed order, and whether
// that is all of them: beyond [MaxVariants] the list is cut.
func (t *Template) Variants() (all []Variant, complete bool) {
	v := t.variants()
	return v.all, v.complete
}

// Taken says which ways of a condition or a loop some variant goes. For a
// loop, the first says that it has items.
func (t *Template) Taken(n Node) (yes, no bool) {
	took := t.variants().taken[n]
	return took[0], took[1]
}

type variants struct {
	all      []Variant
	complete bool
	taken    map[Node][2]bool
}

// enumerate walks the template once for each variant. A walk follows the
// choices of a prefix and takes the first class of every further question;
// the next prefix is the last one with its last open choice moved on. So
// questions that are only asked under a condition multiply only there.
func (t *Template) enumerate() variants {
	e := &enumerator{t: t, domains: t.domains(), taken: map[Node][2]bool{}}
	out := variants{complete: true, taken: e.taken}
	var prefix []int
	for {
		e.begin(prefix)
		e.nodes(t.Nodes)
		out.all = append(out.all, Variant{Choices: slices.Clone(e.choices)})
		prefix = e.next()
		if prefix == nil {
			return out
		}
		if len(out.all) == MaxVariants {
			out.complete = false
			return out
		}
	}
}

type enumerator struct {
	t       *Template
	domains map[string]domain
	taken   map[Node][2]bool

	prefix  []int
	picks   []int // the class taken at each question
	sizes   []int // and how many there were
	choices []Choice
	known   map[string]int // question → index in choices
}

func (e *enumerator) begin(prefix []int) {
	e.prefix, e.picks, e.sizes, e.choices, e.known = prefix, nil, nil, nil, map[string]int{}
}

func (e *enumerator) next() []int {
	for i, v := range slices.Backward(e.picks) {
		if v+1 < e.sizes[i] {
			return append(slices.Clone(e.picks[:i]), v+1)
		}
	}
	return nil
}

// ask makes the choice for an expression, once a walk.
func (e *enumerator) ask(x Expr) Choice {
	key := x.String()
	if i, ok := e.known[key]; ok {
		return e.choices[i]
	}
	d := e.domains[key]
	if len(d.classes) == 0 {
		d = domain{yesOrNo(x)}
	}
	pick := 0
	if len(e.picks) < len(e.prefix) {
		pick = e.prefix[len(e.picks)]
	}
	e.picks, e.sizes = append(e.picks, pick), append(e.sizes, len(d.classes))
	e.known[key] = len(e.choices)
	e.choices = append(e.choices, d.classes[pick])
	return d.classes[pick]
}

func yesOrNo(x Expr) []Choice {
	return []Choice{
		{Expr: x, Value: true, Label: x.String()},
		{Expr: x, Value: false, Label: "not " + x.String()},
	}
}

func (e *enumerator) nodes(nodes []Node) {
	for _, n := range nodes {
		switch n := n.(type) {
		case *Cond:
			if e.took(n, e.holds(n.Test)) {
				e.nodes(n.Then)
			} else {
				e.nodes(n.Else)
			}
		case *Loop:
			if e.took(n, e.truthy(n.Over)) {
				e.nodes(n.Body)
			} else {
				e.nodes(n.Else)
			}
		case *Insert:
			e.nodes(n.Body)
		}
	}
}

func (e *enumerator) took(n Node, yes bool) bool {
	took := e.taken[n]
	if yes {
		took[0] = true
	} else {
		took[1] = true
	}
	e.taken[n] = took
	return yes
}

func (e *enumerator) truthy(x Expr) bool {
	if v, ok := constant(x); ok {
		return truthy(v)
	}
	return truthy(e.valueOf(x))
}

// valueOf is the stand-in for a value, with a default in place of nothing.
func (e *enumerator) valueOf(x Expr) any {
	c := e.ask(strip(x))
	if d, ok := x.(Default); ok && c.absent {
		return d.Value
	}
	return c.Value
}

func (e *enumerator) holds(t Test) bool {
	if !t.Equal {
		return e.truthy(t.X) != t.Not
	}
	vx, okx := constant(t.X)
	vy, oky := constant(t.Y)
	switch {
	case okx && oky:
		return equal(vx, vy) != t.Not
	case okx:
		return equal(e.valueOf(t.Y), vx) != t.Not
	case oky:
		return equal(e.valueOf(t.X), vy) != t.Not
	}
	return truthy(e.ask(pair(t)).Value) != t.Not
}

// constant returns the value of an expression that no caller can change.
func constant(x Expr) (any, bool) {
	switch x := x.(type) {
	case Const:
		return x.Value, true
	case Default:
		if v, ok := constant(x.Of); ok {
			if isMissing(v) {
				return x.Value, true
			}
			return v, true
		}
	}
	return nil, false
}

// A domain is the classes of values that the conditions of a prompt tell
// apart.
type domain struct{ classes []Choice }

// domains works out the classes of every value that is asked about.
func (t *Template) domains() map[string]domain {
	q := &questions{asked: map[string]*question{}}
	q.nodes(t.Nodes)
	out := map[string]domain{}
	for _, key := range q.order {
		out[key] = domain{q.asked[key].classes(t)}
	}
	return out
}

// A question gathers what is asked about one value.
type question struct {
	expr     Expr
	truth    bool  // whether it is true
	literals []any // what it is compared with
}

type questions struct {
	asked map[string]*question
	order []string
}

func (q *questions) of(x Expr) *question {
	key := x.String()
	if q.asked[key] == nil {
		q.asked[key] = &question{expr: x}
		q.order = append(q.order, key)
	}
	return q.asked[key]
}

func (q *questions) nodes(nodes []Node) {
	for _, n := range nodes {
		switch n := n.(type) {
		case *Cond:
			q.test(n.Test)
			q.nodes(n.Then)
			q.nodes(n.Else)
		case *Loop:
			q.test(Test{X: n.Over})
			q.nodes(n.Body)
			q.nodes(n.Else)
		case *Insert:
			q.nodes(n.Body)
		}
	}
}

func (q *questions) test(t Test) {
	if !t.Equal {
		if _, fixed := constant(t.X); !fixed {
			q.of(strip(t.X)).truth = true
		}
		return
	}
	x, y, ok := againstConst(t)
	if !ok {
		return
	}
	if _, fixed := constant(x); fixed {
		return
	}
	asked := q.of(strip(x))
	if !slices.ContainsFunc(asked.literals, func(v any) bool { return equal(v, y.Value) }) {
		asked.literals = append(asked.literals, y.Value)
	}
}

// classes lists what the value can be, as far as the questions tell.
func (q *question) classes(t *Template) []Choice {
	v := typeIn(&t.Interface, nil, q.expr)
	required := true
	if ref, ok := q.expr.(Ref); ok {
		if declared, ok := t.Interface.Lookup(ref.Name); ok {
			required = declared.Required || declared.Default != nil
		} else {
			required = false
		}
	} else if v == nil || !v.Required {
		required = false
	}
	switch {
	case v != nil && len(v.Enum) > 0:
		return q.enumClasses(v, required)
	case v != nil && v.Type == fragment.Boolean:
		return q.boolClasses()
	}
	return q.openClasses(v, required)
}

func (q *question) enumClasses(v *fragment.Var, required bool) []Choice {
	var classes []Choice
	var rest []any
	for _, value := range v.Enum {
		if slices.ContainsFunc(q.literals, func(l any) bool { return equal(l, value) }) {
			classes = append(classes, q.equals(value))
		} else {
			rest = append(rest, value)
		}
	}
	for _, want := range []bool{true, false} {
		var group []any
		for _, value := range rest {
			if !q.truth && want || q.truth && truthy(value) == want {
				group = append(group, value)
			}
		}
		if len(group) > 0 {
			classes = append(classes, q.another(group))
		}
	}
	if !required {
		classes = append(classes, q.none())
	}
	return classes
}

func (q *question) equals(value any) Choice {
	return Choice{Expr: q.expr, Value: value, Fixed: true, Label: q.expr.String() + " = " + Const{value}.String()}
}

func (q *question) another(group []any) Choice {
	if len(group) == 1 {
		return q.equals(group[0])
	}
	names := make([]string, len(group))
	for i, value := range group {
		names[i] = Const{value}.String()
	}
	return Choice{Expr: q.expr, Value: group[0], Label: fmt.Sprintf("%s is one of %s", q.expr, strings.Join(names, ", "))}
}

func (q *question) none() Choice {
	return Choice{Expr: q.expr, Value: missing, absent: true, Label: "no " + q.expr.String()}
}

func (q *question) boolClasses() []Choice {
	classes := yesOrNo(q.expr)
	for i := range classes {
		classes[i].Fixed = true
	}
	return classes
}

// other is a text that no template compares with.
const other = "\x00other"

// openClasses is for values of which any number exist: each literal that is
// asked for, another that is there, and nothing.
func (q *question) openClasses(v *fragment.Var, required bool) []Choice {
	var classes []Choice
	for _, l := range q.literals {
		if l != nil && !isMissing(l) {
			classes = append(classes, q.equals(l))
		}
	}
	label := q.expr.String()
	if len(classes) > 0 {
		label += " is another"
	}
	classes = append(classes, Choice{Expr: q.expr, Value: other, Label: label, Anything: len(classes) == 0})
	empty := q.truth && !slices.ContainsFunc(q.literals, func(l any) bool { return !truthy(l) })
	switch {
	case !required:
		none := q.none()
		none.Label = "no " + q.expr.String()
		classes = append(classes, none)
	case empty && (v == nil || v.Type != fragment.Object):
		classes = append(classes, Choice{Expr: q.expr, Value: "", Label: "no " + q.expr.String()})
	}
	return classes
}
