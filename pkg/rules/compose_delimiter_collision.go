package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/source"
)

var delimiterCollision = &analysis.Rule{
	Name: "compose/delimiter-collision", Level: diag.Error,
	Doc: analysis.Doc{
		Title: "included text closes the delimiter around it",
		Why: "What stands behind the stray closing mark reads as if it were outside: an instruction inside a document " +
			"becomes an instruction to the model, and the rest of the document becomes the prompt.",
		Bad: "-- quoin.toml --\n-- prompts/fragments/sample.md --\nRun it like this:\n```\nmake test\n```\n" +
			"-- prompts/ask.md --\n+++\nkind = \"prompt\"\n+++\nExplain this file.\n```\n{{> sample}}\n```\nBe brief.\n",
		Good: "-- quoin.toml --\n-- prompts/fragments/sample.md --\nRun it like this:\n```\nmake test\n```\n" +
			"-- prompts/ask.md --\n+++\nkind = \"prompt\"\n+++\nExplain this file.\n<file>\n{{> sample}}\n</file>\nBe brief.\n",
		Since: "0.1",
	},
	Prompt: func(pass *analysis.Pass, t *compose.Template) {
		in := map[string]any{}
		for name, v := range t.Interface.Samples() {
			if s, ok := v.(string); ok && mayClose(s) {
				in[name] = s
			}
		}
		inside := len(in) > 0
		for _, f := range t.Fragments() {
			inside = inside || mayClose(f.File.Text[f.Body.Start:f.Body.End])
		}
		if !inside {
			return
		}
		c, _ := t.Render(in, compose.RenderOptions{Placeholders: true})
		for i := range c.Messages {
			delimiters{pass: pass, m: &c.Messages[i]}.scan()
		}
	},
}

// mayClose is the cheap look: whether a text holds any closing mark.
func mayClose(text string) bool {
	return strings.Contains(text, "</") || strings.Contains(text, "```") || strings.Contains(text, "~~~")
}

// delimiters follows the fences and tags that are open in one message.
type delimiters struct {
	pass *analysis.Pass
	m    *compose.Message
}

// An opener is a delimiter that is open, with the include that wrote it.
type opener struct {
	mark    string // "```" or the tag's name
	include *compose.Include
	filled  bool
	span    source.Span
}

func (d delimiters) scan() {
	var open []opener
	offset := 0
	for line := range strings.Lines(d.m.Text) {
		open = d.line(open, strings.TrimRight(line, "\n"), offset)
		offset += len(line)
	}
}

func (d delimiters) line(open []opener, line string, offset int) []opener {
	trimmed := strings.TrimLeft(line, " \t")
	mark, isFence := fenceMark(trimmed)
	if isFence {
		at := offset + len(line) - len(trimmed)
		here := d.here(mark, at, at+len(mark))
		if n := len(open); n > 0 && strings.HasPrefix(mark, open[n-1].mark) && trimmed == mark {
			d.check(open[n-1], here)
			return open[:n-1]
		}
		if n := len(open); n == 0 || !isFenceMark(open[n-1].mark) {
			return append(open, here)
		}
		// A fence with an info string inside a fence is text of the outer
		// one, unless another file thinks that it opens its own.
		if outer := open[len(open)-1]; strings.HasPrefix(mark, outer.mark) && inner(outer, here) {
			d.report(outer, here)
			return open[:len(open)-1]
		}
		return open
	}
	if n := len(open); n > 0 && isFenceMark(open[n-1].mark) {
		return open
	}
	for _, tag := range lineTags(line) {
		here := d.here(tag.name, offset+tag.start, offset+tag.end)
		if !tag.closes {
			open = append(open, here)
			continue
		}
		for i, o := range slices.Backward(open) {
			if o.mark == tag.name {
				d.check(o, here)
				open = open[:i]
				break
			}
		}
	}
	return open
}

func (d delimiters) here(mark string, start, end int) opener {
	seg := d.m.At(start)
	return opener{mark, seg.Include, seg.Kind == compose.Filled, d.m.Origin(start, end)}
}

// check reports a closing mark that comes from further inside than the
// opening one.
func (d delimiters) check(outer, closing opener) {
	if inner(outer, closing) {
		d.report(outer, closing)
	}
}

// inner reports whether a mark stands in text that was put into the text of
// the other: in a fragment that it includes, or in a value.
func inner(outer, mark opener) bool {
	if mark.filled != outer.filled {
		return mark.filled
	}
	if mark.include == outer.include {
		return false
	}
	for at := mark.include; at != nil; at = at.Parent {
		if at.Parent == outer.include {
			return true
		}
	}
	return false
}

func (d delimiters) report(outer, closing opener) {
	what := "`</" + outer.mark + ">`"
	if isFenceMark(outer.mark) {
		what = "`" + outer.mark + "`"
	}
	message := fmt.Sprintf("this closes %s around the include", what)
	if closing.filled {
		message = fmt.Sprintf("the sample of this variable closes %s around it", what)
	}
	d.pass.Report(diag.Diagnostic{
		Span:    closing.span,
		Message: message,
		Related: []diag.Label{{Span: outer.span, Text: "opened here"}},
		Help:    "use another delimiter outside, such as a tag that no text inside has",
	})
}

func fenceMark(trimmed string) (string, bool) {
	for _, c := range []byte{'`', '~'} {
		n := 0
		for n < len(trimmed) && trimmed[n] == c {
			n++
		}
		if n >= 3 && (c == '~' || strings.IndexByte(trimmed[n:], '`') < 0) {
			return trimmed[:n], true
		}
	}
	return "", false
}

func isFenceMark(mark string) bool { return mark[0] == '`' || mark[0] == '~' }

// A lineTag is `<name>` or `</name>` in a line.
type lineTag struct {
	name       string
	closes     bool
	start, end int
	alone      bool // nothing else is on its line
}

// lineTags finds the tags of a line that could be delimiters: a plain name,
// without attributes on the closing one, outside of code spans.
func lineTags(line string) []lineTag {
	var tags []lineTag
	code := false
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '`':
			code = !code
		case '<':
			if code {
				continue
			}
			if tag, ok := tagAt(line, i); ok {
				tags = append(tags, tag)
				i = tag.end - 1
			}
		}
	}
	return tags
}

func tagAt(line string, start int) (lineTag, bool) {
	i := start + 1
	closes := i < len(line) && line[i] == '/'
	if closes {
		i++
	}
	name := i
	for i < len(line) && (isLetter(line[i]) || i > name && (line[i] >= '0' && line[i] <= '9' || line[i] == '_' || line[i] == '-')) {
		i++
	}
	end := strings.IndexByte(line[i:], '>')
	if i == name || end < 0 || closes && end != 0 || end > 0 && line[i] != ' ' || end > 0 && line[i+end-1] == '/' {
		return lineTag{}, false
	}
	return lineTag{name: line[name:i], closes: closes, start: start, end: i + end + 1}, true
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
