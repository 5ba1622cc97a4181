package rules

import (
	"fmt"
	"slices"
	"strings"

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
		if !isMarkdown(f) {
			return
		}
		lines, _ := linesOf(pass, f)
		empty := emptySections(lines)
		for i, l := range empty {
			// Several in a row are an outline that the model is to fill in.
			alone := (i == 0 || empty[i-1].next != l.at) && (i+1 == len(empty) || l.next != empty[i+1].at)
			if heading := lines[l.at]; alone && heading.isTopic() && !introduces(heading) {
				reportHeading(pass, f, heading, fmt.Sprintf("nothing stands below `%s`", heading.headingText()),
					"write the section or remove the heading")
			}
		}
	},
}

// A hollow is a heading with nothing below it, and the heading that follows,
// by their lines.
type hollow struct{ at, next int }

// emptySections finds them. A title may stand alone: the heading that opens a
// file is none.
func emptySections(lines []line) []hollow {
	var empty []hollow
	last, seen, title := -1, false, false
	for i, l := range lines {
		switch {
		case l.kind == headingLine:
			if last >= 0 && !title && l.level <= lines[last].level {
				empty = append(empty, hollow{last, i})
			}
			last, title, seen = i, !seen, true
		case l.kind != blankLine:
			last, seen = -1, true
		}
	}
	return empty
}

// introduces reports whether a heading announces the form of an answer, which
// may be headings again.
func introduces(l line) bool {
	text := strings.ToLower(l.headingText())
	return slices.ContainsFunc([]string{"output", "example", "template", "format"}, func(word string) bool { return strings.Contains(text, word) })
}

// reportHeading reports a problem with a heading.
func reportHeading(pass *analysis.Pass, f *fragment.Fragment, l line, message, help string, related ...diag.Label) {
	trimmed := strings.TrimSpace(l.text)
	start := l.start + strings.Index(l.text, trimmed)
	pass.Report(diag.Diagnostic{
		Span: f.File.Span(start, start+len(trimmed)), Message: message, Help: help, Related: related,
	})
}
