package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/source"
)

var untrustedVariable = &analysis.Rule{
	Name: "security/untrusted-variable", Level: diag.Error,
	Doc: analysis.Doc{
		Title: "what a stranger writes stands outside of the user's message, or without delimiters",
		Why: "Text that a customer or a web page provides can hold instructions. In the system message the model takes them for " +
			"yours; without delimiters it cannot tell where they end.",
		Bad: "+++\nkind = \"prompt\"\n[vars.ticket]\ntype = \"text\"\nrequired = true\nuntrusted = true\n+++\n" +
			"{{role \"system\"}}\nThe customer wrote: {{ticket}}\n{{role \"user\"}}\nWrite the reply.\n",
		Good: "+++\nkind = \"prompt\"\n[vars.ticket]\ntype = \"text\"\nrequired = true\nuntrusted = true\n+++\n" +
			"{{role \"system\"}}\nWrite the reply to the ticket.\n{{role \"user\"}}\n<ticket>\n{{ticket}}\n</ticket>\n",
		Since: "0.1",
	},
	Prompt: func(pass *analysis.Pass, t *compose.Template) {
		unseen := map[source.Span]bool{}
		untrustedValues(t, t.Nodes, unseen)
		if len(unseen) == 0 {
			return
		}
		check := func(c *compose.Composition) {
			for i := range c.Messages {
				checkUntrusted(pass, t, &c.Messages[i], unseen)
			}
		}
		check(t.Preview())
		// Values under conditions that the first variant does not meet.
		variants, _ := t.Variants()
		for _, v := range variants {
			if len(unseen) == 0 {
				return
			}
			c, _ := t.Render(nil, compose.RenderOptions{Placeholders: true, Variant: v})
			check(c)
		}
	},
}

// untrustedValues gathers the places at which untrusted values are written.
func untrustedValues(t *compose.Template, nodes []compose.Node, into map[source.Span]bool) {
	for _, n := range nodes {
		switch n := n.(type) {
		case *compose.Value:
			if v, ok := t.Interface.Lookup(compose.Root(n.Expr)); ok && v.Untrusted {
				into[n.Span] = true
			}
		case *compose.Cond:
			untrustedValues(t, n.Then, into)
			untrustedValues(t, n.Else, into)
		case *compose.Loop:
			untrustedValues(t, n.Body, into)
			untrustedValues(t, n.Else, into)
		case *compose.Insert:
			untrustedValues(t, n.Body, into)
		}
	}
}

// checkUntrusted reports each untrusted value of a message that stands where
// it should not, and strikes off all that it saw.
func checkUntrusted(pass *analysis.Pass, t *compose.Template, m *compose.Message, unseen map[source.Span]bool) {
	for i, s := range m.Segments {
		if s.Kind != compose.Filled {
			continue
		}
		name := compose.Root(s.Expr)
		v, ok := t.Interface.Lookup(name)
		if !ok || !v.Untrusted || !unseen[s.Span] {
			continue
		}
		delete(unseen, s.Span)
		d := diag.Diagnostic{Span: s.Span, Related: []diag.Label{{Span: v.Span, Text: "declared untrusted here"}}}
		switch {
		case m.Role != compose.User && m.Role != "tool":
			d.Message = fmt.Sprintf("`%s` is untrusted and stands in the message of the %s", name, m.Role)
			d.Help = "move it into the message of the user, between delimiters"
			pass.Report(d)
		case !delimited(m, i):
			d.Message = fmt.Sprintf("`%s` is untrusted and has no delimiters around it", name)
			d.Help = fmt.Sprintf("put it between tags, such as <%s> and </%s>", name, name)
			pass.Report(d)
		}
	}
}

// delimited reports whether the text around a segment sets it off: a tag, a
// fence or quotes that open before it and close behind it.
func delimited(m *compose.Message, i int) bool {
	before, after := m.Text[:m.Segments[i].Start], m.Text[m.Segments[i].End:]
	if open := lastOpenTag(before); open != "" && strings.Contains(after, "</"+open+">") {
		return true
	}
	for _, mark := range []string{"```", "~~~", `"""`, "'''", "###", "---", "==="} {
		if strings.Count(before, mark)%2 == 1 && strings.Contains(after, mark) {
			return true
		}
	}
	left, right := strings.TrimRight(before, " "), strings.TrimLeft(after, " ")
	for _, pair := range []string{`""`, "''", "“”", "``", "«»", "[]"} {
		runes := []rune(pair)
		if strings.HasSuffix(left, string(runes[0])) && strings.HasPrefix(right, string(runes[1])) {
			return true
		}
	}
	return false
}

// lastOpenTag returns the innermost tag that is open at the end of a text.
func lastOpenTag(text string) string {
	var open []string
	for line := range strings.Lines(text) {
		for _, t := range lineTags(strings.TrimRight(line, "\n")) {
			if !t.closes {
				open = append(open, t.name)
				continue
			}
			for i, name := range slices.Backward(open) {
				if name == t.name {
					open = open[:i]
					break
				}
			}
		}
	}
	if len(open) == 0 {
		return ""
	}
	return open[len(open)-1]
}
