package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
)

var unclosedFence = &analysis.Rule{
	Name: "structure/unclosed-fence", Level: diag.Warning,
	Doc: analysis.Doc{
		Title: "a code fence is never closed",
		Why: "Everything behind it is code to whoever reads the Markdown, instructions included. Often the fence that is " +
			"reported is the last of a nested pair: an inner fence closed the outer one.",
		Bad:   "Answer in this form:\n```json\n{\"label\": \"bug\"}\n\nNever add a comment.\n",
		Good:  "Answer in this form:\n```json\n{\"label\": \"bug\"}\n```\n\nNever add a comment.\n",
		Since: "0.1",
	},
	File: func(pass *analysis.Pass, f *fragment.Fragment) {
		lines, open := linesOf(pass, f)
		if open < 0 || !isMarkdown(f) || primes(lines[open:]) {
			return
		}
		l := lines[open]
		trimmed := strings.TrimSpace(l.text)
		mark, _ := fenceMark(trimmed)
		start := l.start + strings.Index(l.text, trimmed)
		pass.Report(diag.Diagnostic{
			Span:    f.File.Span(start, start+len(trimmed)),
			Message: "this code fence is never closed",
			Help:    fmt.Sprintf("close it with `%s`; a fence around fences needs more of the character than those inside", mark),
		})
	},
}

// primes reports whether a fence names a language and nothing stands behind
// it: the last line of a prompt may open one for the model to go on inside. A
// bare one is what an outer fence has left over.
func primes(lines []line) bool {
	trimmed := strings.TrimSpace(lines[0].text)
	mark, _ := fenceMark(trimmed)
	return trimmed != mark && !slices.ContainsFunc(lines[1:], func(l line) bool { return strings.TrimSpace(l.text) != "" })
}
