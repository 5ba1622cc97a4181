package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/source"
)

// Text writes diagnostics for a person to read, each with the source that it
// is about:
//
//	error[compose/unknown-include]: no fragment is named `tone/concsie`
//	 --> prompts/ask.md:4:5
//	  |
//	4 | {{> tone/concsie}}
//	  |     ^^^^^^^^^^^^
//	  = help: did you mean `tone/concise`?
func Text(w io.Writer, l diag.List, st Style) error {
	b := bufio.NewWriter(w)
	secrets := secretsOf(l)
	p := paletteFor(st)
	for i, d := range l {
		if i > 0 {
			fmt.Fprintln(b)
		}
		t := textPrinter{w: b, p: p, width: st.width(), secrets: secrets, gutter: gutterOf(d)}
		t.diagnostic(d)
	}
	return b.Flush()
}

// A textPrinter writes one diagnostic.
type textPrinter struct {
	w       io.Writer
	p       palette
	width   int
	gutter  int // width of the widest line number
	secrets map[*source.File][]source.Span
}

// A mark is a span to show, with its words.
type mark struct {
	span    source.Span
	text    string
	primary bool
	paint   paint
}

func (t *textPrinter) diagnostic(d diag.Diagnostic) {
	fmt.Fprintf(t.w, "%s: %s\n", t.p.severity(d.Severity)(head(d)), t.p.title(clean(d.Message)))
	for i, s := range t.snippets(d) {
		t.snippet(s, i == 0)
	}
	for _, n := range d.Notes {
		t.remark("note", n)
	}
	if d.Help != "" {
		t.remark("help", d.Help)
	}
	for _, f := range d.Fixes {
		title := f.Title
		if !f.Safe {
			title += " (not done by --fix)"
		}
		t.remark("fix", title)
	}
}

func (t *textPrinter) remark(kind, text string) {
	fmt.Fprintf(t.w, "%*s %s %s\n", t.gutter, "", t.p.gutter("= "+kind+":"), clean(text))
}

// snippets groups the places of a diagnostic into excerpts: one a file, and
// one for each span of several lines, because frames do not nest readably.
func (t *textPrinter) snippets(d diag.Diagnostic) [][]mark {
	var groups [][]mark
	add := func(m mark) {
		if m.span.IsZero() {
			return
		}
		m.span = trimNewline(m.span)
		if !isMultiline(m.span) {
			for i, g := range groups {
				if g[0].span.File == m.span.File && !isMultiline(g[0].span) {
					groups[i] = append(g, m)
					return
				}
			}
		}
		groups = append(groups, []mark{m})
	}
	add(mark{d.Span, d.Label, true, t.p.severity(d.Severity)})
	for _, r := range d.Related {
		add(mark{r.Span, r.Text, false, t.p.secondary})
	}
	return groups
}

func (t *textPrinter) snippet(marks []mark, first bool) {
	arrow := ":::"
	if first {
		arrow = "-->"
	} else {
		t.row("", "")
	}
	f, at := marks[0].span.File, marks[0].span.File.Position(marks[0].span.Start)
	fmt.Fprintf(t.w, "%*s%s %s:%d:%d\n", t.gutter, "", t.p.gutter(arrow), clean(f.Path), at.Line, at.Column)
	t.row("", "")
	if isMultiline(marks[0].span) {
		t.multiline(marks[0])
		return
	}
	slices.SortStableFunc(marks, func(a, b mark) int {
		return f.Position(a.span.Start).Line - f.Position(b.span.Start).Line
	})
	last := 0
	for len(marks) > 0 {
		line := f.Position(marks[0].span.Start).Line
		n := 1
		for n < len(marks) && f.Position(marks[n].span.Start).Line == line {
			n++
		}
		switch {
		case last > 0 && line == last+2:
			t.source(f, last+1)
		case last > 0 && line > last+2:
			fmt.Fprintln(t.w, t.p.gutter("..."))
		}
		t.marked(f, line, marks[:n])
		marks, last = marks[n:], line
	}
}

// row writes one row of an excerpt; number is blank beside marks.
func (t *textPrinter) row(number, text string) {
	fmt.Fprintln(t.w, strings.TrimRight(t.p.gutter(fmt.Sprintf("%*s |", t.gutter, number))+" "+text, " "))
}

// room is how many columns the text of a line has.
func (t *textPrinter) room() int { return t.width - t.gutter - 3 }

// source writes a line without marks, cut to the room there is.
func (t *textPrinter) source(f *source.File, line int) {
	r := t.layout(f, line, 0)
	t.row(strconv.Itoa(line), viewOf(r, 0, 0, t.room()).text(r))
}

// marked writes a line and under it its marks, a row each. Where the line is
// too long for the room, it is shown again for every mark out of sight.
func (t *textPrinter) marked(f *source.File, line int, marks []mark) {
	shown := ""
	for i, m := range marks {
		r := t.layout(f, line, m.span.Start)
		from, to := r.cellRange(m.span)
		v := viewOf(r, from, to, t.room())
		if text := v.text(r); i == 0 || text != shown {
			t.row(strconv.Itoa(line), text)
			shown = text
		}
		indent, width := v.columns(r, from, to)
		underline := strings.Repeat(m.char(), width)
		if m.text != "" {
			underline += " " + clean(m.text)
		}
		t.row("", strings.Repeat(" ", indent)+m.paint(underline))
	}
}

// longest is how many lines of a span are shown before its middle is left out.
const longest = 6

// multiline writes a span of several lines with a frame at its left:
//
//	5 | / {{#if beta}}
//	6 | | Say so.
//	  | |_______^ never closed
func (t *textPrinter) multiline(m mark) {
	f := m.span.File
	first, last := f.Position(m.span.Start).Line, f.Position(max(m.span.End-1, m.span.Start)).Line
	bar := m.paint("|")
	if text, start := f.Line(first); strings.TrimLeft(text[:m.span.Start-start], " \t") == "" {
		t.framed(f, first, m.paint("/"))
	} else {
		r := t.layout(f, first, 0)
		from, _ := r.cellRange(m.span)
		t.framed(f, first, " ")
		t.row("", " "+m.paint(strings.Repeat("_", 1+t.clip(r.cells[from].col))+m.char()))
	}
	for line := first + 1; line <= last; line++ {
		if last-first >= longest && line == first+3 {
			t.row("", bar+" ...")
			line = last - 2
			continue
		}
		t.framed(f, line, bar)
	}
	r := t.layout(f, last, 0)
	_, to := r.cellRange(m.span)
	foot := "|" + strings.Repeat("_", 1+t.clip(r.cells[to-1].col)) + m.char()
	if m.text != "" {
		foot += " " + clean(m.text)
	}
	t.row("", m.paint(foot))
}

func (m mark) char() string {
	if m.primary {
		return "^"
	}
	return "-"
}

// clip keeps a column of a framed line within the room there is.
func (t *textPrinter) clip(col int) int { return min(col, t.room()-3) }

// framed writes a line of a span of several lines.
func (t *textPrinter) framed(f *source.File, line int, frame string) {
	r := t.layout(f, line, 0)
	t.row(strconv.Itoa(line), frame+" "+viewOf(r, 0, 0, t.room()-2).text(r))
}

// layout lays a line out around an offset of the file, or from its beginning
// for 0, with secrets struck out.
func (t *textPrinter) layout(f *source.File, line, near int) row {
	text, start := f.Line(line)
	for _, s := range t.secrets[f] {
		from, to := max(s.Start-start, 0), min(s.End-start, len(text))
		if from < to {
			text = text[:from] + strings.Repeat("*", to-from) + text[to:]
		}
	}
	return rowOf(text, start, max(near, start))
}

// gutterOf returns the width of the widest line number that d shows.
func gutterOf(d diag.Diagnostic) int {
	widest := 1
	for _, s := range append([]diag.Label{{Span: d.Span}}, d.Related...) {
		if s.Span.IsZero() {
			continue
		}
		span := trimNewline(s.Span)
		line := span.File.Position(span.End).Line
		widest = max(widest, len(strconv.Itoa(line)))
	}
	return widest
}

// secretsOf collects what must not be shown: a line that holds a secret may
// be the excerpt of a harmless diagnostic too.
func secretsOf(l diag.List) map[*source.File][]source.Span {
	secrets := map[*source.File][]source.Span{}
	for _, d := range l {
		if d.Redact && !d.Span.IsZero() {
			secrets[d.Span.File] = append(secrets[d.Span.File], d.Span)
		}
	}
	return secrets
}

// trimNewline leaves a final line end out of a span, so that the span ends on
// the line that a person would point at.
func trimNewline(s source.Span) source.Span {
	for _, end := range []string{"\n", "\r"} {
		if s.End > s.Start+1 && strings.HasSuffix(s.Text(), end) {
			s.End--
		}
	}
	return s
}

func isMultiline(s source.Span) bool {
	return strings.Contains(strings.TrimSuffix(s.Text(), "\n"), "\n")
}
