package analysis

import (
	"strings"

	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/par"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// RuleUnused is the rule that the engine itself reports: a comment that
// suppresses nothing.
const RuleUnused = "hygiene/unused-suppression"

// keyword begins a comment that suppresses:
//
//	{{! quoin-ignore hygiene/placeholder: the model is to fill this in }}
//	<!-- quoin-ignore hygiene/placeholder, security/pii: an invented person -->
//
// Alone on its line it is about the next line with text, else about its own.
const keyword = "quoin-ignore"

// A suppression is one such comment.
type suppression struct {
	comment source.Span
	line    int  // the line that it is about
	behind  bool // at the end of that line
	silent  bool // a model never sees it, so that removing it is safe
	rules   []suppressed
	reason  string
}

// A suppressed rule is one name in a comment.
type suppressed struct {
	span source.Span
	name string
	used bool
}

// suppress drops what comments suppress, and reports comments that are wrong
// or suppress nothing.
func suppress(ws *workspace.Workspace, pol *policy, l diag.List) diag.List {
	byFile := map[*source.File][]*suppression{}
	for i, list := range par.Each(ws.All, suppressions) {
		if len(list) > 0 {
			byFile[ws.All[i].File] = list
		}
	}
	if len(byFile) == 0 {
		return l
	}
	kept := l[:0]
	for _, d := range l {
		if !isSuppressed(byFile, d) {
			kept = append(kept, d)
		}
	}
	var wrong diag.List
	for _, f := range ws.All {
		for _, s := range byFile[f.File] {
			wrong = append(wrong, s.check(pol)...)
		}
	}
	level := diag.Warning
	if r := pol.known[RuleUnused]; r != nil {
		level = r.Level
	}
	for i := range wrong {
		wrong[i].Rule, wrong[i].Severity = RuleUnused, level
	}
	return append(kept, pol.apply(wrong)...)
}

// isSuppressed marks every comment that covers a place of d as used, and
// reports whether there is one. A problem with several places may be
// suppressed at any of them.
func isSuppressed(byFile map[*source.File][]*suppression, d diag.Diagnostic) bool {
	covered := covers(byFile, d.Rule, d.Span)
	for _, r := range d.Related {
		if covers(byFile, d.Rule, r.Span) {
			covered = true
		}
	}
	return covered
}

func covers(byFile map[*source.File][]*suppression, rule string, at source.Span) bool {
	list := byFile[at.File]
	if len(list) == 0 || at.IsZero() {
		return false
	}
	first := at.File.Position(at.Start).Line
	last := at.File.Position(max(at.Start, at.End-1)).Line
	covered := false
	for _, s := range list {
		if s.reason == "" || s.line != first && (!s.behind || s.line != last) {
			continue
		}
		for i := range s.rules {
			if matchesRule(s.rules[i].name, rule) {
				s.rules[i].used = true
				covered = true
			}
		}
	}
	return covered
}

// check says what is wrong with a comment once everything it could suppress
// has been found.
func (s *suppression) check(pol *policy) diag.List {
	switch {
	case len(s.rules) == 0:
		return diag.List{{
			Span: s.comment, Message: "the comment names no rule, so it suppresses nothing",
			Help: "write `" + keyword + " RULE: reason`",
		}}
	case s.reason == "":
		return diag.List{{
			Span: s.comment, Message: "the comment gives no reason, so it suppresses nothing",
			Help: "write `" + keyword + " " + s.rules[0].name + ": reason`",
		}}
	}
	var wrong diag.List
	unused := 0
	for _, r := range s.rules {
		switch {
		case r.used:
		case !pol.knows(r.name):
			message, help := pol.unknown(r.name)
			wrong.Add(diag.Diagnostic{Span: r.span, Message: message, Help: help})
		case pol.isOn(r.name):
			unused++
			wrong.Add(diag.Diagnostic{Span: r.span, Message: "`" + r.name + "` finds nothing here"})
		}
	}
	if unused == len(s.rules) {
		wrong[0].Fixes = []diag.Fix{{
			Title: "remove the comment", Safe: s.silent,
			Edits: []diag.Edit{{Span: wholeLine(s.comment)}},
		}}
	}
	return wrong
}

// isOn reports whether a rule, or any of a family, is on, and everything that
// the pattern means was run.
func (p *policy) isOn(pattern string) bool {
	on := false
	for _, r := range p.active() {
		if matchesRule(pattern, r.Name) {
			if p.part && r.Workspace != nil {
				return false
			}
			on = true
		}
	}
	return on
}

// wholeLine widens the span of a comment that has its lines to itself to
// those lines, line end and all, and else to the blanks before it.
func wholeLine(s source.Span) source.Span {
	text := s.File.Text
	for s.Start > 0 && (text[s.Start-1] == ' ' || text[s.Start-1] == '\t') {
		s.Start--
	}
	rest := strings.TrimLeft(text[s.End:], " \t\r")
	if (s.Start == 0 || text[s.Start-1] == '\n') && strings.HasPrefix(rest, "\n") {
		s.End = len(text) - len(rest) + 1
	}
	return s
}

// suppressions finds the suppressing comments of a file. Most files have
// none, and are told apart by one search for the word.
func suppressions(f *fragment.Fragment) []*suppression {
	text := f.File.Text
	var list []*suppression
	fences := fenceFinder{text: text, at: f.Body.Start}
	for from := 0; ; {
		i := strings.Index(text[from:], keyword)
		if i < 0 {
			return list
		}
		i += from
		from = i + len(keyword)
		open, end := commentAround(f, i)
		if end < 0 || !isWordEnd(text[from:]) || fences.isInside(i) {
			continue
		}
		s := &suppression{comment: f.File.Span(open, end), silent: !strings.HasPrefix(text[open:], "<!--")}
		s.parse(from, end)
		s.aim()
		list = append(list, s)
		from = end
	}
}

// isWordEnd reports whether the keyword before rest is a word of its own.
func isWordEnd(rest string) bool { return rest == "" || strings.IndexByte(" \t\r\n:-~}", rest[0]) >= 0 }

// marks are the comments there are, the longest opening first.
var marks = [...]struct{ open, end string }{
	{"{{!--", "--}}"}, {"{{~!--", "--~}}"}, {"{{!", "}}"}, {"{{~!", "}}"}, {"<!--", "-->"},
}

// commentAround returns the bounds of the comment whose first word is at a
// byte offset; end is -1 where there is none.
func commentAround(f *fragment.Fragment, at int) (open, end int) {
	text := f.File.Text
	before := strings.TrimRight(text[:at], " \t\r\n")
	if at < f.Body.Start {
		if strings.HasSuffix(before, "#") && !strings.Contains(text[len(before):at], "\n") {
			return len(before) - 1, at + lineEnd(text[at:])
		}
		return 0, -1
	}
	for _, m := range marks {
		if !strings.HasSuffix(before, m.open) || f.Format == fragment.Prose && m.open != "<!--" {
			continue
		}
		open = len(before) - len(m.open)
		if open > 0 && text[open-1] == '`' {
			return 0, -1 // shown, not meant
		}
		if i := strings.Index(text[at:], m.end); i >= 0 {
			return open, at + i + len(m.end)
		}
	}
	return 0, -1
}

// lineEnd returns where the first line of a text ends, without its line end.
func lineEnd(text string) int {
	line, _, _ := strings.Cut(text, "\n")
	return len(strings.TrimSuffix(line, "\r"))
}

// parse reads `RULE, RULE: reason` from behind the keyword.
func (s *suppression) parse(from, end int) {
	f := s.comment.File
	body := f.Text[from:end]
	if !strings.HasPrefix(f.Text[s.comment.Start:], "#") {
		body = strings.TrimRight(body, "-~}>")
	}
	names, reason, _ := strings.Cut(body, ":")
	s.reason = strings.TrimSpace(reason)
	at := from
	for name := range strings.SplitSeq(names, ",") {
		if word := strings.TrimSpace(name); word != "" {
			start := at + strings.Index(name, word)
			s.rules = append(s.rules, suppressed{span: f.Span(start, start+len(word)), name: word})
		}
		at += len(name) + 1
	}
}

// aim finds the line that the comment is about.
func (s *suppression) aim() {
	f := s.comment.File
	first, last := f.Position(s.comment.Start).Line, f.Position(s.comment.End).Line
	head, start := f.Line(first)
	tail, tailStart := f.Line(last)
	alone := strings.TrimSpace(head[:s.comment.Start-start]) == "" && strings.TrimSpace(tail[s.comment.End-tailStart:]) == ""
	s.line, s.behind = first, !alone
	if !alone {
		return
	}
	for s.line = last + 1; s.line < f.Lines(); s.line++ {
		// Comments may be stacked above the line that they are about.
		if text, _ := f.Line(s.line); strings.TrimSpace(text) != "" && !strings.Contains(text, keyword) {
			return
		}
	}
}

// A fenceFinder knows which offsets of a text are in fenced code. It is asked
// for ascending offsets and reads the text once.
type fenceFinder struct {
	text string
	at   int    // start of the next line
	mark string // of the open fence, "" outside
}

func (f *fenceFinder) isInside(offset int) bool {
	for f.at <= offset && f.at < len(f.text) {
		line := f.text[f.at:]
		end := lineEnd(line)
		next := strings.IndexByte(line, '\n') + 1
		if next == 0 {
			next = len(line) + 1
		}
		f.step(strings.TrimLeft(line[:end], " \t>"))
		f.at += next
	}
	return f.mark != ""
}

func (f *fenceFinder) step(line string) {
	n := len(line) - len(strings.TrimLeft(line, "`"))
	if n == 0 {
		n = len(line) - len(strings.TrimLeft(line, "~"))
	}
	mark, info := line[:n], line[n:]
	switch {
	case n < 3:
	case f.mark == "":
		if mark[0] != '`' || !strings.Contains(info, "`") {
			f.mark = mark
		}
	case strings.HasPrefix(mark, f.mark) && strings.TrimSpace(info) == "":
		f.mark = ""
	}
}
