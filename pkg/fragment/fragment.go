// Package fragment reads one prompt or fragment file: its front matter, its
// body and the interface that it declares.
//
// Front matter is read into typed fields. What it says wrongly is a diagnostic
// at the key or value in question, and never stops the rest from being read.
package fragment

import (
	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/template"
)

// Kind says whether a file is composed or composes.
type Kind int

// The kinds. A file without `kind` is a [Piece], unless it is a .prompt file
// whose name does not begin with an underscore.
const (
	Piece  Kind = iota // a fragment: reusable text with its own interface
	Prompt             // composes fragments into messages
)

// Format says how a file was written.
type Format int

// The formats.
const (
	Plain     Format = iota // no front matter: all of it is body
	TOML                    // front matter between +++ lines
	Dotprompt               // a .prompt file: YAML between --- lines, dotprompt's white space
	Prose                   // plain text that is no template: `{{` means nothing in it
)

// A Fragment is one file, read. Body is never nil.
type Fragment struct {
	ID     string // "tone/concise": the path below the prompts folder, without `fragments/` and extension
	Kind   Kind
	Format Format
	File   *source.File
	Meta   Meta
	Body   *template.Tree

	// FrontMatter is the range between the fences, empty without any.
	FrontMatter template.Pos

	// Keys gives the place of each front matter key by its dotted name, such
	// as `vars.ticket.type` and `use."safety/no-pii".pin`.
	Keys config.Keys

	// Includes lists every partial of the body, in order of place.
	Includes []*template.Partial
}

// Key returns the place of a dotted front matter key, else of its nearest
// parent, else of the first line.
func (f *Fragment) Key(dotted string) source.Span {
	if span := f.Keys.Find(dotted); !span.IsZero() {
		return span
	}
	line, _ := f.File.Line(1)
	return f.File.Span(0, len(line))
}

// DeclaresVars reports whether the file states an interface. One that has no
// front matter, or is a .prompt file without an input schema, has the
// variables that it uses.
func (f *Fragment) DeclaresVars() bool { return f.Meta.HasVars || f.Format == TOML }

// Meta is the front matter.
type Meta struct {
	Version string
	Summary string
	Tags    []string
	Model   string   // "openai/gpt-5-mini"
	Also    []string // further models that a report covers
	Feature string
	Owner   string
	Moved   []string // earlier ids of this file

	Config      map[string]any // temperature, max_output_tokens, …
	Vars        []Var          // by order in the file
	HasVars     bool           // [vars] or an input schema is there, even if empty
	Request     Request
	Traffic     Traffic
	Budget      Budget
	Use         map[string]Use // by fragment id
	Output      Output
	Tools       []Tool
	Precedence  []Precedence
	Constraints []Constraint

	// What only dotprompt's front matter has.
	InputSchema Schema                    // input.schema as JSON Schema
	Defaults    map[string]any            // input.default
	Raw         map[string]any            // all of it
	Ext         map[string]map[string]any // keys with a dot, by what stands before the last one
}

// A Var is one variable of the interface.
type Var struct {
	Name        string
	Type        Type
	Description string
	Required    bool
	Enum        []any
	Default     any // nil for none
	Stable      bool
	Untrusted   bool
	Tokens      int // typical size in a real call, 0 for unknown
	Sample      any // nil for none; a text that began with @ is the file's content
	SampleFile  string
	Items       *Var  // what a list holds, nil for anything
	Fields      []Var // what an object holds
	Open        bool  // an object that may hold other fields as well
	Span        source.Span
}

// Type is the type of a variable.
type Type string

// The types. Text is a string that may have several lines.
const (
	Any     Type = "any"
	String  Type = "string"
	Text    Type = "text"
	Integer Type = "integer"
	Number  Type = "number"
	Boolean Type = "boolean"
	List    Type = "list"
	Object  Type = "object"
	Null    Type = "null"
)

// Request is what a real call carries besides this text, in tokens.
type Request struct {
	History   int
	Retrieval int
}

// Traffic is how a prompt is used. CachedShare is from 0 to 1.
type Traffic struct {
	CallsPerMonth int
	OutputTokens  int
	CachedShare   float64
}

// Budget holds limits; zero means none. Dollar amounts stay decimal text
// ("0.004") until they are priced. MaxGrowth is a percentage ("10%").
type Budget struct {
	Max             int // tokens of a fragment
	MaxInput        int
	MaxGrowth       string
	MaxUSDPerCall   string
	MaxUSDPerMonth  string
	MinStablePrefix int
	MaxContextShare float64
}

// Use says how one fragment is included.
type Use struct {
	Pin      string // semantic version range
	Optional bool   // may be dropped to fit
	Priority int    // the lowest is dropped first
}

// Output is what a prompt's answer must look like. Schema is JSON Schema, as
// bytes of JSON; SchemaFile is where it came from, empty for an inline one.
type Output struct {
	Format     string // "text", "json" or "" for unsaid
	SchemaFile string
	Schema     []byte
}

// A Tool is a function that the model may call. Parameters is JSON Schema, as
// bytes of JSON; ParametersFile is where it came from, empty for an inline one.
type Tool struct {
	Name           string
	Description    string
	Parameters     []byte
	ParametersFile string
	Span           source.Span
}

// A Precedence says which anchored instruction wins over which.
type Precedence struct {
	Winner string   // "#no-pii"
	Over   []string // anchors; empty for everything
	Span   source.Span
}

// A Constraint is a demand on the answer, stated as data.
type Constraint struct {
	Dimension string // "length.words", "format", "language", …
	Min, Max  float64
	HasMin    bool
	HasMax    bool
	Value     string
	Span      source.Span
}

// Var returns the declared variable of a name, nil for none.
func (f *Fragment) Var(name string) *Var {
	for i := range f.Meta.Vars {
		if f.Meta.Vars[i].Name == name {
			return &f.Meta.Vars[i]
		}
	}
	return nil
}
