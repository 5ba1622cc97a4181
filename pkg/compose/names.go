package compose

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/suggest"
	"github.com/quoin-dev/quoin/pkg/template"
)

// expr puts an expression of a file into the prompt's terms.
func (r *resolver) expr(e template.Expr, s *scope) Expr {
	switch e := e.(type) {
	case *template.Literal:
		return Const{e.Value}
	case *template.Path:
		return r.path(e, s)
	case *template.Call:
		return r.call(e, s)
	}
	return Const{missing}
}

func (r *resolver) call(c *template.Call, s *scope) Expr {
	args := make([]Expr, len(c.Args))
	for i, a := range c.Args {
		args[i] = r.expr(a, s)
	}
	switch {
	case c.Name == "json" && len(args) > 0:
		j := JSON{Of: args[0]}
		for _, h := range c.Hash {
			if n, ok := h.Value.(*template.Literal); ok && h.Name == "indent" {
				f, _ := number(n.Value)
				j.Indent = int(min(max(f, 0), 16))
			}
		}
		return j
	case c.Name == "lookup" && len(args) == 2:
		if k, ok := args[1].(Const); ok {
			name, _ := text(k.Value)
			return Member{args[0], name}
		}
		return Lookup{args[0], args[1]}
	}
	return Const{missing}
}

func (r *resolver) path(p *template.Path, s *scope) Expr {
	if p.Data {
		return r.data(p, s)
	}
	at := s
	for range p.Up {
		if at.up == nil {
			r.problem(s, p, "`../` leads out of the file", "a fragment sees only the variables that it declares")
			return Const{missing}
		}
		at = at.up
	}
	parts := p.Parts
	if !p.This && p.Up == 0 && len(parts) > 0 {
		for b := s.params; b != nil; b = b.next {
			if b.name == parts[0] {
				return r.members(b.expr, parts[1:], p, s)
			}
		}
	}
	if at.this != nil {
		return r.members(at.this, parts, p, s)
	}
	if len(parts) == 0 {
		return at.file.whole()
	}
	return r.members(r.variable(at.file, parts[0], p, s), parts[1:], p, s)
}

// whole is `this` at the top of a file.
func (f *file) whole() Expr {
	if f.outer == nil {
		return Whole{}
	}
	w := Whole{Base: f.ctx}
	if w.Base == nil {
		w.Base = f.outer.this
		if w.Base == nil {
			w.Base = f.outer.file.whole()
		}
	}
	for _, name := range f.names {
		w.Names, w.Fields = append(w.Names, name), append(w.Fields, f.args[name])
	}
	if len(w.Names) == 0 {
		return w.Base
	}
	return w
}

// data resolves `@name`.
func (r *resolver) data(p *template.Path, s *scope) Expr {
	if len(p.Parts) == 0 {
		return Const{missing}
	}
	name, rest := p.Parts[0], p.Parts[1:]
	switch name {
	case "root":
		if len(rest) == 0 {
			return s.file.whole()
		}
		return r.members(r.variable(s.file, rest[0], p, s), rest[1:], p, s)
	case "index", "key", "first", "last":
		loop := s.loop
		for range p.Up {
			loop = outerLoop(s, loop)
		}
		if loop == nil {
			r.problem(s, p, fmt.Sprintf("`@%s` stands outside of `{{#each}}`", name), "")
			return Const{missing}
		}
		return Item{loop, name}
	}
	return r.members(Context{name}, rest, nil, s)
}

// outerLoop returns the loop around a loop.
func outerLoop(s *scope, loop *Loop) *Loop {
	for at := s; at != nil; at = at.up {
		if at.loop != loop {
			return at.loop
		}
	}
	return nil
}

// members descends into fields. Where the type is known, an unknown field is
// an undeclared variable.
func (r *resolver) members(e Expr, names []string, p *template.Path, s *scope) Expr {
	for _, name := range names {
		if t := r.typeOf(e); t != nil && p != nil {
			r.wantField(t, name, p, s)
		}
		if c, ok := e.(Const); ok {
			e = Const{member(c.Value, name)}
			continue
		}
		e = Member{e, name}
	}
	return e
}

func (r *resolver) wantField(t *fragment.Var, name string, p *template.Path, s *scope) {
	switch {
	case t.Type == fragment.Object:
		if t.Open || len(t.Fields) == 0 {
			return
		}
		var known []string
		for _, f := range t.Fields {
			known = append(known, f.Name)
		}
		if !slices.Contains(known, name) {
			r.problem(s, p, fmt.Sprintf("`%s` has no field `%s`", nameOr(t, "the object"), name), suggest.Hint(name, known))
		}
	case scalar(t.Type):
		help := ""
		if s.this != nil && !p.This && p.Up == 0 {
			help = fmt.Sprintf("inside a block a name belongs to the item; write `../%s` for the file's variable", name)
		}
		r.problem(s, p, fmt.Sprintf("`%s` is of type %s and has no field `%s`", nameOr(t, "the item"), t.Type, name), help)
	}
}

func nameOr(v *fragment.Var, other string) string {
	if v.Name != "" {
		return v.Name
	}
	return other
}

// problem reports a name that means nothing, once a file.
func (r *resolver) problem(s *scope, e template.Expr, message, help string) {
	if !r.local {
		return
	}
	r.found.Add(diag.Diagnostic{Rule: ruleUndeclared, Severity: diag.Error, Span: s.span(e), Message: message, Help: help})
}

// variable resolves a name at the top of a file.
func (r *resolver) variable(f *file, name string, p *template.Path, s *scope) Expr {
	declared := f.frag.Var(name)
	if declared == nil && f.frag.DeclaresVars() && f.args[name] == nil {
		r.undeclared(f, name, p, s)
	}
	if f.outer == nil {
		return r.interfaceVar(name, declared, f.frag)
	}
	e, ok := f.args[name], f.args[name] != nil
	if !ok && f.ctx != nil {
		e, ok = Member{f.ctx, name}, true
	}
	if !ok {
		e, ok = r.find(f.outer, name)
	}
	switch {
	case ok && declared != nil && declared.Default != nil && r.mayLack(e):
		return Default{e, declared.Default}
	case ok:
		return e
	case declared != nil && !declared.Required:
		if declared.Default == nil {
			return Const{missing}
		}
		return Const{declared.Default}
	}
	return r.interfaceVar(name, declared, f.frag)
}

// find looks a name up where an include stands: what the includer has is
// bound to the fragment's variable of the same name.
func (r *resolver) find(s *scope, name string) (Expr, bool) {
	if s.this != nil {
		t := r.typeOf(s.this)
		known := t != nil && slices.ContainsFunc(t.Fields, func(f fragment.Var) bool { return f.Name == name })
		if known || t == nil && !s.file.frag.DeclaresVars() {
			return Member{s.this, name}, true
		}
	}
	f := s.file
	if f.frag.Var(name) != nil || f.args[name] != nil || !f.frag.DeclaresVars() {
		return r.variable(f, name, nil, s), true
	}
	return nil, false
}

// interfaceVar returns the prompt's variable of a name, and adds it to the
// interface where the prompt does not declare it.
func (r *resolver) interfaceVar(name string, declared *fragment.Var, by *fragment.Fragment) Expr {
	if v, ok := r.t.Interface.Lookup(name); ok {
		if by != r.t.Prompt {
			r.agree(&v.Var, r.t.Prompt, declared)
		}
		return Ref{name}
	}
	if v, ok := r.inferred[name]; ok {
		if v.Inferred && declared != nil {
			*v = Var{Var: *declared, From: by}
		} else {
			r.agree(&v.Var, v.From, declared)
		}
		return Ref{name}
	}
	v := Var{From: by, Inferred: declared == nil}
	if by == r.t.Prompt {
		v.From = nil
	}
	if declared != nil {
		v.Var = *declared
	} else {
		v.Var = fragment.Var{Name: name, Type: fragment.Any, Default: r.t.Prompt.Meta.Defaults[name]}
	}
	r.inferred[name] = &v
	return Ref{name}
}

// agree reports two files that ask for one variable and mean different types.
func (r *resolver) agree(have *fragment.Var, haveIn *fragment.Fragment, want *fragment.Var) {
	if want == nil || haveIn == nil || fits(have, want) {
		return
	}
	r.mismatch(diag.Diagnostic{
		Span:    want.Span,
		Message: fmt.Sprintf("`%s` is %s here and %s in `%s`, which meet in `%s`", want.Name, describe(want), describe(have), haveIn.ID, r.t.Prompt.ID),
		Related: []diag.Label{{Span: have.Span, Text: "declared here as " + describe(have)}},
		Help:    "declare both alike, or pass the value under another name",
	})
}

func (r *resolver) mismatch(d diag.Diagnostic) {
	d.Rule, d.Severity = ruleMismatch, diag.Error
	r.found.Add(d)
}

func (r *resolver) undeclared(f *file, name string, p *template.Path, s *scope) {
	if p == nil {
		return
	}
	var known []string
	for _, v := range f.frag.Meta.Vars {
		known = append(known, v.Name)
	}
	help := suggest.Hint(name, known)
	if help == "" {
		help = fmt.Sprintf("declare it: [vars.%s] with a type", name)
		if f.frag.Format == fragment.Dotprompt {
			help = fmt.Sprintf("declare it: `%s: string` in input.schema", name)
		}
	}
	r.problem(s, p, fmt.Sprintf("`%s` is not declared", name), help)
}

// mayLack reports whether an expression can have no value.
func (r *resolver) mayLack(e Expr) bool {
	switch e := e.(type) {
	case Ref:
		v, ok := r.t.Interface.Lookup(e.Name)
		return !ok || !v.Required && v.Default == nil
	case Const:
		return isMissing(e.Value)
	case Default, JSON, Whole:
		return false
	}
	return true
}

// typeOf returns the declared type of an expression, nil for unknown.
func (r *resolver) typeOf(e Expr) *fragment.Var { return typeIn(&r.t.Interface, r.inferred, e) }

func typeIn(i *Interface, inferred map[string]*Var, e Expr) *fragment.Var {
	switch e := e.(type) {
	case Ref:
		v, ok := i.Lookup(e.Name)
		if !ok {
			v = inferred[e.Name]
		}
		if v == nil || v.Type == fragment.Any {
			return nil
		}
		return &v.Var
	case Default:
		return typeIn(i, inferred, e.Of)
	case Item:
		return itemType(i, inferred, e)
	case Member:
		t := typeIn(i, inferred, e.Of)
		if t == nil {
			return nil
		}
		if _, err := strconv.Atoi(e.Name); err == nil && t.Type == fragment.List {
			return t.Items
		}
		for at := range t.Fields {
			if t.Fields[at].Name == e.Name {
				return &t.Fields[at]
			}
		}
	case Const:
		return constType(e.Value)
	}
	return nil
}

func itemType(i *Interface, inferred map[string]*Var, e Item) *fragment.Var {
	switch e.Meta {
	case "index":
		return &fragment.Var{Type: fragment.Integer}
	case "first", "last":
		return &fragment.Var{Type: fragment.Boolean}
	case "key":
		return &fragment.Var{Type: fragment.String}
	}
	t := typeIn(i, inferred, e.Loop.Over)
	switch {
	case t == nil:
		return nil
	case e.Loop.With:
		return t
	case t.Type == fragment.List:
		return t.Items
	}
	return nil
}

func constType(v any) *fragment.Var {
	switch v := v.(type) {
	case string:
		return &fragment.Var{Type: fragment.String}
	case bool:
		return &fragment.Var{Type: fragment.Boolean}
	case nil:
		return &fragment.Var{Type: fragment.Null}
	default:
		if f, ok := number(v); ok {
			if f == float64(int64(f)) {
				return &fragment.Var{Type: fragment.Integer}
			}
			return &fragment.Var{Type: fragment.Number}
		}
	}
	return nil
}

// spanOf is the place of an argument's value.
func spanOf(s *scope, a template.Arg) source.Span { return s.span(a.Value) }
