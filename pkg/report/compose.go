package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/source"
)

// Messages writes the messages of a composition under their roles.
func Messages(w io.Writer, c *compose.Composition, st Style) error {
	b := bufio.NewWriter(w)
	p := paletteFor(st)
	for i, m := range c.Messages {
		if i > 0 {
			fmt.Fprintln(b)
		}
		fmt.Fprintf(b, "%s\n", p.title("["+m.Role+"]"))
		fmt.Fprint(b, m.Text)
		if !strings.HasSuffix(m.Text, "\n") {
			fmt.Fprintln(b)
		}
	}
	return b.Flush()
}

// VariantHead writes the line above one of several variants.
func VariantHead(w io.Writer, c *compose.Composition, number, of int, st Style) error {
	p := paletteFor(st)
	_, err := fmt.Fprintf(w, "%s\n", p.secondary(fmt.Sprintf("== variant %d of %d: %s", number, of, clean(c.Variant.String()))))
	return err
}

// Explain writes the messages with the place that each line came from, the
// condition under which it is there, and what was left out to fit.
func Explain(w io.Writer, c *compose.Composition, st Style) error {
	b := bufio.NewWriter(w)
	p := paletteFor(st)
	for i, m := range c.Messages {
		if i > 0 {
			fmt.Fprintln(b)
		}
		fmt.Fprintf(b, "%s\n", p.title("["+m.Role+"]"))
		lines := explainLines(&m)
		widest := 0
		for _, l := range lines {
			widest = max(widest, len(l.place))
		}
		for _, l := range lines {
			guard := ""
			if l.guard != "" {
				guard = "  " + p.info("[if "+clean(l.guard)+"]")
			}
			row := fmt.Sprintf("%s %s%s", p.gutter(fmt.Sprintf("%-*s │", widest, l.place)), clean(l.text), guard)
			fmt.Fprintln(b, strings.TrimRight(row, " "))
		}
	}
	for i, inc := range c.Dropped {
		if i == 0 {
			fmt.Fprintf(b, "\n%s\n", p.title("Left out to fit"))
		}
		at := inc.Span.File.Position(inc.Span.Start)
		fmt.Fprintf(b, "%s, priority %d %s\n", inc.Fragment.ID, inc.Use.Priority,
			p.dim(fmt.Sprintf("(included at %s:%d)", inc.Span.File.Path, at.Line)))
	}
	return b.Flush()
}

// An explainedLine is a line of composed text with what is known of it.
type explainedLine struct{ place, text, guard string }

func explainLines(m *compose.Message) []explainedLine {
	var lines []explainedLine
	at := 0
	for line := range strings.Lines(m.Text) {
		l := explainedLine{text: strings.TrimRight(line, "\r\n")}
		if s := speaker(m, at, at+len(l.text)); s != nil {
			span := s.Span
			if s.Kind == compose.Literal {
				span.Start += max(0, at-s.Start)
			}
			l.place, l.guard = placeName(span), s.Guard.String()
		}
		lines = append(lines, l)
		at += len(line)
	}
	return lines
}

// speaker returns the segment that a line owes most to: the first with text
// of a file in it, else the first.
func speaker(m *compose.Message, start, end int) *compose.Segment {
	var first *compose.Segment
	for i := range m.Segments {
		s := &m.Segments[i]
		if s.End <= start && s.End != s.Start || s.Start > end {
			continue
		}
		if first == nil {
			first = s
		}
		from, to := max(s.Start, start), min(s.End, end)
		if s.Kind == compose.Literal && from < to && strings.TrimSpace(m.Text[from:to]) != "" {
			return s
		}
	}
	return first
}

func placeName(s source.Span) string {
	return fmt.Sprintf("%s:%d", s.File.Path, s.File.Position(s.Start).Line)
}

type (
	jsonComposition struct {
		Version  int           `json:"version,omitempty"`
		Prompt   string        `json:"prompt"`
		Digest   string        `json:"digest"`
		Variant  string        `json:"variant"`
		Messages []jsonMessage `json:"messages"`
		Dropped  []jsonDropped `json:"dropped"`
	}

	jsonMessage struct {
		Role     string        `json:"role"`
		Text     string        `json:"text"`
		Segments []jsonSegment `json:"segments"`
	}

	// jsonSegment is the bytes [start, end) of the text of its message.
	jsonSegment struct {
		Start    int       `json:"start"`
		End      int       `json:"end"`
		Kind     string    `json:"kind"`
		Fragment string    `json:"fragment"`
		Origin   jsonPlace `json:"origin"`
		Guard    []string  `json:"guard"`
		Value    string    `json:"value"`
	}

	jsonDropped struct {
		Fragment string `json:"fragment"`
		Priority int    `json:"priority"`
	}
)

// CompositionJSON writes a composition, with its source map, for programs.
func CompositionJSON(w io.Writer, c *compose.Composition) error {
	out := compositionOf(c)
	out.Version = jsonVersion
	return writeJSON(w, out)
}

// VariantsJSON writes several variants of a prompt for programs. Complete
// says that there are no others.
func VariantsJSON(w io.Writer, variants []*compose.Composition, complete bool) error {
	out := struct {
		Version  int               `json:"version"`
		Complete bool              `json:"complete"`
		Variants []jsonComposition `json:"variants"`
	}{jsonVersion, complete, make([]jsonComposition, len(variants))}
	for i, c := range variants {
		out.Variants[i] = compositionOf(c)
	}
	return writeJSON(w, out)
}

func compositionOf(c *compose.Composition) jsonComposition {
	out := jsonComposition{
		Prompt: c.Template.Prompt.ID, Digest: c.Template.Digest().String(), Variant: c.Variant.String(),
		Messages: make([]jsonMessage, len(c.Messages)), Dropped: []jsonDropped{},
	}
	for i, m := range c.Messages {
		out.Messages[i] = jsonMessage{m.Role, m.Text, make([]jsonSegment, len(m.Segments))}
		for j, s := range m.Segments {
			out.Messages[i].Segments[j] = segmentOf(s)
		}
	}
	for _, inc := range c.Dropped {
		out.Dropped = append(out.Dropped, jsonDropped{inc.Fragment.ID, inc.Use.Priority})
	}
	return out
}

func segmentOf(s compose.Segment) jsonSegment {
	out := jsonSegment{Start: s.Start, End: s.End, Kind: "literal", Origin: placeOf(s.Span), Guard: []string{}}
	if s.Fragment != nil {
		out.Fragment = s.Fragment.ID
	}
	switch s.Kind {
	case compose.Literal:
	case compose.Filled:
		out.Kind = "value"
		if s.Expr != nil {
			out.Value = s.Expr.String()
		}
	case compose.Made:
		out.Kind = "space"
	}
	for _, c := range s.Guard {
		out.Guard = append(out.Guard, c.String())
	}
	return out
}
