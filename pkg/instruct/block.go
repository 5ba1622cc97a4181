package instruct

import (
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A block is a run of prose: a paragraph, a list item or a table cell.
type block struct {
	start, end int
	headings   []heading
	label      string // a line like "Python:" above it
	lead       string // the sentence that introduces the list it stands in
	item       bool
	mixed      bool // an item of its list says "don't" itself
}

type heading struct {
	text  string
	level int
}

// An Example is a piece of a prompt that shows rather than tells.
type Example struct {
	Message    int
	Start, End int
	Text       string
}

// newParser reads block structure only. Indented code and raw HTML are left
// out on purpose: prompts indent and tag their prose.
func newParser() parser.Parser {
	return parser.NewParser(parser.WithBlockParsers(
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(parser.NewListParser(), 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewATXHeadingParser(), 600),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(parser.NewBlockquoteParser(), 800),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	))
}

// dataTags enclose data: examples, documents and what tools said.
var dataTags = regexp.MustCompile(`(?i)<(examples?|few[-_]?shots?|sample[-_a-z]*|example[-_a-z0-9]*|documents?|transcript|conversation|history|` +
	`tool_results?|search_results?|context|bad[-_]example|good[-_]example|user_input|attachments?)(\s[^>\n]*)?>`)

var (
	tagLine     = regexp.MustCompile(`(?m)^[ \t]*</?[A-Za-z][\w.:-]*(\s[^>\n]*)?/?>[ \t]*$`)
	frontMatter = regexp.MustCompile(`\A(---|\+\+\+)\r?\n[\s\S]*?\n(---|\+\+\+)[ \t]*(\r?\n|\z)`)
	comment     = regexp.MustCompile(`(?s)<!--.*?-->`)
	tableRule   = regexp.MustCompile(`^[\s|:-]+$`)
	dialogue    = regexp.MustCompile(`(?i)^\W*(user|human|assistant|ai|bot|customer|agent|q|a|question|answer|input|output|speaker|caller|model|system)( \d+)?\W*:\W*\S`)
)

// mask blanks what is data, byte for byte, so that offsets stay.
func mask(s string) (string, []Example) {
	b := []byte(s)
	var shown []Example
	blank := func(from, to int) {
		for i := from; i < to; i++ {
			if b[i] != '\n' && b[i] != '\r' {
				b[i] = ' '
			}
		}
	}
	if m := frontMatter.FindStringIndex(s); m != nil {
		blank(m[0], m[1])
	}
	if strings.Contains(s, "<!--") {
		for _, m := range comment.FindAllStringIndex(s, -1) {
			blank(m[0], m[1])
		}
	}
	if !strings.Contains(s, "<") {
		return string(b), nil
	}
	for at := 0; ; {
		m := dataTags.FindStringSubmatchIndex(s[at:])
		if m == nil {
			break
		}
		from := at + m[0]
		name := s[at+m[2] : at+m[3]]
		end := closing(s[at+m[1]:], name)
		if end < 0 {
			at += m[1]
			continue
		}
		to := at + m[1] + end
		shown = append(shown, Example{Start: at + m[1], End: to, Text: s[at+m[1] : to]})
		blank(from, to)
		at = to
	}
	for _, m := range tagLine.FindAllIndex(b, -1) {
		blank(m[0], m[1])
	}
	return string(b), shown
}

// closing returns the offset of the tag that closes name, case aside.
func closing(s, name string) int {
	for at := 0; ; {
		n := strings.Index(s[at:], "</")
		if n < 0 {
			return -1
		}
		at += n
		if len(s) > at+2+len(name) && strings.EqualFold(s[at+2:at+2+len(name)], name) && s[at+2+len(name)] == '>' {
			return at
		}
		at += 2
	}
}

// blocks returns the prose of a message in order, and the examples in it.
func blocks(s string, lex *Lexicon) ([]block, []Example) {
	masked, shown := mask(s)
	src := []byte(masked)
	w := walker{src: masked, lex: lex, examples: shown}
	doc := newParser().Parse(text.NewReader(src))
	w.children(doc, "", false)
	mix(masked, w.out)
	return w.out, w.examples
}

var negated = regexp.MustCompile(`(?i)^[\W]*(don['’]t|do not|never|avoid|not|no)\b`)

// mix marks the items of lists in which an item says "don't" itself: there a
// heading such as "Pitfalls" does not turn what its items say.
func mix(s string, all []block) {
	for i := 0; i < len(all); {
		same := func(b *block) bool {
			return b.item && b.lead == all[i].lead && len(b.headings) == len(all[i].headings) && (len(b.headings) == 0 || b.headings[len(b.headings)-1] == all[i].headings[len(all[i].headings)-1])
		}
		end := i + 1
		for end < len(all) && same(&all[end]) {
			end++
		}
		if slices.ContainsFunc(all[i:end], func(b block) bool { return negated.MatchString(s[b.start:min(b.end, b.start+16)]) }) {
			for k := i; k < end; k++ {
				all[k].mixed = true
			}
		}
		i = end
	}
}

type walker struct {
	src      string
	lex      *Lexicon
	trail    []heading
	label    string // the last line like "Python:" since a heading
	out      []block
	examples []Example
}

// children walks blocks in order. lead is the text before a list.
func (w *walker) children(n ast.Node, lead string, item bool) string {
	last := lead
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Heading:
			w.heading(c)
			last = ""
		case *ast.List:
			lead := last
			for li := c.FirstChild(); li != nil; li = li.NextSibling() {
				last = w.children(li, lead, true)
			}
			if !strings.HasSuffix(last, ":") {
				last = "" // only an item that ends so introduces the list behind it
			}
		case *ast.FencedCodeBlock:
			w.example(c)
		case *ast.Blockquote, *ast.ThematicBreak:
		default:
			if c.Type() == ast.TypeBlock && c.Lines().Len() > 0 {
				last = w.paragraph(c, lead, item)
			}
		}
	}
	return last
}

func (w *walker) heading(h *ast.Heading) {
	if h.Lines().Len() == 0 {
		return
	}
	seg := h.Lines().At(0)
	for len(w.trail) > 0 && w.trail[len(w.trail)-1].level >= h.Level {
		w.trail = w.trail[:len(w.trail)-1]
	}
	w.label = ""
	t := strings.TrimSpace(strings.Trim(strings.TrimSpace(w.src[seg.Start:seg.Stop]), "*_#: "))
	w.trail = append(slices.Clip(w.trail), heading{t, h.Level})
}

func (w *walker) example(c *ast.FencedCodeBlock) {
	if n := c.Lines().Len(); n > 0 && w.inExamples() {
		from, to := c.Lines().At(0).Start, c.Lines().At(n-1).Stop
		w.examples = append(w.examples, Example{Start: from, End: to, Text: w.src[from:to]})
	}
}

// inExamples reports whether the headings say that what follows is shown.
func (w *walker) inExamples() bool {
	for i, h := range w.trail {
		if w.lex.short(classDataHeading, h.text, 4) || i == len(w.trail)-1 && w.lex.short(classInputHeading, h.text, 2) {
			return true
		}
	}
	return false
}

// paragraph emits the prose of one block and returns it as a lead for a list
// that may follow.
func (w *walker) paragraph(c ast.Node, lead string, item bool) string {
	lines := c.Lines()
	from, to := lines.At(0).Start, lines.At(lines.Len()-1).Stop
	whole := strings.TrimSpace(w.src[from:to])
	if w.inExamples() || w.lex.dataLead(lead) {
		return whole
	}
	if strings.HasPrefix(whole, "|") {
		w.table(lines)
		return whole
	}
	start := from
	emit := func(end int) {
		if end > start {
			w.emit(start, end, lead, item)
		}
		start = end
	}
	for i := range lines.Len() {
		l := lines.At(i)
		t := w.src[l.Start:l.Stop]
		if colon := strings.IndexByte(t, ':'); colon >= 0 && colon < 40 && dialogue.MatchString(t) {
			emit(l.Start)
			start = l.Stop
			continue
		}
		// A line that ends a sentence or starts one with a capital after a short
		// line is a paragraph of its own: prompts break lines where they mean it.
		trimmed := strings.TrimRight(t, " \t\r\n")
		if !item && strings.HasSuffix(trimmed, ":") && strings.Count(trimmed, " ") < 4 {
			w.label = strings.Trim(trimmed, "*_: ")
		}
		if trimmed == "" || strings.HasSuffix(trimmed, ":") || breaksLine(trimmed, w.lineAfter(lines, i)) {
			emit(l.Stop)
		}
	}
	emit(to)
	return whole
}

func (w *walker) lineAfter(lines *text.Segments, i int) string {
	if i+1 >= lines.Len() {
		return ""
	}
	l := lines.At(i + 1)
	return strings.TrimSpace(w.src[l.Start:l.Stop])
}

// breaksLine guesses whether a line end inside a paragraph separates two
// sentences: the first one is closed or short, and the next starts like one.
func breaksLine(line, next string) bool {
	if next == "" {
		return true
	}
	c := next[0]
	starts := c >= 'A' && c <= 'Z' || c == '*' || c == '-' || c >= 0x80
	return starts && (strings.HasSuffix(line, ".") || strings.HasSuffix(line, "!") || len(line) < 60)
}

func (w *walker) table(lines *text.Segments) {
	for i := range lines.Len() {
		l := lines.At(i)
		row := w.src[l.Start:l.Stop]
		if i == 0 || tableRule.MatchString(row) {
			continue // column names and the rule below them
		}
		at := l.Start
		for cell := range strings.SplitSeq(row, "|") {
			w.emit(at, at+len(cell), "", false)
			at += len(cell) + 1
		}
	}
}

func (w *walker) emit(from, to int, lead string, item bool) {
	from, to = trim(w.src, from, to)
	if to > from {
		w.out = append(w.out, block{start: from, end: to, headings: w.trail, label: w.label, lead: lead, item: item})
	}
}

// trim narrows a range to what is not blank.
func trim(s string, from, to int) (int, int) {
	for from < to && strings.IndexByte(" \t\r\n", s[from]) >= 0 {
		from++
	}
	for from < to && strings.IndexByte(" \t\r\n", s[to-1]) >= 0 {
		to--
	}
	return from, to
}
