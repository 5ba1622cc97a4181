package fragment

import (
	"path"
	"strings"

	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/template"
)

// Rule is the rule under which errors in front matter are reported.
const Rule = "structure/front-matter"

// Options says how to read a file. Standalone means that it belongs to no
// workspace: then text without Quoin's front matter is prose, in which `{{`
// means nothing.
type Options struct {
	ID         string
	Standalone bool
	Schemas    map[string]Schema // what Picoschema may refer to by name
}

// Parse reads a file. The fragment is whole whatever the diagnostics.
func Parse(file *source.File, opts Options) (*Fragment, diag.List) {
	p := &parser{f: &Fragment{ID: opts.ID, File: file}, opts: opts}
	p.read()
	for n := range template.All(p.f.Body.Nodes) {
		if partial, ok := n.(*template.Partial); ok {
			p.f.Includes = append(p.f.Includes, partial)
		}
	}
	p.found.Sort()
	return p.f, p.found
}

type parser struct {
	f     *Fragment
	opts  Options
	found diag.List
	at    func(key, message, help string) // reports a problem at a front matter key

	lines  []int       // where the lines of YAML front matter begin
	fields config.Keys // of Picoschema, by their bare names
}

func (p *parser) problem(span source.Span, message, help string) {
	p.found.Add(diag.Diagnostic{Rule: Rule, Severity: diag.Error, Span: span, Message: message, Help: help})
}

// bom is the byte order mark that some editors put first. It is no text.
const bom = "\ufeff"

func (p *parser) read() {
	text := p.f.File.Text
	start := 0
	if strings.HasPrefix(text, bom) {
		start = len(bom)
	}
	prompt := path.Ext(p.f.File.Path) == ".prompt"
	if prompt {
		p.f.Format = Dotprompt
		if !strings.HasPrefix(path.Base(p.f.File.Path), "_") {
			p.f.Kind = Prompt
		}
	}
	switch first, _, _ := strings.Cut(text[start:], "\n"); {
	case !prompt && strings.TrimRight(first, " \t\r") == "+++":
		p.f.Format = TOML
		p.toml(start)
	case strings.TrimRight(first, " \t\r") == "---" && !strings.HasPrefix(path.Base(p.f.File.Path), "_"):
		p.yaml(start, prompt)
	case prompt:
		p.dotpromptStart(start)
	case p.opts.Standalone:
		p.prose(start)
	default:
		p.f.Format = Plain
		p.body(start)
	}
}

// body reads the rest of the file as a template. Dotprompt trims a body that
// stands behind front matter.
func (p *parser) body(start int) {
	opts := template.Options{Anchors: p.f.Format != Dotprompt, End: len(p.f.File.Text)}
	if p.f.Format == Dotprompt && p.f.FrontMatter.End > 0 {
		text := p.f.File.Text[start:]
		start = len(p.f.File.Text) - len(strings.TrimLeft(text, " \t\r\n"))
		opts.End = max(start, len(strings.TrimRight(p.f.File.Text, " \t\r\n")))
	}
	tree, found := template.Parse(p.f.File, start, opts)
	p.f.Body = tree
	p.found = append(p.found, found...)
}

// prose takes the rest of the file as text.
func (p *parser) prose(start int) {
	p.f.Format = Prose
	end := len(p.f.File.Text)
	p.f.Body = &template.Tree{File: p.f.File, Start: start, End: end}
	if start < end {
		p.f.Body.Nodes = []template.Node{&template.Text{Pos: template.Pos{Start: start, End: end}}}
	}
}

// fenced returns the range between the fence line at start and the next line
// that is the same fence, and the offset behind that line.
func fenced(text string, start int, fence string) (from, to, after int, ok bool) {
	from = start + strings.IndexByte(text[start:], '\n') + 1
	if from == start {
		return len(text), len(text), len(text), false
	}
	for at := from; at < len(text); {
		end := len(text)
		if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
			end = at + i + 1
		}
		if strings.TrimRight(text[at:end], " \t\r\n") == fence {
			return from, at, end, true
		}
		at = end
	}
	return from, len(text), len(text), false
}

// toml reads front matter between +++ lines.
func (p *parser) toml(start int) {
	from, to, after, ok := fenced(p.f.File.Text, start, "+++")
	if !ok {
		p.problem(p.f.File.Span(start, start+3), "the front matter that begins here never ends", "close it with a line `+++`")
		p.f.Body = &template.Tree{File: p.f.File, Start: len(p.f.File.Text), End: len(p.f.File.Text)}
		return
	}
	p.f.FrontMatter = template.Pos{Start: from, End: to}
	var fm frontMatter
	keys, found := config.Decode(p.f.File, from, to, &fm, Rule)
	p.f.Keys = keys
	p.found = append(p.found, found...)
	p.at = config.Reporter(&p.found, Rule, p.f.Key)
	p.fill(&fm)
	p.body(after)
}

// yaml reads front matter between --- lines. In a .prompt file it is
// dotprompt's; elsewhere it belongs to another tool, which decides what its
// keys mean, so it is passed over.
func (p *parser) yaml(start int, prompt bool) {
	from, to, after, ok := fenced(p.f.File.Text, start, "---")
	switch {
	case ok && prompt:
		p.f.FrontMatter = template.Pos{Start: from, End: to}
		p.dotprompt(from, to)
		p.body(after)
	case ok:
		p.f.FrontMatter = template.Pos{Start: from, End: to}
		if p.opts.Standalone {
			p.prose(after)
		} else {
			p.body(after)
		}
	case prompt:
		p.problem(p.f.File.Span(start, start+3), "the front matter that begins here never ends", "close it with a line `---`")
		p.body(start)
	case p.opts.Standalone:
		p.prose(start) // a thematic break
	default:
		p.body(start)
	}
}

// dotpromptStart reads a .prompt file whose front matter does not begin on
// its first line: comments in the manner of a shell script may stand before
// it, as they do in files with a licence head.
func (p *parser) dotpromptStart(start int) {
	text := p.f.File.Text
	at := start
	for at < len(text) && !strings.HasPrefix(path.Base(p.f.File.Path), "_") {
		line, _, more := strings.Cut(text[at:], "\n")
		trimmed := strings.TrimSpace(line)
		if trimmed == "---" {
			p.yaml(at, true)
			return
		}
		if trimmed != "" && !strings.HasPrefix(trimmed, "#") || !more {
			break
		}
		at += len(line) + 1
	}
	p.body(start)
}
