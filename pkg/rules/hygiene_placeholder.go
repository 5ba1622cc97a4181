package rules

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
)

var placeholder = &analysis.Rule{
	Name: "hygiene/placeholder", Level: diag.Warning,
	Doc: analysis.Doc{
		Title: "text that was to be replaced or written later is still there",
		Why:   "The model reads it as it stands: a note to the author, or a pair of brackets where a name should be.",
		Bad:   "TODO: decide what to say about refunds.\n",
		Good:  "Refunds take five days.\n",
		Since: "0.1",
	},
	File: func(pass *analysis.Pass, f *fragment.Fragment) {
		lines, _ := linesOf(pass, f)
		var left, blanks []diag.Diagnostic
		said := map[string]bool{}
		for _, l := range lines {
			if !l.prose() && l.kind != tableLine {
				continue
			}
			for _, m := range leftovers(l.text) {
				found := l.text[m.start:m.end]
				d := diag.Diagnostic{Span: f.File.Span(l.start+m.start, l.start+m.end)}
				switch {
				case !m.blank:
					d.Message = fmt.Sprintf("`%s` was left in the text", strings.TrimRight(found, ":( "))
					d.Help = "write what belongs here, or remove the line"
					left = append(left, d)
				case !said[found]:
					// People who paste prompts by hand leave blanks on
					// purpose; whoever sends this text to a model does not.
					said[found] = true
					d.Severity = diag.Info
					d.Message = fmt.Sprintf("`%s` is sent to the model as it stands", found)
					d.Help = "make it a variable: {{name}}"
					blanks = append(blanks, d)
				}
			}
		}
		if len(blanks) > maxBlanks {
			blanks = nil
		}
		for _, d := range append(left, blanks...) {
			pass.Report(d)
		}
	},
}

// maxBlanks is how many different blanks a file may have by mistake. One with
// more is a form for the model, or about prompts.
const maxBlanks = 2

// A leftover is a place of a line: a note, or a blank to be filled in.
type leftover struct {
	start, end int
	blank      bool
}

// leftovers finds what was left in a line, but for what it quotes.
func leftovers(text string) []leftover {
	var found []leftover
	if mayHoldNote(text) {
		at := quoting{text: text}
		for _, m := range notes().FindAllStringIndex(text, -1) {
			if !at.inCode(m[0]) && !at.inQuotes(m[0]) && !asksFor(text[:m[0]]) {
				found = append(found, leftover{m[0], m[1], false})
			}
		}
	}
	at := quoting{text: text}
	for i := 0; i < len(text); i++ {
		if text[i] != '[' && text[i] != '<' {
			continue
		}
		if n := blankLen(text[i:]); n > 0 && !isField(text[:i]) && !at.inCode(i) && !at.inQuotes(i) {
			found = append(found, leftover{i, i + n, true})
			i += n - 1
		}
	}
	return found
}

// isField reports whether the text before a blank is the name of a field, as in
// a form that the model is to fill in.
func isField(before string) bool { return strings.HasSuffix(strings.TrimRight(before, " *_"), ":") }

// maxBlank is how long a blank may be, in bytes.
const maxBlank = 80

// blankLen returns how long the blank is with which a text begins, as in
// `[insert the name here]` or `<your name here>`, brackets and all; 0 for none.
func blankLen(text string) int {
	closing := byte(']')
	if text[0] == '<' {
		closing = '>'
	}
	word, _, _ := strings.Cut(text[1:min(len(text), maxBlank)], " ")
	word = strings.ToLower(word)
	if !slices.Contains([]string{"insert", "add", "enter", "fill", "replace", "put", "paste", "your"}, word) {
		return 0
	}
	end := strings.IndexByte(text[:min(len(text), maxBlank)], closing)
	if end < 0 || strings.HasPrefix(text[end+1:], "(") {
		return 0 // the text of a link
	}
	inner := strings.ToLower(text[1:end])
	if word == "insert" || strings.HasPrefix(inner, "fill in") || strings.HasPrefix(inner, "replace with") || strings.HasSuffix(inner, " here") {
		return end + 1
	}
	return 0
}

// asksFor reports whether the text before a note tells the model to write one,
// or makes it a comment of code.
func asksFor(before string) bool {
	before = before[max(0, len(before)-100):]
	if strings.HasSuffix(strings.TrimSpace(before), "//") {
		return true
	}
	words := strings.Fields(strings.ToLower(before))
	for _, w := range words[max(0, len(words)-3):] {
		switch strings.Trim(w, ".,:;*_(") {
		case "add", "leave", "write", "mark", "use", "with", "as", "flag", "any", "every", "no", "find", "put":
			return true
		}
	}
	return false
}

// mayHoldNote is the cheap look before the expression.
func mayHoldNote(text string) bool {
	for _, word := range []string{"TODO", "FIXME", "TBD", "XXX", "orem ipsum"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// notes finds notes of the author, which a colon or a bracket behind them or
// their place at the beginning of a line marks as such.
var notes = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\b(?:TODO|FIXME|XXX)(?::|\()|^\s*(?:[-*]\s+)?(?:TODO|FIXME|TBD)\b(?:[^,]|$)|\bTBD:|\(TBD\)|\b[Ll]orem ipsum\b`)
})
