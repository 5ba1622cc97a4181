package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/source"
)

// A view is what a request is about: a snapshot and, if it names a document
// of it, that file.
type view struct {
	s   *server
	enc encoding
	*snapshot
	rel  string
	frag *fragment.Fragment // nil for a file that is no prompt or fragment
	all  []*snapshot        // of every workspace
}

// A thing is what a word of a file stands for.
type thing struct {
	span source.Span        // the word
	id   string             // of the fragment that it names, or whose variable it is
	name string             // of the variable, empty for a fragment
	in   *fragment.Fragment // the fragment, nil if there is none
}

// at returns what stands at a place of the document.
func (v view) at(p position) (thing, bool) {
	if v.frag == nil {
		return thing{}, false
	}
	at := v.enc.offset(v.frag.File, p)
	for _, t := range v.things(v.frag) {
		if t.span.Start <= at && at <= t.span.End {
			return t, true
		}
	}
	return thing{}, false
}

// things lists every word of a file that names a fragment or a variable.
func (v view) things(f *fragment.Fragment) []thing {
	var things []thing
	add := func(span source.Span, id, name string) {
		if !span.IsZero() {
			in, _ := v.ws.Lookup(id)
			things = append(things, thing{span, id, name, in})
		}
	}
	for _, p := range f.Includes {
		add(f.Body.Span(p.NamePos), p.Name, "")
	}
	for id := range f.Meta.Use {
		add(useKey(f, id), id, "")
	}
	s := scan(f)
	for _, u := range s.uses {
		add(u.span, f.ID, u.name)
	}
	for _, a := range s.args {
		add(a.span, a.target, a.name)
	}
	for _, d := range f.Meta.Vars {
		for _, span := range declarations(f, d.Name) {
			add(span, f.ID, d.Name)
		}
	}
	slices.SortFunc(things, func(a, b thing) int { return a.span.Start - b.span.Start })
	return things
}

// useKey is where `[use."id"]` names a fragment.
func useKey(f *fragment.Fragment, id string) source.Span {
	span, ok := f.Keys["use."+config.Quote(id)]
	if !ok {
		return source.Span{}
	}
	return nameIn(span, id)
}

func (v view) location(s source.Span) location {
	return location{v.uri(s.File.Path), v.enc.rangeOf(s)}
}

func (v view) definition(_ context.Context, raw json.RawMessage) (any, error) {
	p, err := decode[positionParams](raw)
	if err != nil {
		return nil, err
	}
	t, ok := v.at(p.Position)
	switch {
	case !ok || t.in == nil:
		return nil, nil
	case t.name == "":
		return v.location(t.in.File.Span(0, 0)), nil
	}
	if spans := declarations(t.in, t.name); len(spans) > 0 {
		return v.location(spans[0]), nil
	}
	// Not declared in its own file: some prompt may declare what bubbles up.
	for _, prompt := range v.ws.Reach(t.in) {
		if spans := declarations(prompt, t.name); len(spans) > 0 {
			return v.location(spans[0]), nil
		}
	}
	return nil, nil
}

func (v view) references(ctx context.Context, raw json.RawMessage) (any, error) {
	p, err := decode[referenceParams](raw)
	if err != nil {
		return nil, err
	}
	t, ok := v.at(p.Position)
	if !ok {
		if v.frag == nil || !v.isHead(p.Position) {
			return []location{}, nil
		}
		t = thing{id: v.frag.ID, in: v.frag} // of the file itself
	}
	var spans []source.Span
	if t.name == "" {
		spans = v.namesOf(t.id)
	} else {
		spans, err = v.variable(ctx, t)
		if err != nil {
			return nil, err
		}
	}
	out := []location{}
	for _, s := range spans {
		if !p.Context.IncludeDeclaration && t.name != "" && v.isDeclaration(s) {
			continue
		}
		out = append(out, v.location(s))
	}
	return out, nil
}

// isHead reports whether a place is on the first line of a file or in its
// front matter, where it is the file that one means.
func (v view) isHead(p position) bool {
	at := v.enc.offset(v.frag.File, p)
	return p.Line == 0 || at < v.frag.Body.Start
}

func (v view) isDeclaration(s source.Span) bool {
	f := v.ws.Named(s.File.Path)
	return f != nil && s.Start < f.Body.Start
}

// namesOf lists the places that name a fragment, by file and place.
func (v view) namesOf(id string) []source.Span {
	var spans []source.Span
	for _, u := range v.ws.Users(id) {
		if at := useKey(u, id); !at.IsZero() {
			spans = append(spans, at)
		}
		for _, p := range u.Includes {
			if p.Name == id {
				spans = append(spans, u.Body.Span(p.NamePos))
			}
		}
	}
	return spans
}

// variable lists the places that name the variable that a thing is one of:
// through every include that hands it on under its own name.
func (v view) variable(ctx context.Context, t thing) ([]source.Span, error) {
	if t.in == nil {
		return nil, nil
	}
	var spans []source.Span
	for _, f := range v.family(t.in, t.name) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		spans = append(spans, declarations(f, t.name)...)
		s := scan(f)
		for _, u := range s.uses {
			if u.name == t.name {
				spans = append(spans, u.span)
			}
		}
		for _, user := range v.ws.Users(f.ID) {
			for _, a := range scan(user).args {
				if a.target == f.ID && a.name == t.name {
					spans = append(spans, a.span)
				}
			}
		}
	}
	slices.SortFunc(spans, func(a, b source.Span) int {
		return strings.Compare(fmt.Sprintf("%s\x00%09d", a.File.Path, a.Start), fmt.Sprintf("%s\x00%09d", b.File.Path, b.Start))
	})
	return slices.Compact(spans), nil
}

// family returns the files in which one variable has one name: an include
// that does not give it as an argument hands on what the includer has.
func (v view) family(from *fragment.Fragment, name string) []*fragment.Fragment {
	seen := map[*fragment.Fragment]bool{from: true}
	for queue := []*fragment.Fragment{from}; len(queue) > 0; queue = queue[1:] {
		f := queue[0]
		var next []*fragment.Fragment
		for _, user := range v.ws.Users(f.ID) {
			if handsOn(user, f.ID, name) {
				next = append(next, user)
			}
		}
		for _, target := range v.ws.Includes(f) {
			if handsOn(f, target.ID, name) && v.wants(target, name, map[*fragment.Fragment]bool{}) {
				next = append(next, target)
			}
		}
		for _, g := range next {
			if !seen[g] {
				seen[g] = true
				queue = append(queue, g)
			}
		}
	}
	files := make([]*fragment.Fragment, 0, len(seen))
	for f := range seen {
		files = append(files, f)
	}
	return sorted(files)
}

// handsOn reports whether some include of a fragment leaves a variable to
// what the includer has.
func handsOn(user *fragment.Fragment, id, name string) bool {
	for _, p := range user.Includes {
		if p.Name != id || p.Context != nil {
			continue
		}
		given := false
		for _, a := range p.Args {
			given = given || a.Name == name
		}
		if !given {
			return true
		}
	}
	return false
}

// wants reports whether a fragment, or one that it includes, takes a variable.
func (v view) wants(f *fragment.Fragment, name string, seen map[*fragment.Fragment]bool) bool {
	if seen[f] {
		return false
	}
	seen[f] = true
	if f.Var(name) != nil {
		return true
	}
	if !f.DeclaresVars() && slices.ContainsFunc(scan(f).uses, func(u use) bool { return u.name == name }) {
		return true
	}
	return slices.ContainsFunc(v.ws.Includes(f), func(g *fragment.Fragment) bool {
		return handsOn(f, g.ID, name) && v.wants(g, name, seen)
	})
}

func (v view) highlights(ctx context.Context, raw json.RawMessage) (any, error) {
	p, err := decode[positionParams](raw)
	if err != nil {
		return nil, err
	}
	out := []documentHighlight{}
	t, ok := v.at(p.Position)
	if !ok {
		return out, ctx.Err()
	}
	for _, o := range v.things(v.frag) {
		if o.id == t.id && o.name == t.name {
			out = append(out, documentHighlight{v.enc.rangeOf(o.span), 1})
		}
	}
	return out, nil
}

// links lead from includes to their files.
func (v view) links(ctx context.Context, _ json.RawMessage) (any, error) {
	out := []documentLink{}
	if v.frag == nil {
		return out, ctx.Err()
	}
	for _, t := range v.things(v.frag) {
		if t.name == "" && t.in != nil {
			out = append(out, documentLink{v.enc.rangeOf(t.span), v.uri(t.in.File.Path)})
		}
	}
	return out, nil
}
