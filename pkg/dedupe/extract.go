package dedupe

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/template"
)

// Path is the file of the fragment to make, below the folder of prompts.
func (c Copy) Path(prompts string) string { return path.Join(prompts, "fragments", c.ID+".md") }

// Extract returns the texts of the files that change when the copy becomes a
// fragment: the fragment, and each file with an include in the copy's place.
// Texts holds files that changed before; offsets are those of the original
// files, so that several copies can be taken out one after the other.
func (c Copy) Extract(prompts string, edits *Edits) {
	edits.made[c.Path(prompts)] = c.frontMatter() + c.Text
	for _, p := range c.Places {
		edits.replace(p.Fragment, p.Span.Start, p.Span.End, "{{> "+c.ID+"}}"+lineEnd(p.Span.File.Text[p.Span.Start:p.Span.End]))
	}
}

func lineEnd(text string) string {
	if strings.HasSuffix(text, "\r\n") {
		return "\r\n"
	}
	return "\n"
}

// frontMatter declares the variables of the text as the first of its files
// that declares any does. Where none does, none is needed.
func (c Copy) frontMatter() string {
	at := slices.IndexFunc(c.Places, func(p Place) bool { return p.Fragment.DeclaresVars() })
	if at < 0 {
		return ""
	}
	p := c.Places[at]
	var b strings.Builder
	b.WriteString("+++\n")
	for _, name := range variables(p) {
		b.WriteString("[vars." + config.Quote(name) + "]\n")
		v := p.Fragment.Var(name)
		if v == nil {
			v = &fragment.Var{Type: fragment.Any}
		}
		b.WriteString("type = \"" + string(v.Type) + "\"\n")
		if v.Required {
			b.WriteString("required = true\n")
		}
	}
	b.WriteString("+++\n")
	return b.String()
}

// variables lists the variables that the values in a place read, in order.
func variables(p Place) []string {
	var names []string
	for _, n := range p.Fragment.Body.Nodes {
		start, end := n.Bytes()
		if _, ok := n.(*template.Output); !ok || start < p.Span.Start || end > p.Span.End {
			continue
		}
		for _, e := range template.Exprs(n) {
			names = append(names, roots(e)...)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// roots lists the variables that an expression reads.
func roots(e template.Expr) []string {
	switch e := e.(type) {
	case *template.Path:
		if len(e.Parts) > 0 && !e.Data && !e.This {
			return e.Parts[:1]
		}
	case *template.Call:
		var names []string
		for _, a := range e.Args {
			names = append(names, roots(a)...)
		}
		return names
	}
	return nil
}

// Edits gathers the changes of several extractions.
type Edits struct {
	made    map[string]string
	changed map[*fragment.Fragment][]edit
}

type edit struct {
	start, end int
	text       string
}

// NewEdits returns no changes.
func NewEdits() *Edits {
	return &Edits{made: map[string]string{}, changed: map[*fragment.Fragment][]edit{}}
}

// With returns the edits together with one more extraction; e stays as it is.
func (e *Edits) With(c Copy, prompts string) *Edits {
	next := NewEdits()
	maps.Copy(next.made, e.made)
	for f, list := range e.changed {
		next.changed[f] = slices.Clone(list)
	}
	c.Extract(prompts, next)
	return next
}

func (e *Edits) replace(f *fragment.Fragment, start, end int, text string) {
	e.changed[f] = append(e.changed[f], edit{start, end, text})
}

// Texts returns the new texts of files, by path.
func (e *Edits) Texts() map[string]string {
	out := map[string]string{}
	maps.Copy(out, e.made)
	for f, list := range e.changed {
		slices.SortFunc(list, func(a, b edit) int { return a.start - b.start })
		var b strings.Builder
		at := 0
		for _, one := range list {
			b.WriteString(f.File.Text[at:one.start] + one.text)
			at = one.end
		}
		b.WriteString(f.File.Text[at:])
		out[f.File.Path] = b.String()
	}
	return out
}
