package rules

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/template"
)

// lineKind says what a line of Markdown is.
type lineKind byte

const (
	blankLine   lineKind = iota
	textLine             // part of a paragraph
	headingLine          // # …
	listLine             // the first line of a list item
	tableLine            // | …
	tagLine              // template tags alone
	commentLine          // an HTML comment, or part of one
	fenceLine            // ``` or ~~~, opening or closing
	codeLine             // between fences
)

// A line is one line of a body. Text is without the line end; its offset in
// the file is start.
type line struct {
	kind  lineKind
	level int // of a heading
	start int
	text  string
}

// linesOf cuts the body of a file into lines, once a run for all rules. The
// last fence that is open at the end of the file is returned with them, -1
// for none.
func linesOf(pass *analysis.Pass, f *fragment.Fragment) (lines []line, openFence int) {
	scanned := analysis.Once(pass, "lines\x00"+f.ID, func() scannedLines { return scanLines(f) })
	return scanned.lines, scanned.openFence
}

type scannedLines struct {
	lines     []line
	openFence int
}

func scanLines(f *fragment.Fragment) scannedLines {
	body := f.File.Text[f.Body.Start:f.Body.End]
	out := scannedLines{lines: make([]line, 0, 1+strings.Count(body, "\n")), openFence: -1}
	fence, comment := "", false
	comments := templateComments(f)
	for at := f.Body.Start; at < f.Body.End; {
		end := f.Body.End
		if i := strings.IndexByte(f.File.Text[at:end], '\n'); i >= 0 {
			end = at + i + 1
		}
		l := line{start: at, text: strings.TrimRight(f.File.Text[at:end], "\r\n")}
		trimmed := strings.TrimSpace(l.text)
		mark, isFence := fenceMark(trimmed)
		switch {
		case fence != "":
			l.kind = codeLine
			if isFence && strings.HasPrefix(mark, fence) && trimmed == mark {
				l.kind, fence, out.openFence = fenceLine, "", -1
			}
		case inComment(&comments, at):
			l.kind = commentLine
		case comment:
			l.kind = commentLine
			comment = !strings.Contains(trimmed, "-->")
		case isFence:
			l.kind, fence, out.openFence = fenceLine, mark, len(out.lines)
		case strings.HasPrefix(trimmed, "<!--"):
			l.kind = commentLine
			comment = !strings.Contains(trimmed, "-->")
		default:
			l.kind, l.level = kindOfLine(trimmed)
		}
		out.lines = append(out.lines, l)
		at = end
	}
	return out
}

// templateComments returns the ranges of the comments of a template.
func templateComments(f *fragment.Fragment) []template.Pos {
	var ranges []template.Pos
	for n := range template.All(f.Body.Nodes) {
		if c, ok := n.(*template.Comment); ok {
			ranges = append(ranges, c.Pos)
		}
	}
	return ranges
}

// inComment reports whether the line at an offset begins in or with a comment.
// Comments that end before it are dropped: lines are asked for in order.
func inComment(comments *[]template.Pos, at int) bool {
	for len(*comments) > 0 && (*comments)[0].End <= at {
		*comments = (*comments)[1:]
	}
	return len(*comments) > 0 && (*comments)[0].Start <= at
}

func kindOfLine(trimmed string) (kind lineKind, level int) {
	if trimmed == "" {
		return blankLine, 0
	}
	switch c := trimmed[0]; {
	case c == '#':
		level = len(trimmed) - len(strings.TrimLeft(trimmed, "#"))
		if level <= 6 && (level == len(trimmed) || trimmed[level] == ' ' || trimmed[level] == '\t') {
			return headingLine, level
		}
	case c == '|':
		return tableLine, 0
	case c == '{' && strings.HasPrefix(trimmed, "{{") && strings.HasSuffix(trimmed, "}}") && strings.IndexByte("#/!^e~", trimmed[2]) >= 0:
		return tagLine, 0
	case strings.IndexByte("-*+", c) >= 0 && len(trimmed) > 1 && trimmed[1] == ' ':
		return listLine, 0
	case '0' <= c && c <= '9':
		rest := strings.TrimLeft(trimmed, "0123456789")
		if len(rest) > 1 && (rest[0] == '.' || rest[0] == ')') && rest[1] == ' ' {
			return listLine, 0
		}
	}
	return textLine, 0
}

// headingText is the text of a heading without marks.
func (l line) headingText() string {
	return strings.TrimSpace(strings.Trim(strings.TrimSpace(l.text), "#"))
}

// prose reports whether a line may hold text that is meant for a reader.
func (l line) prose() bool { return l.kind == textLine || l.kind == listLine || l.kind == headingLine }

// A quoting tells whether places of one line stand in a code span or between
// double quotes. It is asked about places in order, so that a long line with
// many of them is read once.
type quoting struct {
	text          string
	at            int
	ticks, quotes int
	open          int // “ that are not closed so far
}

func (q *quoting) inCode(i int) bool {
	q.advance(i)
	return q.ticks%2 == 1
}

func (q *quoting) inQuotes(i int) bool {
	q.advance(i)
	return q.quotes%2 == 1 || q.open > 0
}

func (q *quoting) advance(i int) {
	if i <= q.at {
		return
	}
	passed := q.text[q.at:i]
	q.at = i
	q.ticks += strings.Count(passed, "`")
	q.quotes += strings.Count(passed, `"`)
	q.open += strings.Count(passed, "“") - strings.Count(passed, "”")
}

// isMarkdown reports whether a file is read as Markdown. Data and code that are
// named on a command line are not: a number sign begins a comment in them.
func isMarkdown(f *fragment.Fragment) bool {
	switch strings.ToLower(path.Ext(f.File.Path)) {
	case ".yml", ".yaml", ".toml", ".json", ".jsonl", ".xml", ".html", ".py", ".ts", ".js", ".go", ".csv":
		return false
	}
	return true
}

// isTopic reports whether a heading reads like one. Comments of code that
// stands outside of a fence do not, nor do names of speakers, marks of where
// something ends, and what a model is to fill in.
func (l line) isTopic() bool {
	text := l.headingText()
	first, _ := utf8.DecodeRuneInString(text)
	if !unicode.IsLetter(first) && !unicode.IsDigit(first) || strings.HasSuffix(text, ":") || strings.Contains(text, "()") || strings.ContainsAny(text, "[：") {
		return false
	}
	word, _, _ := strings.Cut(strings.ToLower(text), " ")
	return word != "end" && word != "start" && word != "done"
}
