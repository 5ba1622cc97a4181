package rules

import (
	"fmt"
	"strings"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
)

// wallWords is how many words make a paragraph a wall. Of the paragraphs in a
// thousand public prompts one in two hundred is longer.
const wallWords = 250

var wallOfText = &analysis.Rule{
	Name: "structure/wall-of-text", Level: diag.Info,
	Doc: analysis.Doc{
		Title: "a paragraph is so long that its rules get lost",
		Why: "Neither reviewers nor models weigh the fifteenth sentence of a paragraph as they do an item of a list, and a " +
			"change in it shows up in review as one changed line.",
		Bad:   strings.Repeat("When a customer asks for a refund, look up the order first. ", 25) + "\n",
		Good:  "- When a customer asks for a refund, look up the order first.\n- Say when the money will be back.\n",
		Since: "0.1",
	},
	File: func(pass *analysis.Pass, f *fragment.Fragment) {
		if !isMarkdown(f) {
			return
		}
		lines, _ := linesOf(pass, f)
		for i := 0; i < len(lines); i++ {
			if !isParagraph(lines[i]) {
				continue
			}
			first, words := i, 0
			for i < len(lines) && isParagraph(lines[i]) {
				if len(lines[i].text) > 5*wallWords || i > first {
					words += len(strings.Fields(lines[i].text))
				}
				i++
			}
			if words < wallWords || isData(lines[first].text) {
				continue
			}
			start := lines[first].start + len(lines[first].text) - len(strings.TrimLeft(lines[first].text, " \t"))
			end := start + strings.IndexByte(f.File.Text[start:]+" ", ' ')
			pass.Report(diag.Diagnostic{
				Span:    f.File.Span(start, min(end, len(f.File.Text))),
				Message: fmt.Sprintf("this paragraph has %d words", words),
				Help:    "make a list of it, one rule an item, or part it under headings",
			})
		}
	},
}

// isParagraph reports whether a line is part of one. A tag that stands alone
// sets off what is around it.
func isParagraph(l line) bool {
	if l.kind != textLine {
		return false
	}
	trimmed := strings.TrimSpace(l.text)
	return trimmed[0] != '<' || trimmed[len(trimmed)-1] != '>'
}

// isData reports whether a line begins JSON or a table that was pasted in.
func isData(text string) bool {
	trimmed := strings.TrimSpace(text)
	return trimmed[0] == '{' || trimmed[0] == '[' || strings.IndexByte(trimmed, '\t') >= 0
}
