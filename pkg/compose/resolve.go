package compose

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/suggest"
	"github.com/quoin-dev/quoin/pkg/template"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// maxIncludes bounds the fragments of one composition, so that fragments that
// include each other twice at every level end in a diagnostic, not in hours.
const maxIncludes = 20_000

// The rules that this package finds.
const (
	ruleUndeclared   = "compose/undeclared-variable"
	ruleUnknown      = "compose/unknown-include"
	ruleCycle        = "compose/include-cycle"
	ruleMismatch     = "compose/type-mismatch"
	ruleRole         = "compose/role-in-fragment"
	ruleMissingInput = "compose/missing-input"
)

// Resolve expands a prompt, or a fragment as if it were one. The diagnostics
// are those that only the whole shows; what is wrong within one file is
// [Check]'s to say. An include that cannot be expanded is left out.
func Resolve(ws *workspace.Workspace, prompt *fragment.Fragment) (*Template, diag.List) {
	r := &resolver{ws: ws, t: newTemplate(prompt), expand: true, inferred: map[string]*Var{}}
	r.declare(prompt)
	file := &file{frag: prompt}
	r.t.Nodes = r.nodes(prompt.Body.Nodes, &scope{file: file})
	if prompt.Format != fragment.Dotprompt {
		r.t.Nodes = trimMessages(r.t.Nodes)
	}
	r.finish()
	r.found.Sort()
	return r.t, r.found
}

// Check finds what is wrong in one file, with the interfaces of the fragments
// that it includes but without their text.
func Check(ws *workspace.Workspace, f *fragment.Fragment) diag.List {
	r := &resolver{ws: ws, t: newTemplate(f), local: true, inferred: map[string]*Var{}}
	r.declare(f)
	r.nodes(f.Body.Nodes, &scope{file: &file{frag: f}})
	r.found.Sort()
	return r.found
}

// A resolver walks the trees of a prompt and its fragments. Either it expands
// (Resolve) or it is local (Check); each reports what is its own.
type resolver struct {
	ws            *workspace.Workspace
	t             *Template
	found         diag.List
	expand, local bool
	inferred      map[string]*Var // by name: variables that no file declares
	overflow      bool
}

// A file is one expansion of a fragment: what it was given and by whom.
type file struct {
	frag  *fragment.Fragment
	in    *Include // nil for the prompt
	outer *scope   // where the include stands, nil for the prompt
	ctx   Expr     // the include's explicit context, nil for none
	args  map[string]Expr
	names []string // of args, in order
}

// A scope is what names mean at one place of a file.
type scope struct {
	file   *file
	this   Expr   // nil at the top of a file
	up     *scope // what ../ leads to
	loop   *Loop  // the nearest loop, for @index
	params *param // names given by `as |x|`
}

type param struct {
	name string
	expr Expr
	next *param
}

// declare puts the prompt's own variables into the interface.
func (r *resolver) declare(f *fragment.Fragment) {
	for _, v := range f.Meta.Vars {
		r.t.Interface.Vars = append(r.t.Interface.Vars, Var{Var: v})
	}
}

// finish puts what bubbled up or was inferred behind the declared variables.
func (r *resolver) finish() {
	var extra []Var
	for _, v := range r.inferred {
		extra = append(extra, *v)
	}
	slices.SortFunc(extra, func(a, b Var) int { return cmp.Compare(a.Name, b.Name) })
	r.t.Interface.Vars = append(r.t.Interface.Vars, extra...)
}

func (r *resolver) nodes(nodes []template.Node, s *scope) []Node {
	var out []Node
	for _, n := range nodes {
		out = r.node(out, n, s)
	}
	return out
}

func (r *resolver) node(out []Node, n template.Node, s *scope) []Node {
	tree := s.file.frag.Body
	at := place{tree.Span(n), s.file.in}
	switch n := n.(type) {
	case *template.Text:
		return appendText(out, at)
	case *template.Anchor:
		return append(out, &Mark{at, n.Name})
	case *template.Output:
		e := r.expr(n.Expr, s)
		r.wantOutput(e, at.Span)
		return append(out, &Value{place: at, Expr: e})
	case *template.Role:
		r.wantPrompt(at, s)
		return append(out, &Role{at, n.Name})
	case *template.History:
		r.wantPrompt(at, s)
		return append(out, &History{at})
	case *template.Section:
		return append(out, &Section{at, n.Name})
	case *template.Media:
		m := &Media{place: at, URL: r.expr(n.URL, s)}
		r.wantOutput(m.URL, at.Span)
		if n.ContentType != nil {
			m.ContentType = r.expr(n.ContentType, s)
		}
		return append(out, m)
	case *template.Block:
		return append(out, r.block(n, at, s))
	case *template.Partial:
		return r.include(out, n, at, s)
	}
	return out
}

// appendText adds the text of a span, cut where a carriage return before a
// newline is left out.
func appendText(out []Node, at place) []Node {
	for at.Span.Start < at.Span.End {
		piece := at
		text := at.Span.Text()
		i := strings.Index(text, "\r\n")
		next := at.Span.End
		if i >= 0 {
			piece.Span.End = at.Span.Start + i
			next = piece.Span.End + 1
			text = text[:i]
		}
		if text != "" {
			out = append(out, &Text{place: piece, Text: text})
		}
		at.Span.Start = next
	}
	return out
}

// wantPrompt reports a role or history tag in a fragment: splitting messages
// is the prompt's business.
func (r *resolver) wantPrompt(at place, s *scope) {
	f := s.file.frag
	if !r.local || f.Kind == fragment.Prompt || f.Format == fragment.Dotprompt || f.Format == fragment.Prose {
		return
	}
	r.found.Add(diag.Diagnostic{
		Rule: ruleRole, Severity: diag.Error, Span: at.Span,
		Message: fmt.Sprintf("fragment `%s` starts a message", f.ID),
		Help:    "move the tag into the prompts that include it, or make this file one with `kind = \"prompt\"`",
	})
}

func (r *resolver) block(b *template.Block, at place, s *scope) Node {
	open := s.file.frag.Body.Span(b.Open)
	arg := func(i int) Expr {
		if i < len(b.Args) {
			return r.expr(b.Args[i], s)
		}
		return Const{missing}
	}
	switch b.Kind {
	case template.If, template.Unless:
		test := Test{X: arg(0), Not: b.Kind == template.Unless}
		return &Cond{place: at, Test: test, Open: open, Then: r.nodes(b.Body, s), Else: r.nodes(b.Else, s)}
	case template.IfEquals, template.UnlessEquals:
		test := Test{X: arg(0), Y: arg(1), Equal: true, Not: b.Kind == template.UnlessEquals}
		r.wantComparable(test, open)
		return &Cond{place: at, Test: test, Open: open, Then: r.nodes(b.Body, s), Else: r.nodes(b.Else, s)}
	case template.InvertedSection:
		return &Cond{place: at, Test: Test{X: arg(0), Not: true}, Open: open, Then: r.nodes(b.Body, s), Else: r.nodes(b.Else, s)}
	default:
		return r.loop(b, at, s)
	}
}

// loop is a block that changes what `this` means.
func (r *resolver) loop(b *template.Block, at place, s *scope) Node {
	loop := &Loop{place: at, Over: Const{missing}, Open: s.file.frag.Body.Span(b.Open), With: b.Kind == template.With, Either: b.Kind == template.SectionBlock, Outer: s.this}
	if len(b.Args) > 0 {
		loop.Over = r.expr(b.Args[0], s)
	}
	inner := &scope{file: s.file, this: Item{Loop: loop}, up: s, loop: s.loop, params: s.params}
	if !loop.With {
		inner.loop = loop
		r.wantList(loop)
	}
	for i, name := range b.Params {
		e := Expr(Item{Loop: loop})
		if i == 1 {
			e = Item{loop, "index"}
			if t := r.typeOf(loop.Over); t != nil && t.Type == fragment.Object {
				e = Item{loop, "key"}
			}
		}
		inner.params = &param{name, e, inner.params}
	}
	loop.Body = r.nodes(b.Body, inner)
	loop.Else = r.nodes(b.Else, s)
	return loop
}

// include expands a fragment in place.
func (r *resolver) include(out []Node, p *template.Partial, at place, s *scope) []Node {
	target, ok := r.ws.Lookup(p.Name)
	if !ok {
		r.unknownInclude(p, s)
		return out
	}
	f := &file{frag: target, outer: s, args: map[string]Expr{}}
	if p.Context != nil {
		f.ctx = r.expr(p.Context, s)
	}
	for _, a := range p.Args {
		f.args[a.Name] = r.expr(a.Value, s)
		f.names = append(f.names, a.Name)
	}
	r.checkArgs(p, f, s)
	if !r.expand || r.cut(target, at, s) {
		return out
	}
	inc := &Include{Fragment: target, Parent: s.file.in, Span: at.Span, Depth: 1}
	if inc.Parent != nil {
		inc.Depth = inc.Parent.Depth + 1
	}
	inc.Use = s.file.frag.Meta.Use[target.ID]
	f.in = inc
	r.t.Includes = append(r.t.Includes, inc)

	inner := &scope{file: f}
	if target.Format == fragment.Dotprompt || !target.DeclaresVars() {
		inner.loop, inner.params = s.loop, nil
	}
	body := r.nodes(target.Body.Nodes, inner)
	if p.Standalone {
		if s.file.frag.Format != fragment.Dotprompt {
			body = trimBlock(body, place{at.Span, inc})
		}
		if p.Indent != "" {
			body = indent(body, p.Indent, at.Span, s.file.frag.Format == fragment.Dotprompt)
		}
	}
	return append(out, &Insert{place: at, Include: inc, Body: body})
}

// cut reports whether an include must not be expanded: because the fragment
// is already being expanded, or because there are too many.
func (r *resolver) cut(target *fragment.Fragment, at place, s *scope) bool {
	if target == r.t.Prompt {
		return true
	}
	for up := s.file.in; up != nil; up = up.Parent {
		if up.Fragment == target {
			return true
		}
	}
	if len(r.t.Includes) < maxIncludes {
		return false
	}
	if !r.overflow {
		r.overflow = true
		r.found.Add(diag.Diagnostic{
			Rule: ruleCycle, Severity: diag.Error, Span: at.Span,
			Message: fmt.Sprintf("`%s` expands more than %d includes", r.t.Prompt.ID, maxIncludes),
			Help:    "include a fragment once a level; two includes of the next level at each of n levels make 2 to the power of n",
		})
	}
	return true
}

func (r *resolver) unknownInclude(p *template.Partial, s *scope) {
	if !r.local || r.ws.Loose && s.file.frag.Format == fragment.Dotprompt {
		return
	}
	var ids []string
	for _, f := range r.ws.All {
		ids = append(ids, f.ID)
	}
	help := suggest.Hint(p.Name, ids)
	if help == "" {
		help = fmt.Sprintf("write it as fragments/%s.md below the prompts folder", p.Name)
	}
	r.found.Add(diag.Diagnostic{
		Rule: ruleUnknown, Severity: diag.Error, Span: s.file.frag.Body.Span(p.NamePos),
		Message: fmt.Sprintf("no fragment is named `%s`", p.Name), Help: help,
	})
}

// span returns the place of an expression in the file of a scope.
func (s *scope) span(e template.Expr) source.Span { return s.file.frag.Body.Span(e) }
