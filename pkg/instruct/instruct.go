// Package instruct reads the instructions of a prompt: which sentences tell the
// model what to do, under which condition, and what each one demands, typed.
//
// It keeps three rules. Data is not an instruction: fenced code, quotations,
// few-shot examples and example dialogues demand nothing. Every instruction
// and constraint has an exact byte span in the composed text. What words mean
// is data: the lexicons under lexicon/ hold units, formats, elements, stances
// and exclusive choices, one dimension a table, each entry with an example; the
// code knows only grammar.
package instruct

import (
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/source"
)

// A Message is one composed message of a conversation.
type Message struct {
	Role string // "system", "user" or "assistant"; empty reads as system
	Text string

	// Origin maps a byte range of Text to the file it came from. Nil means that
	// nobody asks for places.
	Origin func(start, end int) source.Span
}

// File returns the document of a plain file: one message, each byte its own origin.
func File(f *source.File) Document {
	return Document{Messages: []Message{{Text: f.Text, Origin: f.Span}}}
}

// A Document is what Extract reads: the messages of one composition, and what
// the team has added to the lexicon.
type Document struct {
	Messages []Message

	// Exclusive lists sets of words of which a prompt may demand only one.
	Exclusive [][]string
	// Synonyms maps a word to the one that it is read as.
	Synonyms map[string]string
}

// A Polarity says whether a constraint demands, bans or merely permits.
type Polarity int

// The polarities.
const (
	Require Polarity = iota
	Forbid
	Allow
)

func (p Polarity) String() string { return [...]string{"require", "forbid", "allow"}[p] }

// MarshalText implements [encoding.TextMarshaler].
func (p Polarity) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// A Strength says how binding an instruction is.
type Strength int

// The strengths, from weakest to most binding.
const (
	Preference Strength = iota
	Should
	Must
)

func (s Strength) String() string { return [...]string{"preference", "should", "must"}[s] }

// MarshalText implements [encoding.TextMarshaler].
func (s Strength) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// A ConditionKind says how a condition bears on its instruction.
type ConditionKind int

// The kinds of condition.
const (
	If     ConditionKind = iota // holds only in this case: if, when, for, in
	Unless                      // holds but in this case: unless, except
)

func (k ConditionKind) String() string { return [...]string{"if", "unless"}[k] }

// MarshalText implements [encoding.TextMarshaler].
func (k ConditionKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// A Condition is the case in which an instruction holds, as a bag of stems.
type Condition struct {
	Kind    ConditionKind `json:"kind"`
	Text    string        `json:"text"`
	Words   []string      `json:"words"`             // content stems, sorted
	Negated bool          `json:"negated,omitempty"` // "if there is no template"
	Purpose bool          `json:"purpose,omitempty"` // "for comparisons": what it is for, not when
}

// A Constraint is one typed demand.
type Constraint struct {
	Rule      string      `json:"rule"`              // the family of conflict it can enter: "conflict/range"
	Dimension string      `json:"dimension"`         // what is constrained: "words", "output-format", "emoji"
	Subject   string      `json:"subject,omitempty"` // whose: "title", "code comment"; empty is the answer itself
	Value     string      `json:"value,omitempty"`   // the value demanded, for a dimension of values
	Range     *Range      `json:"range,omitempty"`   // the interval demanded, for a dimension of numbers
	Action    *Action     `json:"action,omitempty"`  // the act demanded, for the general case
	Polarity  Polarity    `json:"polarity"`
	Strength  Strength    `json:"strength"`
	Default   bool        `json:"default,omitempty"` // "by default": yields to anything more specific
	Absolute  bool        `json:"absolute,omitempty"`
	Implied   bool        `json:"implied,omitempty"` // follows from another constraint of the instruction
	Scope     []Condition `json:"scope,omitempty"`
	Sequence  *Sequence   `json:"sequence,omitempty"` // the order demanded
	Apart     []string    `json:"apart,omitempty"`    // narrows what is banned: "generic" headings
	About     []string    `json:"about,omitempty"`    // what an act is upon, where that matters
	Beside    []string    `json:"-"`                  // what else its clause speaks of: the more, the narrower it may be
	Start     int         `json:"start"`              // the words that say it, in the message
	End       int         `json:"end"`

	excludes []string
}

// Excludes reports whether c's value rules out the value other of the same
// dimension when both are required.
func (c *Constraint) Excludes(other *Constraint) bool {
	if c.Value == other.Value {
		return false
	}
	if c.excludes == nil {
		return true
	}
	return slices.Contains(c.excludes, other.Value)
}

// A Range is a closed interval of numbers. Hi is +Inf where it is open.
type Range struct {
	Lo, Hi float64
	Unit   string // canonical: "word"
}

// A Sequence is a demand that one thing comes before another.
type Sequence struct {
	First []string `json:"first"`
	Then  []string `json:"then"`
}

// An Action is the general case: an act upon an object.
type Action struct {
	Verb   string   `json:"verb"`            // its class where it has one, else its stem
	Root   string   `json:"root"`            // the stem of the verb
	Also   []string `json:"also,omitempty"`  // further verbs with the same object
	Object []string `json:"object"`          // content stems of what it acts on, in order
	Exact  bool     `json:"exact,omitempty"` // bans nothing but this very object
	Head   string   `json:"head"`            // the head of the direct object
	Said   string   `json:"-"`               // the verb and its object as written, for a person
	Rest   []string `json:"rest"`            // every content stem of the clause, sorted
}

// Vague is the rule of phrases that demand nothing checkable. They are kept as
// constraints, to be told from those that can clash.
const Vague = "clarity/vague-instruction"

// An Instruction is one directive sentence or list item.
type Instruction struct {
	Index       int          `json:"index"`   // in reading order
	Message     int          `json:"message"` // which message
	Role        string       `json:"role,omitempty"`
	Text        string       `json:"text"`
	Start       int          `json:"start"` // byte range in the message
	End         int          `json:"end"`
	Source      source.Span  `json:"-"`
	Anchor      string       `json:"anchor,omitempty"`   // {#name} at its end
	Headings    []string     `json:"headings,omitempty"` // outermost first
	Lead        string       `json:"lead,omitempty"`     // the text that introduces the list it stands in
	Inverted    bool         `json:"inverted,omitempty"` // stands under "Do NOT"
	Constraints []Constraint `json:"constraints,omitempty"`
	Precedence  []Precedence `json:"precedence,omitempty"`
	Fields      []string     `json:"fields,omitempty"` // keys that it names: "the `total` field"

	words []string // all stems, for likeness
}

// A Precedence is a statement about which of two things wins.
type Precedence struct {
	Winner []string `json:"winner"` // content stems
	Loser  []string `json:"loser"`
	// General says that it settles any disagreement with the loser or, where
	// there is none, names no loser at all.
	General bool `json:"general,omitempty"`
}

// Words returns the content stems of the instruction, sorted and unique.
func (in *Instruction) Words() []string { return in.words }

// Normal returns the text of the instruction with case, markup and spacing
// taken out: what identifies it when it moves.
func (in *Instruction) Normal() string {
	return strings.Join(strings.Fields(strings.ToLower(strings.Map(func(r rune) rune {
		switch r {
		case '*', '_', '`', '#', '-':
			return ' '
		}
		return r
	}, in.Text))), " ")
}
