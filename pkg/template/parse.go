// Package template reads dotprompt's dialect of Handlebars into a syntax tree
// in which every node has its bytes.
//
// Only `{{ }}` is syntax; whatever else looks like markup is text. A text node
// is always exactly a range of the file, so that composed text can be led back
// to the place that it came from. One reading finds every error of a file and
// still returns a useful tree; it takes time in proportion to the file,
// whatever is in it.
package template

import (
	"fmt"
	"strings"

	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/suggest"
)

// Rule is the name under which syntax errors are reported.
const Rule = "structure/syntax"

const (
	// maxDepth bounds the nesting of blocks, an `else if` counted as one more.
	maxDepth = 256
	// maxProblems bounds the errors that one file reports.
	maxProblems = 100
)

// Options says how to read a body.
type Options struct {
	End     int  // where the body ends, 0 for the end of the file
	Anchors bool // `{#name}` at the end of a line, outside of fenced code, names the line
}

// Parse reads the body of a file, which begins at the given offset. The tree
// is never nil.
func Parse(file *source.File, start int, opts Options) (*Tree, diag.List) {
	end := opts.End
	if end == 0 {
		end = len(file.Text)
	}
	p := &parser{file: file, src: file.Text, tree: &Tree{File: file, Start: start, End: end}}
	s := &scanner{p: p, src: file.Text, pos: start}
	items := s.scan(end)
	s.trim(start, end)
	if opts.Anchors && strings.Contains(p.src[start:end], "{#") {
		p.anchors = findAnchors(p.src, start, end)
	}
	p.build(items)
	p.tree.Nodes = p.top().nodes
	if p.more > 0 {
		p.found = append(p.found, diag.Diagnostic{
			Rule: Rule, Severity: diag.Error, Span: file.Span(end, end),
			Message: fmt.Sprintf("%d more syntax errors in this file", p.more),
		})
	}
	return p.tree, p.found
}

// parser builds the tree from items with a stack of open blocks.
type parser struct {
	file     *source.File
	src      string
	tree     *Tree
	found    diag.List
	more     int
	frames   []frame
	overflow int // blocks that are open beyond maxDepth
	anchors  []*Anchor
}

// A frame is a block that is open, or the body itself at the bottom.
type frame struct {
	block *Block
	name  string
	nodes []Node // of the branch under way
}

func (p *parser) top() *frame { return &p.frames[len(p.frames)-1] }

func (p *parser) add(n Node) { p.top().nodes = append(p.top().nodes, n) }

func (p *parser) problem(at Pos, message, help string) {
	p.report(diag.Diagnostic{Span: p.file.Span(at.Start, at.End), Message: message, Help: help})
}

func (p *parser) report(d diag.Diagnostic) {
	if len(p.found) >= maxProblems {
		p.more++
		return
	}
	d.Rule, d.Severity = Rule, diag.Error
	p.found = append(p.found, d)
}

func (p *parser) build(items []item) {
	p.frames = []frame{{}}
	for i := range items {
		it := &items[i]
		switch it.tag {
		case textItem:
			p.text(it.Pos)
		case commentTag:
			p.add(&Comment{it.Pos, it.inner})
		case outputTag:
			p.output(it)
		case partialTag:
			p.partial(it)
		case openTag:
			p.open(it, false)
		case invertTag:
			p.open(it, true)
		case elseTag:
			p.otherwise(it)
		case closeTag:
			p.closeBlock(it)
		}
	}
	for len(p.frames) > 1 {
		p.neverClosed(p.top())
		p.pop(Pos{})
	}
}

// text adds a stretch of text, cut at its anchors.
func (p *parser) text(at Pos) {
	for len(p.anchors) > 0 && p.anchors[0].Start < at.End {
		a := p.anchors[0]
		if a.Start >= at.Start && a.End <= at.End {
			if a.Start > at.Start {
				p.add(&Text{Pos{at.Start, a.Start}})
			}
			p.add(a)
			at.Start = a.End
		}
		p.anchors = p.anchors[1:]
	}
	if at.Start < at.End {
		p.add(&Text{at})
	}
}

func (p *parser) neverClosed(f *frame) {
	p.report(diag.Diagnostic{
		Span:    p.file.Span(f.block.Open.Start, f.block.Open.End),
		Message: fmt.Sprintf("`{{#%s}}` is never closed", f.name),
		Help:    fmt.Sprintf("close it with `{{/%s}}`", f.name),
	})
}

// blockKinds maps the names of block helpers to what they do and how many
// arguments they take.
var blockKinds = map[string]struct {
	kind BlockKind
	args int
}{
	"if": {If, 1}, "unless": {Unless, 1}, "each": {Each, 1}, "with": {With, 1},
	"ifEquals": {IfEquals, 2}, "unlessEquals": {UnlessEquals, 2},
}

func (p *parser) open(it *item, inverted bool) {
	if len(p.frames)+p.overflow > maxDepth {
		if p.overflow == 0 {
			p.problem(it.Pos, fmt.Sprintf("blocks are nested more than %d deep", maxDepth), "move the inner ones into fragments")
		}
		p.overflow++
		return
	}
	if text := p.src[it.inner.Start:it.inner.End]; strings.HasPrefix(text, ">") || strings.HasPrefix(text, "*") {
		p.problem(it.Pos, "blocks that define or wrap partials are not part of dotprompt", "includes are static: `{{> name}}`")
		name, _, _ := strings.Cut(strings.TrimSpace(text[1:]), " ")
		p.frames = append(p.frames, frame{block: &Block{Pos: it.Pos, Open: it.Pos, Kind: If, Args: []Expr{&Literal{it.inner, true}}}, name: name})
		return
	}
	b, name := p.block(it, inverted)
	p.frames = append(p.frames, frame{block: b, name: name})
}

// block reads the head of a block.
func (p *parser) block(it *item, inverted bool) (*Block, string) {
	b := &Block{Pos: it.Pos, Open: it.Pos}
	e := p.exprs(it.inner)
	head, ok := e.path()
	name := p.src[head.Start:head.End]
	known, isKind := blockKinds[name]
	switch {
	case !ok:
		e.bad("a block needs a name")
		return b, name
	case inverted:
		b.Kind, b.Args = InvertedSection, []Expr{head}
	case isKind:
		b.Kind = known.kind
	default:
		b.Kind, b.Args = SectionBlock, []Expr{head}
	}
	args, hash := e.args()
	b.Params = e.params()
	e.end()
	if isKind && !inverted {
		b.Args = args
		p.wantArgs(it, b, name, known.args)
	} else if len(args) > 0 {
		p.unknown(head.Pos, name, "block", blockNames())
	}
	for _, h := range hash {
		p.problem(h.Pos, fmt.Sprintf("`%s` takes no `%s=`", name, h.Name), "")
	}
	return b, name
}

func (p *parser) wantArgs(it *item, b *Block, name string, want int) {
	if len(b.Args) == want {
		return
	}
	p.problem(it.Pos, fmt.Sprintf("`%s` takes %s, got %d", name, plural(want, "value"), len(b.Args)), "")
	for len(b.Args) < want {
		b.Args = append(b.Args, &Literal{Pos{it.inner.End, it.inner.End}, Undefined{}})
	}
	b.Args = b.Args[:want]
}

func blockNames() []string {
	var names []string
	for name := range blockKinds {
		names = append(names, name)
	}
	return names
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func (p *parser) unknown(at Pos, name, what string, known []string) {
	help := suggest.Hint(name, known)
	if help == "" {
		help = "dotprompt has the helpers role, history, media, section, json and lookup, and the blocks if, unless, each, with, ifEquals and unlessEquals"
	}
	p.problem(at, fmt.Sprintf("there is no %s `%s`", what, name), help)
}

// otherwise begins the else branch of the block under way; with a condition
// of its own it opens a further block there.
func (p *parser) otherwise(it *item) {
	if p.overflow > 0 {
		return
	}
	f := p.top()
	if f.block == nil {
		p.problem(it.Pos, "`{{else}}` stands outside of a block", "")
		return
	}
	if f.block.HasElse {
		p.report(diag.Diagnostic{
			Span: p.file.Span(it.Start, it.End), Message: "this block has an `{{else}}` already",
			Related: []diag.Label{{Span: p.file.Span(f.block.ElseStart.Start, f.block.ElseStart.End), Text: "the first one"}},
		})
		return
	}
	f.block.Body, f.nodes = f.nodes, nil
	f.block.HasElse, f.block.ElseStart = true, it.Pos
	if strings.TrimSpace(p.src[it.inner.Start:it.inner.End]) == "" || p.src[it.inner.Start] == '^' {
		return
	}
	if len(p.frames) > maxDepth {
		p.problem(it.Pos, fmt.Sprintf("blocks are nested more than %d deep", maxDepth), "move the inner ones into fragments")
		return
	}
	b, name := p.block(it, false)
	b.Chained = true
	p.frames = append(p.frames, frame{block: b, name: name})
}

// closeBlock closes the innermost block of the name, and reports what is left
// open inside of it.
func (p *parser) closeBlock(it *item) {
	if p.overflow > 0 {
		p.overflow--
		return
	}
	name := strings.TrimSpace(p.src[it.inner.Start:it.inner.End])
	at := len(p.frames) - 1
	for at > 0 && (p.frames[at].block.Chained || p.frames[at].name != name) {
		at--
	}
	if at == 0 {
		p.strayClose(it, name)
		return
	}
	for len(p.frames)-1 > at {
		if f := p.top(); !f.block.Chained {
			p.neverClosed(f)
		}
		p.pop(it.Pos)
	}
	p.top().block.Close = it.Pos
	p.pop(it.Pos)
}

func (p *parser) strayClose(it *item, name string) {
	d := diag.Diagnostic{Span: p.file.Span(it.Start, it.End), Message: fmt.Sprintf("`{{/%s}}` closes nothing", name)}
	at := len(p.frames) - 1
	for at > 0 && p.frames[at].block.Chained {
		at--
	}
	if at > 0 {
		f := p.frames[at]
		d.Help = fmt.Sprintf("`{{#%s}}` is open: close it with `{{/%s}}`", f.name, f.name)
		d.Related = []diag.Label{{Span: p.file.Span(f.block.Open.Start, f.block.Open.End), Text: "opened here"}}
		if _, near := suggest.Nearest(name, []string{f.name}); near {
			p.report(d)
			p.top().block.Close = it.Pos
			for len(p.frames)-1 > at {
				p.pop(it.Pos)
			}
			p.pop(it.Pos)
			return
		}
	}
	p.report(d)
}

// pop ends the innermost block and hangs it into the one around it.
func (p *parser) pop(end Pos) {
	f := p.frames[len(p.frames)-1]
	p.frames = p.frames[:len(p.frames)-1]
	if f.block.HasElse {
		f.block.Else = f.nodes
	} else {
		f.block.Body = f.nodes
	}
	f.block.End = max(f.block.End, end.End)
	if f.block.Chained {
		f.block.End = max(f.block.Open.End, end.Start)
	}
	if end == (Pos{}) {
		f.block.End = p.tree.End
	}
	p.add(f.block)
}

// findAnchors finds `{#name}` at the ends of lines outside of fenced code.
func findAnchors(src string, start, end int) []*Anchor {
	var anchors []*Anchor
	fence := ""
	for at := start; at < end; {
		stop := end
		if i := strings.IndexByte(src[at:end], '\n'); i >= 0 {
			stop = at + i + 1
		}
		line := strings.TrimRight(src[at:stop], " \t\r\n")
		trimmed := strings.TrimLeft(line, " \t")
		mark := fenceMark(trimmed)
		switch {
		case fence != "":
			if mark != "" && strings.HasPrefix(mark, fence) && trimmed == mark {
				fence = ""
			}
		case mark != "":
			fence = mark
		default:
			if a := anchorAt(line, at); a != nil {
				anchors = append(anchors, a)
			}
		}
		at = stop
	}
	return anchors
}

func fenceMark(line string) string {
	for _, c := range []byte{'`', '~'} {
		n := 0
		for n < len(line) && line[n] == c {
			n++
		}
		if n >= 3 && (c == '~' || strings.IndexByte(line[n:], '`') < 0) {
			return line[:n]
		}
	}
	return ""
}

func anchorAt(line string, at int) *Anchor {
	if !strings.HasSuffix(line, "}") {
		return nil
	}
	i := strings.LastIndex(line, "{#")
	if i < 0 || i > 0 && line[i-1] == '{' {
		return nil
	}
	name := line[i+2 : len(line)-1]
	if name == "" || !isAlphanumeric(name[0]) {
		return nil
	}
	for j := 1; j < len(name); j++ {
		if !isAlphanumeric(name[j]) && strings.IndexByte("._-/", name[j]) < 0 {
			return nil
		}
	}
	start := len(strings.TrimRight(line[:i], " \t"))
	return &Anchor{Pos{at + start, at + len(line)}, name}
}

func isAlphanumeric(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9'
}
