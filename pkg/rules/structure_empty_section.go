package rules

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
)

var emptySection = &analysis.Rule{
	Name: "structure/empty-section", Level: diag.Warning,
	Doc: analysis.Doc{
		Title: "a heading has nothing below it",
		Why:   "Its text was lost or never written. The model reads a topic without a word on it and makes something up.",
		Bad:   "Answer questions about orders.\n\n# Tone\n\n# Output\nAnswer in JSON.\n",
		Good:  "Answer questions about orders.\n\n# Tone\nBe brief.\n\n# Output\nAnswer in JSON.\n",
		Since: "0.1",
	},
	File: func(pass *analysis.Pass, f *fragment.Fragment) {
		lines, _ := linesOf(pass, f)
		last := -1                  // the heading under which nothing has stood so far
		seen, title := false, false // whether there was any text, and whether last opens the file: a title may stand alone
		for i, l := range lines {
			switch {
			case l.kind == headingLine:
				if last >= 0 && !title && isTopic(lines[last]) && l.level <= lines[last].level {
					reportHeading(pass, f, lines[last], fmt.Sprintf("nothing stands below `%s`", lines[last].headingText()),
						"write the section or remove the heading")
				}
				last, title, seen = i, !seen, true
			case l.kind != blankLine:
				last, seen = -1, true
			}
		}
	},
}

// isTopic reports whether a heading reads like one. Comments of code that
// stands outside of a fence do not.
func isTopic(l line) bool {
	r, _ := utf8.DecodeRuneInString(l.headingText())
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// reportHeading reports a problem with a heading.
func reportHeading(pass *analysis.Pass, f *fragment.Fragment, l line, message, help string, related ...diag.Label) {
	trimmed := strings.TrimSpace(l.text)
	start := l.start + strings.Index(l.text, trimmed)
	pass.Report(diag.Diagnostic{
		Span: f.File.Span(start, start+len(trimmed)), Message: message, Help: help, Related: related,
	})
}
