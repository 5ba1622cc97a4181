package rules

import (
	"fmt"
	"strings"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
)

var duplicateHeading = &analysis.Rule{
	Name: "structure/duplicate-heading", Level: diag.Info,
	Doc: analysis.Doc{
		Title: "two sections of the same parent have the same heading",
		Why:   "Rules on one subject stand in two places; whoever edits one of them does not see the other.",
		Bad:   "# Tone\nBe brief.\n\n# Output\nAnswer in JSON.\n\n# Tone\nBe kind.\n",
		Good:  "# Tone\nBe brief and kind.\n\n# Output\nAnswer in JSON.\n",
		Since: "0.1",
	},
	File: func(pass *analysis.Pass, f *fragment.Fragment) {
		if !isMarkdown(f) {
			return
		}
		lines, _ := linesOf(pass, f)
		sections := map[string][]line{}
		var order []string
		var path [7]string
		for _, l := range lines {
			if l.kind != headingLine {
				continue
			}
			text := strings.ToLower(l.headingText())
			path[l.level] = text
			for level := l.level + 1; level < len(path); level++ {
				path[level] = ""
			}
			key := strings.Join(path[:l.level+1], "\x00")
			if !l.isTopic() || isSerial(text) {
				continue
			}
			if sections[key] == nil {
				order = append(order, key)
			}
			sections[key] = append(sections[key], l)
		}
		for _, key := range order {
			if same := sections[key]; len(same) == 2 { // more of them are a form that is filled in again and again
				reportTwin(pass, f, same[0], same[1])
			}
		}
	},
}

func reportTwin(pass *analysis.Pass, f *fragment.Fragment, before, l line) {
	start := before.start + len(before.text) - len(strings.TrimLeft(before.text, " \t"))
	reportHeading(pass, f, l, fmt.Sprintf("there is a section `%s` already", l.headingText()), "put the two together",
		diag.Label{Span: f.File.Span(start, before.start+len(strings.TrimRight(before.text, " \t"))), Text: "the first one"})
}

// isSerial reports whether a heading is one that lists rightly repeat.
func isSerial(text string) bool {
	for _, word := range []string{"example", "input", "output", "user", "assistant", "human", "answer", "question", "response", "step"} {
		if strings.HasPrefix(text, word) {
			return true
		}
	}
	return false
}
