package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/quoin-dev/quoin/pkg/analysis"
)

// Rules lists rules, each with its level and what it finds.
func Rules(w io.Writer, rules []*analysis.Rule, st Style) error {
	b := bufio.NewWriter(w)
	p := paletteFor(st)
	widest := 0
	for _, r := range rules {
		widest = max(widest, len(r.Name))
	}
	family := ""
	for i, r := range rules {
		if f, _, _ := strings.Cut(r.Name, "/"); f != family {
			if i > 0 {
				fmt.Fprintln(b)
			}
			family = f
		}
		level := p.severity(r.Level)(fmt.Sprintf("%-7s", r.Level))
		fmt.Fprintf(b, "%-*s  %s  %s\n", widest, r.Name, level, r.Doc.Title)
	}
	return b.Flush()
}

// RulesJSON lists rules for programs.
func RulesJSON(w io.Writer, rules []*analysis.Rule) error {
	type rule struct {
		Name  string `json:"name"`
		Level string `json:"level"`
		Title string `json:"title"`
		Why   string `json:"why"`
		Since string `json:"since"`
	}
	out := struct {
		Version int    `json:"version"`
		Rules   []rule `json:"rules"`
	}{jsonVersion, make([]rule, len(rules))}
	for i, r := range rules {
		out.Rules[i] = rule{r.Name, r.Level.String(), r.Doc.Title, r.Doc.Why, r.Doc.Since}
	}
	return writeJSON(w, out)
}

// Rule explains one rule.
func Rule(w io.Writer, r *analysis.Rule, st Style) error {
	b := bufio.NewWriter(w)
	p := paletteFor(st)
	fmt.Fprintf(b, "%s (%s): %s\n\n", p.title(r.Name), p.severity(r.Level)(r.Level.String()), r.Doc.Title)
	fmt.Fprintf(b, "%s\n", wrap(r.Doc.Why, min(st.width(), 80)))
	for _, example := range []struct{ title, text string }{{"Found", r.Doc.Bad}, {"Put right", r.Doc.Good}} {
		if example.text == "" {
			continue
		}
		fmt.Fprintf(b, "\n%s\n", p.title(example.title+":"))
		for line := range strings.Lines(example.text) {
			fmt.Fprintf(b, "    %s\n", clean(strings.TrimRight(line, "\r\n")))
		}
	}
	fmt.Fprintf(b, "\n%s\n", p.title("To change it:"))
	fmt.Fprintf(b, "    in quoin.toml         [lint.rules]\n                          %q = \"off\"\n", r.Name)
	fmt.Fprintf(b, "    in a template         {{! quoin-ignore %s: why }}\n", r.Name)
	fmt.Fprintf(b, "    in plain Markdown     <!-- quoin-ignore %s: why -->\n", r.Name)
	return b.Flush()
}

// wrap breaks a paragraph into lines of at most width columns.
func wrap(text string, width int) string {
	var b strings.Builder
	col := 0
	for i, word := range strings.Fields(text) {
		switch {
		case i == 0:
		case col+1+len(word) > width:
			b.WriteByte('\n')
			col = 0
		default:
			b.WriteByte(' ')
			col++
		}
		b.WriteString(word)
		col += len(word)
	}
	return b.String()
}
