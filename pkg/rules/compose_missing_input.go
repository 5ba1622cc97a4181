package rules

import (
	"fmt"
	"slices"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/diag"
)

var missingInput = &analysis.Rule{
	Name: "compose/missing-input", Level: diag.Warning,
	Doc: analysis.Doc{
		Title: "a value may be missing where it is written",
		Why: "An optional variable without a default is written outside of any condition on it, so a call that leaves it out " +
			"fails with an error, or under dotprompt's rules sends a sentence with a hole in it.",
		Bad: `+++
kind = "prompt"
[vars.note]
type = "string"
+++
Our own note on the customer: {{note}}
`,
		Good: `+++
kind = "prompt"
[vars.note]
type = "string"
+++
{{#if note}}
Our own note on the customer: {{note}}
{{/if}}
`,
		Since: "0.1",
	},
	Prompt: func(pass *analysis.Pass, t *compose.Template) {
		m := missing{pass: pass, t: t, said: map[string]bool{}}
		m.nodes(t.Nodes, nil)
	},
}

// missing walks a template with the expressions that are known to be there.
type missing struct {
	pass *analysis.Pass
	t    *compose.Template
	said map[string]bool
}

func (m *missing) nodes(nodes []compose.Node, known []string) {
	for _, n := range nodes {
		switch n := n.(type) {
		case *compose.Value:
			m.value(n, known)
		case *compose.Cond:
			then, otherwise := known, known
			if !n.Test.Equal && !n.Test.Not || n.Test.Equal && !n.Test.Not {
				then = append(slices.Clip(known), compose.Root(n.Test.X))
			} else {
				otherwise = append(slices.Clip(known), compose.Root(n.Test.X))
			}
			m.nodes(n.Then, then)
			m.nodes(n.Else, otherwise)
		case *compose.Loop:
			m.nodes(n.Body, append(slices.Clip(known), compose.Root(n.Over)))
			m.nodes(n.Else, known)
		case *compose.Insert:
			m.nodes(n.Body, known)
		}
	}
}

func (m *missing) value(n *compose.Value, known []string) {
	if _, ok := n.Expr.(compose.Default); ok {
		return
	}
	name := compose.Root(n.Expr)
	v, ok := m.t.Interface.Lookup(name)
	if !ok || v.Required || v.Default != nil || v.Inferred || m.said[name] {
		return
	}
	if slices.Contains(known, name) {
		return
	}
	m.said[name] = true
	m.pass.Report(diag.Diagnostic{
		Span:    n.Span,
		Message: fmt.Sprintf("`%s` is optional, has no default, and is written without a condition", name),
		Related: []diag.Label{{Span: v.Span, Text: "declared here"}},
		Help:    fmt.Sprintf("guard it with {{#if %s}}, give it a default, or make it required", name),
	})
}
