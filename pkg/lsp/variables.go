package lsp

import (
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/template"
)

// A use is one place where a file names one of its own variables.
type use struct {
	name string
	span source.Span
}

// An argument is one place where an include names a variable of its target.
type argument struct {
	target string
	use
}

// A scanner collects the names in a body that mean variables of the file,
// which those inside of a loop or a `with` do not.
type scanner struct {
	f    *fragment.Fragment
	uses []use
	args []argument
}

// A scope is what a block adds to what names mean.
type scope struct {
	up     *scope
	item   bool // `this` is something else than the file's variables
	params []string
}

func scan(f *fragment.Fragment) *scanner {
	s := &scanner{f: f}
	s.nodes(f.Body.Nodes, &scope{})
	return s
}

func (s *scanner) nodes(nodes []template.Node, in *scope) {
	for _, n := range nodes {
		for _, e := range template.Exprs(n) {
			s.expr(e, in)
		}
		switch n := n.(type) {
		case *template.Block:
			inner := in
			switch n.Kind {
			case template.Each, template.With, template.SectionBlock:
				inner = &scope{up: in, item: true, params: n.Params}
			default: // a condition changes no names
			}
			s.nodes(n.Body, inner)
			s.nodes(n.Else, in)
		case *template.Partial:
			for _, a := range n.Args {
				s.args = append(s.args, argument{n.Name, use{a.Name, s.f.File.Span(a.Start, a.Start+len(a.Name))}})
			}
		}
	}
}

func (s *scanner) expr(e template.Expr, in *scope) {
	switch e := e.(type) {
	case *template.Path:
		s.path(e, in)
	case *template.Call:
		for _, a := range e.Args {
			s.expr(a, in)
		}
		for _, a := range e.Hash {
			s.expr(a.Value, in)
		}
	}
}

func (s *scanner) path(p *template.Path, in *scope) {
	parts := p.Parts
	switch {
	case p.Data && len(parts) > 1 && parts[0] == "root":
		s.put(parts[1], p)
		return
	case p.Data || len(parts) == 0:
		return
	}
	at := in
	for range p.Up {
		if at.up == nil {
			return
		}
		at = at.up
	}
	if !p.This && p.Up == 0 {
		for b := in; b != nil; b = b.up {
			if slices.Contains(b.params, parts[0]) {
				return
			}
		}
	}
	if !at.item {
		s.put(parts[0], p)
	}
}

// put notes where in a path its first name stands.
func (s *scanner) put(name string, p *template.Path) {
	text := s.f.File.Text[p.Start:p.End]
	at := 0
	for _, prefix := range []string{"@root.", "@root/"} {
		if strings.HasPrefix(text, prefix) {
			at = len(prefix)
		}
	}
	for strings.HasPrefix(text[at:], "../") {
		at += len("../")
	}
	for _, prefix := range []string{"this.", "this/", "./"} {
		if p.This && strings.HasPrefix(text[at:], prefix) {
			at += len(prefix)
		}
	}
	if strings.HasPrefix(text[at:], name) {
		s.uses = append(s.uses, use{name, s.f.File.Span(p.Start+at, p.Start+at+len(name))})
	}
}

// declarations returns the places in the front matter where a variable is
// named: its table, and dotted keys that begin with it.
func declarations(f *fragment.Fragment, name string) []source.Span {
	v := f.Var(name)
	if v == nil {
		return nil
	}
	if f.Format != fragment.TOML {
		if at := nameIn(v.Span, name); !at.IsZero() {
			return []source.Span{at}
		}
		return nil
	}
	var spans []source.Span
	for key, span := range f.Keys {
		if key == "vars."+config.Quote(name) {
			spans = append(spans, nameIn(span, name))
		}
	}
	return spans
}

// nameIn returns where in the place of a key its name stands, without quotes
// and what else belongs to the key.
func nameIn(s source.Span, name string) source.Span {
	i := strings.Index(s.Text(), name)
	if s.IsZero() || i < 0 {
		return source.Span{}
	}
	return s.File.Span(s.Start+i, s.Start+i+len(name))
}
