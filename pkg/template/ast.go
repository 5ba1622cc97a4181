package template

import "github.com/quoin-dev/quoin/pkg/source"

// A Tree is the parsed body of one file.
type Tree struct {
	File       *source.File
	Start, End int // the body's bytes in File
	Nodes      []Node
}

// Span returns the place of n in the tree's file.
func (t *Tree) Span(n interface{ Bytes() (start, end int) }) source.Span {
	start, end := n.Bytes()
	return t.File.Span(start, end)
}

// Pos is the byte range of a node in its file, tags and all.
type Pos struct{ Start, End int }

// Bytes returns the range.
func (p Pos) Bytes() (start, end int) { return p.Start, p.End }

// A Node is one of *Text, *Anchor, *Comment, *Output, *Role, *History, *Media,
// *Section, *Block and *Partial.
type Node interface {
	Bytes() (start, end int)
	node()
}

// An Expr is one of *Path, *Literal and *Call.
type Expr interface {
	Bytes() (start, end int)
	expr()
}

type (
	// Text is literal text: exactly the bytes of its range, because white
	// space control and escapes shorten or split ranges and never rewrite
	// them. Carriage returns before a newline are still in it.
	Text struct{ Pos }

	// An Anchor is `{#name}` at the end of a line, with the blanks before it.
	// It names the instruction on its line and is not part of the text.
	Anchor struct {
		Pos
		Name string
	}

	// A Comment is `{{! … }}` or `{{!-- … --}}`.
	Comment struct {
		Pos
		Inner Pos // the text between the marks
	}

	// An Output is `{{expr}}`: the value is written as it is, unescaped.
	Output struct {
		Pos
		Expr Expr
	}

	// A Role is `{{role "system"}}`: a new message starts behind it.
	Role struct {
		Pos
		Name string
		Arg  Pos
	}

	// A History is `{{history}}`: earlier turns are put here.
	History struct{ Pos }

	// A Media is `{{media url=… contentType=…}}`. ContentType may be nil.
	Media struct {
		Pos
		URL, ContentType Expr
	}

	// A Section is `{{section "name"}}`: a named place that a runtime fills.
	Section struct {
		Pos
		Name string
		Arg  Pos
	}

	// A Block is `{{#kind args}} Body {{else}} Else {{/kind}}`. An
	// `{{else if …}}` chain is an Else that holds one Block with Chained set.
	Block struct {
		Pos
		Kind      BlockKind
		Args      []Expr   // If, Unless, Each, With: 1; IfEquals, UnlessEquals: 2
		Params    []string // names given by `as |item index|`
		Body      []Node
		Else      []Node
		HasElse   bool
		Chained   bool
		Open      Pos // the opening tag
		Close     Pos // the closing tag, empty if it is missing
		ElseStart Pos // the else tag, empty if there is none
	}

	// A Partial is `{{> name context key=value}}`, the include of a fragment.
	Partial struct {
		Pos
		Name       string
		NamePos    Pos
		Context    Expr // nil for the includer's own context
		Args       []Arg
		Standalone bool   // alone on its line: the line's blanks and newline are not in the text around it
		Indent     string // the blanks before a standalone partial
	}
)

// An Arg is `key=value`.
type Arg struct {
	Pos
	Name  string
	Value Expr
}

// BlockKind says what a block does.
type BlockKind int

// The kinds of blocks. InvertedSection is `{{^x}}`; a Section block is
// `{{#x}}` for a variable x: a loop over a list, a `with` otherwise.
const (
	If BlockKind = iota
	Unless
	Each
	With
	IfEquals
	UnlessEquals
	SectionBlock
	InvertedSection
)

type (
	// A Path is a variable reference: `user.name`, `../x`, `this`, `@index`.
	Path struct {
		Pos
		Up    int      // how many `../`
		Data  bool     // begins with @: Parts[0] is "index", "root", "state", …
		This  bool     // begins with this or `.`
		Parts []string // names and list positions, without this
	}

	// A Literal is a string, float64, bool, nil (null) or Undefined.
	Literal struct {
		Pos
		Value any
	}

	// A Call is a helper with arguments: `json x indent=2`, `lookup map key`;
	// as a sub-expression it stands in parentheses.
	Call struct {
		Pos
		Name    string
		NamePos Pos
		Args    []Expr
		Hash    []Arg
	}
)

// Undefined is the value of the literal `undefined`.
type Undefined struct{}

func (*Text) node()    {}
func (*Anchor) node()  {}
func (*Comment) node() {}
func (*Output) node()  {}
func (*Role) node()    {}
func (*History) node() {}
func (*Media) node()   {}
func (*Section) node() {}
func (*Block) node()   {}
func (*Partial) node() {}

func (*Path) expr()    {}
func (*Literal) expr() {}
func (*Call) expr()    {}
