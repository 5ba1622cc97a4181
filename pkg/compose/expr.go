package compose

import (
	"strconv"
	"strings"

	"github.com/quoin-dev/quoin/pkg/template"
)

// An Expr is a value in terms of the prompt's own variables: one of Ref,
// Context, Item, Const, Member, Whole, Default, JSON and Lookup. Two
// expressions with the same String are the same value.
type Expr interface {
	String() string
	expr()
}

type (
	// A Ref is a variable of the prompt's interface.
	Ref struct{ Name string }

	// A Context is what a runtime knows besides variables: `@state`, `@auth`.
	Context struct{ Name string }

	// An Item is the element that a loop is at, or a fact about its turn:
	// Meta is "", "index", "key", "first" or "last".
	Item struct {
		Loop *Loop
		Meta string
	}

	// A Const is a literal.
	Const struct{ Value any }

	// A Member is a field of an object or a position of a list.
	Member struct {
		Of   Expr
		Name string
	}

	// Whole is `this` at the top of a file: everything the file sees. Base is
	// nil for the prompt's inputs; Fields were given by the include.
	Whole struct {
		Base   Expr
		Names  []string
		Fields []Expr
	}

	// Default is Of, or Value where Of is not given.
	Default struct {
		Of    Expr
		Value any
	}

	// JSON is a value written as JSON, Indent spaces a level, 0 for one line.
	JSON struct {
		Of     Expr
		Indent int
	}

	// Lookup is Of[Key].
	Lookup struct{ Of, Key Expr }
)

func (Ref) expr()     {}
func (Context) expr() {}
func (Item) expr()    {}
func (Const) expr()   {}
func (Member) expr()  {}
func (Whole) expr()   {}
func (Default) expr() {}
func (JSON) expr()    {}
func (Lookup) expr()  {}

func (e Ref) String() string     { return e.Name }
func (e Context) String() string { return "@" + e.Name }

func (e Item) String() string {
	item := e.Loop.Over.String() + "[]"
	if e.Loop.With {
		item = e.Loop.Over.String()
	}
	if e.Meta != "" {
		return item + "@" + e.Meta
	}
	return item
}

func (e Const) String() string {
	if _, ok := e.Value.(template.Undefined); ok {
		return "undefined"
	}
	b, err := marshal(e.Value)
	if err != nil {
		return "null"
	}
	return string(b)
}

func (e Member) String() string { return e.Of.String() + "." + e.Name }

func (e Whole) String() string {
	var b strings.Builder
	b.WriteString("this")
	if e.Base != nil {
		b.WriteString(" of " + e.Base.String())
	}
	for i, name := range e.Names {
		b.WriteString(" " + name + "=" + e.Fields[i].String())
	}
	return b.String()
}

func (e Default) String() string { return e.Of.String() + " or " + Const{e.Value}.String() }

func (e JSON) String() string {
	if e.Indent > 0 {
		return "json " + e.Of.String() + " indent=" + strconv.Itoa(e.Indent)
	}
	return "json " + e.Of.String()
}

func (e Lookup) String() string { return "lookup " + e.Of.String() + " " + e.Key.String() }

// Root returns the name of the variable that e reads, "" for none.
func Root(e Expr) string {
	switch e := e.(type) {
	case Ref:
		return e.Name
	case Item:
		return Root(e.Loop.Over)
	case Member:
		return Root(e.Of)
	case Default:
		return Root(e.Of)
	case JSON:
		return Root(e.Of)
	case Lookup:
		return Root(e.Of)
	}
	return ""
}
