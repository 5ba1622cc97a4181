// Package compose turns a prompt and its fragments into the messages that a
// model receives, and remembers where every byte of them came from.
//
// It works in two steps. [Resolve] expands the fragments of a prompt into a
// [Template]: text, values and conditions over the prompt's own variables and
// nothing else. Identity (the digest), the interface and the variants are
// read off the template. [Template.Render] then makes a [Composition] of it:
// with the values of a real call, or with placeholders for one variant.
//
// The rule that it keeps: the segments of a message, put together, are its
// text, and a literal segment is the very bytes of the file that it names. So
// whatever is found in composed text has a place in a file.
package compose

import (
	"strings"

	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/source"
)

// Roles of messages. The assistant's role is written "model" in dotprompt;
// either is read, and kept as it was written.
const (
	System    = "system"
	User      = "user"
	Model     = "model"
	Assistant = "assistant"
)

// A Composition is a prompt made into messages.
type Composition struct {
	Template *Template
	Messages []Message
	Dropped  []*Include // optional fragments that were left out to fit, in the order of dropping
	Variant  Variant    // the choices that were made for values not given
}

// A Message is one turn of a composition.
type Message struct {
	Role     string
	Text     string // all text of the message
	Segments []Segment
	Parts    []Part   // Text cut at media and sections, in order; one part for plain text
	Anchors  []Anchor // by offset
	History  bool     // an earlier turn that the caller gave
}

// A Part is a stretch of text, a medium or a named place in a message.
type Part struct {
	Start, End  int    // the text's bytes in Message.Text, equal for the other kinds
	URL         string // of a medium
	ContentType string // of a medium, may be empty
	Section     string // the name of a place that a runtime fills
}

// IsText reports whether p is a stretch of text.
func (p Part) IsText() bool { return p.URL == "" && p.Section == "" }

// An Anchor names the instruction that ends at Offset of a message.
type Anchor struct {
	Offset int
	Name   string
	Span   source.Span
}

// SegmentKind says what put a segment into the text.
type SegmentKind int

// The kinds of segments.
const (
	Literal SegmentKind = iota // bytes of a file
	Filled                     // the value of a variable, or a placeholder for it
	Made                       // white space that an include needs
)

// A Segment is a run of a message's text that came from one place.
type Segment struct {
	Start, End int // bytes of Message.Text
	Kind       SegmentKind
	Span       source.Span // Literal: the same bytes; else the tag that made it
	Fragment   *fragment.Fragment
	Include    *Include // nil for the prompt's own text
	Guard      Guard
	Expr       Expr // of a Filled segment
}

// A Guard is what must hold for a segment to appear, outermost first.
type Guard []Condition

// String writes the guard for a person: `tier = "enterprise", not beta`.
func (g Guard) String() string {
	parts := make([]string, len(g))
	for i, c := range g {
		parts[i] = c.String()
	}
	return strings.Join(parts, ", ")
}

// Origin returns the place in a file of the byte range [start, end) of the
// message's text. A range over several segments is the hull of those in the
// file of the first; a range within a value is the tag that wrote it.
func (m *Message) Origin(start, end int) source.Span {
	var span source.Span
	for i := m.segmentAt(start); i < len(m.Segments); i++ {
		s := m.Segments[i]
		if s.Start >= end && !span.IsZero() {
			break
		}
		at := s.Span
		if s.Kind == Literal {
			at.Start += max(0, start-s.Start)
			at.End = s.Span.Start + min(max(end, start), s.End) - s.Start
		}
		switch {
		case span.IsZero():
			span = at
		case at.File != span.File || at.End < span.End:
			return span
		default:
			span.End = at.End
		}
	}
	return span
}

// At returns the segment that holds a byte of the message's text. The message
// must have text.
func (m *Message) At(offset int) *Segment { return &m.Segments[m.segmentAt(offset)] }

func (m *Message) segmentAt(offset int) int {
	lo, hi := 0, len(m.Segments)
	for lo < hi-1 {
		if mid := (lo + hi) / 2; m.Segments[mid].Start <= offset {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}
