package rules

import (
	"fmt"
	"strings"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
)

var trailingSpace = &analysis.Rule{
	Name: "hygiene/trailing-space", Level: diag.Info,
	Doc: analysis.Doc{
		Title: "lines end in blanks",
		Why:   "Blanks at the end of a line are tokens that nobody sees, and they have been measured to change answers. Two of them behind text, Markdown's line break, are left alone.",
		Bad:   "Answer in one sentence. \nBe kind.\n",
		Good:  "Answer in one sentence.\nBe kind.\n",
		Since: "0.1",
	},
	File: func(pass *analysis.Pass, f *fragment.Fragment) {
		lines, _ := linesOf(pass, f)
		var edits []diag.Edit
		for _, l := range lines {
			kept := strings.TrimRight(l.text, " \t")
			lineBreak := l.text[len(kept):] == "  " && strings.TrimSpace(kept) != ""
			if len(kept) == len(l.text) || lineBreak || l.kind == codeLine || l.kind == fenceLine {
				continue
			}
			edits = append(edits, diag.Edit{Span: f.File.Span(l.start+len(kept), l.start+len(l.text))})
		}
		if len(edits) == 0 {
			return
		}
		message := "this line ends in blanks"
		if len(edits) > 1 {
			message = fmt.Sprintf("%d lines end in blanks, this is the first", len(edits))
		}
		pass.Report(diag.Diagnostic{
			Span: edits[0].Span, Message: message,
			Fixes: []diag.Fix{{Title: "remove the blanks", Safe: true, Edits: edits}},
		})
	},
}

var finalNewline = &analysis.Rule{
	Name: "hygiene/final-newline", Level: diag.Info,
	Doc: analysis.Doc{
		Title: "a file does not end in one newline",
		Why:   "Without one, the next edit of the last line shows two changed lines in review; with several, they are tokens in other tools that put files together.",
		Bad:   "Answer in one sentence.",
		Good:  "Answer in one sentence.\n",
		Since: "0.1",
	},
	File: func(pass *analysis.Pass, f *fragment.Fragment) {
		text := f.File.Text
		kept := strings.TrimRight(text, " \t\r\n")
		rest := text[len(kept):]
		end := "\n"
		if strings.HasPrefix(rest, "\r\n") {
			end = "\r\n"
		}
		if kept == "" || strings.TrimLeft(rest, " \t") == end {
			return
		}
		message := "the file does not end in a newline"
		if strings.Count(rest, "\n") > 1 {
			message = "the file ends in blank lines"
		}
		// Blanks before the first newline are another rule's.
		start := len(kept)
		if i := strings.IndexByte(rest, '\n'); i >= 0 {
			start += i + 1
			end = ""
		} else {
			start = len(text)
		}
		pass.Report(diag.Diagnostic{
			Span: f.File.Span(start, len(text)), Message: message,
			Fixes: []diag.Fix{{Title: "end the file in one newline", Safe: true, Edits: []diag.Edit{{Span: f.File.Span(start, len(text)), New: end}}}},
		})
	},
}

var lineEndings = &analysis.Rule{
	Name: "hygiene/line-endings", Level: diag.Info,
	Doc: analysis.Doc{
		Title: "lines end in CR LF, or some do",
		Why:   "The carriage returns are tokens in tools that do not read them away, and a file with both kinds shows changes in review that nobody made.",
		Bad:   "Answer in one sentence.\r\nBe kind.\n",
		Good:  "Answer in one sentence.\nBe kind.\n",
		Since: "0.1",
	},
	File: func(pass *analysis.Pass, f *fragment.Fragment) {
		text := f.File.Text
		crlf := strings.Count(text, "\r\n")
		if crlf == 0 {
			return
		}
		first := strings.Index(text, "\r\n")
		message := "the lines of this file end in CR LF"
		if lf := strings.Count(text, "\n") - crlf; lf > 0 {
			message = fmt.Sprintf("%d lines end in CR LF and %d in LF", crlf, lf)
		}
		var edits []diag.Edit
		for at := first; at >= 0; {
			edits = append(edits, diag.Edit{Span: f.File.Span(at, at+1)})
			next := strings.Index(text[at+2:], "\r\n")
			if next < 0 {
				break
			}
			at += 2 + next
		}
		pass.Report(diag.Diagnostic{
			Span: f.File.Span(first, first+1), Message: message,
			Fixes: []diag.Fix{{Title: "end every line in LF", Safe: true, Edits: edits}},
		})
	},
}

var byteOrderMark = &analysis.Rule{
	Name: "hygiene/bom", Level: diag.Info,
	Doc: analysis.Doc{
		Title: "a file begins with a byte order mark",
		Why:   "Other tools take the three bytes for text: front matter is not recognised, and the model gets a token that means nothing.",
		Bad:   "\ufeffAnswer in one sentence.\n",
		Good:  "Answer in one sentence.\n",
		Since: "0.1",
	},
	File: func(pass *analysis.Pass, f *fragment.Fragment) {
		const mark = "\ufeff"
		if !strings.HasPrefix(f.File.Text, mark) {
			return
		}
		span := f.File.Span(0, len(mark))
		pass.Report(diag.Diagnostic{
			Span: span, Message: "the file begins with a byte order mark",
			Fixes: []diag.Fix{{Title: "remove it", Safe: true, Edits: []diag.Edit{{Span: span}}}},
		})
	},
}
