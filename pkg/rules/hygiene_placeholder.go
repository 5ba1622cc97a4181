package rules

import (
	"fmt"
	"regexp"
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
		said := map[string]bool{}
		for _, l := range lines {
			if !l.prose() && l.kind != tableLine || !mayHoldPlaceholder(l.text) {
				continue
			}
			for _, at := range placeholders().FindAllStringIndex(l.text, -1) {
				if inCode(l.text, at[0]) || inQuotes(l.text, at[0]) {
					continue
				}
				found := l.text[at[0]:at[1]]
				if said[found] || asksFor(l.text[:at[0]]) {
					continue
				}
				said[found] = strings.ContainsAny(found[:1], "[<")
				d := diag.Diagnostic{
					Span:    f.File.Span(l.start+at[0], l.start+at[1]),
					Message: fmt.Sprintf("`%s` was left in the text", strings.TrimRight(found, ":( ")),
					Help:    "write what belongs here, or remove the line",
				}
				if found[0] == '[' || found[0] == '<' {
					// People who paste prompts by hand leave brackets on
					// purpose; whoever sends this text to a model does not.
					d.Severity = diag.Info
					d.Message = fmt.Sprintf("`%s` is sent to the model as it stands", found)
					d.Help = "make it a variable: {{name}}"
				}
				pass.Report(d)
			}
		}
	},
}

// asksFor reports whether the text before a mark tells the model to write one.
func asksFor(before string) bool {
	words := strings.Fields(strings.ToLower(before))
	for _, w := range words[max(0, len(words)-3):] {
		switch strings.Trim(w, ".,:;*_(") {
		case "add", "leave", "write", "mark", "use", "with", "as", "flag", "any", "every", "no", "find", "put":
			return true
		}
	}
	return false
}

// mayHoldPlaceholder is the cheap look before the expression.
func mayHoldPlaceholder(text string) bool {
	for _, word := range []string{"TODO", "FIXME", "TBD", "XXX", "orem ipsum"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	i := strings.IndexAny(text, "[<")
	return i >= 0 && strings.ContainsAny(text[i:], "]>")
}

// placeholders finds notes that are marked as such, by a colon or a bracket
// behind them, and brackets that ask to be filled in.
var placeholders = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\b(?:TODO|FIXME|XXX)(?::|\()|^\s*(?:[-*]\s+)?(?:TODO|FIXME|TBD)\b(?:[^,]|$)|\bTBD:|\(TBD\)|\b[Ll]orem ipsum\b` +
		`|\[(?i:insert|add|enter|fill in|replace with|put) [^\]\[]{2,60}\]|<(?i:insert|fill in|replace with|your) [^<>]{2,60}(?: here)?>`)
})
