// Package change says what changed between two workspaces and what it means:
// for callers, for the model, for the bill. It is pure: two workspaces in,
// values out. Its rule: what cannot have changed is proven by digests, and what
// has is told at the level at which it acts, the instructions of composed
// prompts, not the lines of files.
package change

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/cost"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/par"
	"github.com/quoin-dev/quoin/pkg/release"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// A Class is what a change means.
type Class int

// The classes, from nothing to everything.
const (
	NoOp        Class = iota // the model sees the same, and callers too
	Cosmetic                 // the same words: case, punctuation, white space
	Behavioural              // the model is told something else
	Breaking                 // callers, or what reads the answer, must change
)

var classNames = []string{"no-op", "cosmetic", "behavioural", "breaking"}

func (c Class) String() string { return classNames[c] }

// MarshalText writes the name.
func (c Class) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// ParseClass reads a name.
func ParseClass(name string) (Class, bool) {
	i := slices.Index(classNames, name)
	return Class(max(i, 0)), i >= 0
}

// Bump is the least step of a version that a class asks for.
func (c Class) Bump() release.Bump { return release.Bump(c) }

// A Report is all that changed.
type Report struct {
	Prompts   []Prompt  // those that changed, the gravest first
	Unchanged []string  // the ids of those whose digest did not move
	Touched   []Touched // the fragments whose files changed
}

// Class is the gravest of all.
func (r *Report) Class() Class {
	worst := NoOp
	for _, p := range r.Prompts {
		worst = max(worst, p.Class)
	}
	return worst
}

// Add joins another report, of other prompts.
func (r *Report) Add(o *Report) {
	r.Prompts = append(r.Prompts, o.Prompts...)
	r.Unchanged = append(r.Unchanged, o.Unchanged...)
	slices.Sort(r.Unchanged)
	sortPrompts(r.Prompts)
	for _, t := range o.Touched {
		at := slices.IndexFunc(r.Touched, func(x Touched) bool { return x.ID == t.ID })
		if at < 0 {
			r.Touched = append(r.Touched, t)
			continue
		}
		all := append(r.Touched[at].Prompts, t.Prompts...)
		slices.Sort(all)
		r.Touched[at].Prompts = slices.Compact(all)
	}
}

func sortPrompts(list []Prompt) {
	slices.SortStableFunc(list, func(a, b Prompt) int {
		return cmp.Or(cmp.Compare(b.Class, a.Class), strings.Compare(a.ID, b.ID))
	})
}

// A Prompt is one prompt that changed.
type Prompt struct {
	ID            string
	Was           string // its id before, where it moved
	Path          string
	Before, After *compose.Template // nil where it is new, or gone
	Class         Class
	Codes         []string // sorted
	Events        []Event  // the important first
	Texts         []Text   // by message
	Numbers       Numbers
	Labels        []string // that point at a version of it
	Suite         bool     // it has one
}

// Bump is the least step that its version has to make.
func (p *Prompt) Bump() release.Bump { return p.Class.Bump() }

// A Layer is the part of a report that an event belongs to.
type Layer string

// The layers, in the order in which they are shown.
const (
	Interface   Layer = "interface"
	Composition Layer = "composition"
	Instruction Layer = "instruction"
)

// An Event is one thing that changed.
type Event struct {
	Layer Layer
	Kind  string // "added", "removed", "moved", "strengthened", "weakened", "negated", "number", "reworded", …
	Code  string // stable: VAR_REMOVED, RULE_WEAKENED, …
	Class Class
	Name  string // of the variable, the fragment or the anchor; empty for a rule without one
	Old   string // what it was
	New   string // what it is
	Via   string // the fragment that it comes from, empty for the prompt itself
	Span  source.Span
	// Safety is set for rules of fragments tagged safety.
	Safety bool
}

// Text is what a report shows for an event.
func (e Event) Text() string {
	switch {
	case e.Old != "" && e.New != "":
		return e.Old + " → " + e.New
	case e.Old != "":
		return e.Old
	}
	return cmp.Or(e.New, e.Name)
}

// Touched is a fragment whose file changed, with the prompts that changed with
// it.
type Touched struct {
	ID      string
	Path    string
	Prompts []string
}

// Options says how to judge.
type Options struct {
	// Levels overrides the class of codes.
	Levels map[string]Class
	// Only holds the ids to compare, empty for all.
	Only []string
	// Prices weigh prompts, nil for no numbers.
	Before, After *cost.Scale
	// Labels gives the labels of a prompt, and Suites says whether it has one.
	Labels map[string][]string
	Suites map[string]bool
}

// Compare says what changed from one workspace to another.
func Compare(before, after *workspace.Workspace, o Options) *Report {
	c := comparison{before: before, after: after, o: o, same: map[string]bool{}}
	r := &Report{}
	var pairs []pair
	for _, p := range c.pairs() {
		switch {
		case len(o.Only) > 0 && !slices.Contains(o.Only, p.id()):
		case p.before != nil && p.after != nil && p.before.ID == p.after.ID && c.untouched(p.before, p.after, 0):
			r.Unchanged = append(r.Unchanged, p.id())
		default:
			pairs = append(pairs, p)
		}
	}
	for i, p := range par.Each(pairs, c.prompt) {
		if p.Class == NoOp && p.Was == "" {
			r.Unchanged = append(r.Unchanged, pairs[i].id())
			continue
		}
		r.Prompts = append(r.Prompts, p)
	}
	slices.Sort(r.Unchanged)
	sortPrompts(r.Prompts)
	r.Touched = c.touched(r)
	return r
}

type comparison struct {
	before, after *workspace.Workspace
	o             Options
	same          map[string]bool // by id, what untouched found
}

// A pair is a prompt before and after.
type pair struct{ before, after *fragment.Fragment }

func (p pair) id() string {
	if p.after != nil {
		return p.after.ID
	}
	return p.before.ID
}

// pairs matches prompts by their ids, and by those that they had before.
func (c *comparison) pairs() []pair {
	var out []pair
	used := map[string]bool{}
	for _, f := range c.after.Prompts() {
		p := pair{after: f}
		for _, id := range append([]string{f.ID}, f.Meta.Moved...) {
			if old, ok := c.before.Lookup(id); ok && old.Kind == fragment.Prompt && !used[id] {
				p.before = old
				used[id] = true
				break
			}
		}
		out = append(out, p)
	}
	for _, f := range c.before.Prompts() {
		if !used[f.ID] {
			out = append(out, pair{before: f})
		}
	}
	return out
}

// maxDepth bounds the includes that are followed; deeper ones are compared by
// their digests.
const maxDepth = 64

// untouched reports whether two files and everything that they include are the
// same bytes, which proves that nothing changed without composing anything.
func (c *comparison) untouched(a, b *fragment.Fragment, depth int) bool {
	key := a.ID + "\x00" + b.ID
	if same, ok := c.same[key]; ok {
		return same
	}
	// One value in both workspaces is one file; what it includes may differ.
	same := depth < maxDepth && (a == b || sameFile(a, b))
	if same {
		c.same[key] = false // a circle is not proven by itself
		for _, inc := range a.Includes {
			x, okX := c.before.Lookup(inc.Name)
			y, okY := c.after.Lookup(inc.Name)
			if okX != okY || okX && !c.untouched(x, y, depth+1) {
				same = false
				break
			}
		}
	}
	c.same[key] = same
	return same
}

// sameFile reports whether two files say the same, with what they refer to.
func sameFile(a, b *fragment.Fragment) bool {
	return a.File.Text == b.File.Text && a.ID == b.ID && string(a.Meta.Output.Schema) == string(b.Meta.Output.Schema) &&
		slices.EqualFunc(a.Meta.Tools, b.Meta.Tools, func(x, y fragment.Tool) bool { return string(x.Parameters) == string(y.Parameters) })
}

// prompt compares one pair.
func (c *comparison) prompt(p pair) Prompt {
	out := Prompt{ID: p.id(), Labels: c.o.Labels[p.id()], Suite: c.o.Suites[p.id()]}
	if p.before != nil {
		out.Before, _ = compose.Resolve(c.before, p.before)
		out.Path = p.before.File.Path
	}
	if p.after != nil {
		out.After, _ = compose.Resolve(c.after, p.after)
		out.Path = p.after.File.Path
	}
	judge(&out, c.o)
	return out
}

// Templates compares two states of a prompt, or of a fragment as if it were
// one.
func Templates(before, after *compose.Template, o Options) Prompt {
	p := Prompt{ID: after.Prompt.ID, Path: after.Prompt.File.Path, Before: before, After: after}
	judge(&p, o)
	return p
}

// judge fills in what changed from Before to After.
func judge(p *Prompt, o Options) {
	j := judgement{p: p, o: o}
	switch {
	case p.Before == nil:
		j.add(Event{Layer: Interface, Kind: "added", Code: "PROMPT_ADDED", New: p.ID, Span: p.After.Prompt.File.Span(0, 0)})
	case p.After == nil:
		j.add(Event{Layer: Interface, Kind: "removed", Code: "PROMPT_DELETED", Old: p.ID, Span: p.Before.Prompt.File.Span(0, 0)})
	default:
		if p.Before.Prompt.ID != p.After.Prompt.ID {
			p.Was = p.Before.Prompt.ID
			j.add(Event{Layer: Interface, Kind: "renamed", Code: "PROMPT_RENAMED", Old: p.Was, New: p.ID, Span: p.After.Prompt.Key("moved")})
		}
		if p.Before.Digest() == p.After.Digest() {
			break
		}
		j.compare()
	}
	p.Numbers = numbersOf(p, o)
	codes := map[string]bool{}
	for _, e := range p.Events {
		codes[e.Code] = true
		p.Class = max(p.Class, e.Class)
	}
	p.Codes = slices.Sorted(maps.Keys(codes))
	slices.SortStableFunc(p.Events, compareEvents)
}

// compareEvents puts flips and weakened safety rules on top, then the layers in
// order, then by gravity.
func compareEvents(a, b Event) int {
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(b.Class, a.Class))
}

func rank(e Event) int {
	switch {
	case e.Safety && e.Class == Breaking:
		return 0
	case e.Kind == "negated":
		return 1
	case e.Layer == Interface:
		return 2
	case e.Layer == Composition:
		return 3
	}
	return 4
}

// A judgement gathers the events of one prompt.
type judgement struct {
	p *Prompt
	o Options
}

func (j *judgement) add(e Event) {
	e.Class = classOf(e.Code)
	if c, ok := j.o.Levels[e.Code]; ok {
		e.Class = c
	}
	j.p.Events = append(j.p.Events, e)
}

func (j *judgement) compare() {
	j.variables()
	j.output()
	j.tools()
	j.model()
	a, b := flatten(j.p.Before), flatten(j.p.After)
	j.roles(a, b)
	moved := j.includes()
	j.rules(a, b, moved)
	j.p.Texts = textsOf(a, b)
	j.rest(a, b)
}

// rest makes sure that a digest that moved has an event which says so: what no
// other found is text that is the same words, or is not.
func (j *judgement) rest(a, b []flat) {
	for _, e := range j.p.Events {
		if e.Class > NoOp {
			return
		}
	}
	code := "TEXT_CHANGED"
	if wordsOf(a) == wordsOf(b) {
		code = "TEXT_COSMETIC"
	}
	j.add(Event{Layer: Instruction, Kind: "reworded", Code: code, New: "the composed text", Span: j.p.After.Prompt.File.Span(0, 0)})
}

// touched lists the fragments whose files changed with the prompts that changed
// with them.
func (c *comparison) touched(r *Report) []Touched {
	changed := map[string]bool{}
	for _, p := range r.Prompts {
		changed[p.ID] = true
	}
	var out []Touched
	for _, f := range c.after.All {
		old, ok := c.before.Lookup(f.ID)
		if f.Kind == fragment.Prompt || ok && (old == f || old.File.Text == f.File.Text) {
			continue
		}
		t := Touched{ID: f.ID, Path: f.File.Path}
		for _, p := range c.after.Reach(f) {
			if changed[p.ID] && p.ID != f.ID {
				t.Prompts = append(t.Prompts, p.ID)
			}
		}
		if len(t.Prompts) > 0 {
			out = append(out, t)
		}
	}
	return out
}
