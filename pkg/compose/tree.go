package compose

import (
	"sync"

	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/source"
)

// A Template is a prompt with its fragments expanded.
type Template struct {
	Prompt    *fragment.Fragment
	Nodes     []Node
	Interface Interface
	Includes  []*Include // every include that was expanded, in order of place

	variants func() variants
	preview  func() *Composition
}

// Preview returns the first variant with placeholders for all values, made once
// for everyone who asks. It is shared and must not be changed.
func (t *Template) Preview() *Composition { return t.preview() }

// Fragments returns the distinct fragments that the prompt reaches, in the
// order in which they first appear.
func (t *Template) Fragments() []*fragment.Fragment {
	var all []*fragment.Fragment
	seen := map[*fragment.Fragment]bool{}
	for _, inc := range t.Includes {
		if !seen[inc.Fragment] {
			seen[inc.Fragment] = true
			all = append(all, inc.Fragment)
		}
	}
	return all
}

// An Include is one place where a fragment was expanded.
type Include struct {
	Fragment *fragment.Fragment
	Parent   *Include // nil where the prompt includes
	Span     source.Span
	Use      fragment.Use
	Depth    int // 1 where the prompt includes
}

// Via returns the ids from the prompt's include down to i's own fragment.
func (i *Include) Via() []string {
	var ids []string
	for at := i; at != nil; at = at.Parent {
		ids = append([]string{at.Fragment.ID}, ids...)
	}
	return ids
}

// A Node is one of *Text, *Value, *Cond, *Loop, *Insert, *Role, *History,
// *Media, *Section and *Mark. Every node knows the file that it came from.
type Node interface{ at() place }

// place is where a node came from.
type place struct {
	Span source.Span
	In   *Include // nil: the prompt itself
}

func (p place) at() place { return p }

type (
	// Text is literal text. Made text stands for nothing in a file: its span
	// is the include tag that needs it.
	Text struct {
		place
		Text string
		Made bool
	}

	// A Value writes an expression. Lines after the first get Indent.
	Value struct {
		place
		Expr   Expr
		Indent string
	}

	// A Cond is a choice. Then or Else may be empty.
	Cond struct {
		place
		Test       Test
		Then, Else []Node
		Open       source.Span // the opening tag
	}

	// A Loop repeats Body for each item of Over. With is a `with` block, which
	// visits Over itself; Either is `{{#x}}`, which does what x asks for.
	Loop struct {
		place
		Over         Expr
		With, Either bool
		Outer        Expr // what `this` means around the loop, nil for the inputs
		Body, Else   []Node
		Open         source.Span
	}

	// An Insert is an expanded include.
	Insert struct {
		place
		Include *Include
		Body    []Node
	}

	// A Role starts a message.
	Role struct {
		place
		Name string
	}

	// A History is the place of earlier turns.
	History struct{ place }

	// A Media is an image or another medium. ContentType may be nil.
	Media struct {
		place
		URL, ContentType Expr
	}

	// A Section is a named place that a runtime fills.
	Section struct {
		place
		Name string
	}

	// A Mark is the anchor of the instruction before it.
	Mark struct {
		place
		Name string
	}
)

// A Test is what a condition asks: whether X is true or, with Equal, whether
// X is the same as Y. Not turns the answer round.
type Test struct {
	X, Y  Expr
	Equal bool
	Not   bool
}

// An Interface is what a caller must and may give, after the requirements of
// all fragments have bubbled up.
type Interface struct {
	Vars []Var // the prompt's own in their order, then those that bubbled up, by name
}

// A Var is a variable of an interface. From is the fragment that asks for it,
// nil where the prompt declares it; Inferred marks one that no file declares.
type Var struct {
	fragment.Var
	From     *fragment.Fragment
	Inferred bool
}

// Lookup returns the variable with the given name.
func (i *Interface) Lookup(name string) (*Var, bool) {
	for at := range i.Vars {
		if i.Vars[at].Name == name {
			return &i.Vars[at], true
		}
	}
	return nil, false
}

// Names returns the names of the variables, in order.
func (i *Interface) Names() []string {
	names := make([]string, len(i.Vars))
	for at, v := range i.Vars {
		names[at] = v.Name
	}
	return names
}

// newTemplate prepares the answer to the question for variants, which many
// commands never ask and some ask often.
func newTemplate(prompt *fragment.Fragment) *Template {
	t := &Template{Prompt: prompt}
	t.variants = sync.OnceValue(t.enumerate)
	t.preview = sync.OnceValue(func() *Composition {
		all, _ := t.Variants()
		c, _ := t.Render(nil, RenderOptions{Placeholders: true, Variant: all[0]})
		return c
	})
	return t
}
