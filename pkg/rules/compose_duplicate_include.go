package rules

import (
	"fmt"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/diag"
)

var duplicateInclude = &analysis.Rule{
	Name: "compose/duplicate-include", Level: diag.Warning,
	Doc: analysis.Doc{
		Title: "a fragment reaches one prompt twice",
		Why:   "Every call pays twice for the same words, and nobody sees it because the second include stands in another file.",
		Bad: `-- quoin.toml --
-- prompts/fragments/tone.md --
Use plain words and short sentences.
-- prompts/fragments/persona.md --
You are a support agent.
{{> tone}}
-- prompts/ask.md --
+++
kind = "prompt"
+++
{{> persona}}
{{> tone}}
`,
		Good: `-- quoin.toml --
-- prompts/fragments/tone.md --
Use plain words and short sentences.
-- prompts/fragments/persona.md --
You are a support agent.
-- prompts/ask.md --
+++
kind = "prompt"
+++
{{> persona}}
{{> tone}}
`,
		Since: "0.1",
	},
	Prompt: func(pass *analysis.Pass, t *compose.Template) {
		walkIncludes(pass, t, t.Nodes, map[string]*compose.Insert{})
	},
}

// walkIncludes reports every include of a text that was there before. The two
// branches of a condition do not see each other, and both are seen behind it.
func walkIncludes(pass *analysis.Pass, t *compose.Template, nodes []compose.Node, seen map[string]*compose.Insert) {
	branch := func(nodes []compose.Node) map[string]*compose.Insert {
		inner := map[string]*compose.Insert{}
		for k, v := range seen {
			inner[k] = v
		}
		walkIncludes(pass, t, nodes, inner)
		return inner
	}
	for _, n := range nodes {
		switch n := n.(type) {
		case *compose.Cond:
			then, otherwise := branch(n.Then), branch(n.Else)
			for k, v := range then {
				seen[k] = v
			}
			for k, v := range otherwise {
				seen[k] = v
			}
		case *compose.Insert:
			key := n.Include.Fragment.ID + "\x00" + compose.Canonical(n.Body)
			if first, ok := seen[key]; ok {
				reportInclude(pass, t, first, n)
				continue
			}
			seen[key] = n
			walkIncludes(pass, t, n.Body, seen)
		}
	}
}

func reportInclude(pass *analysis.Pass, t *compose.Template, first, again *compose.Insert) {
	pass.Report(diag.Diagnostic{
		Span:    again.Span,
		Message: fmt.Sprintf("`%s` reaches `%s` a second time", again.Include.Fragment.ID, t.Prompt.ID),
		Related: []diag.Label{{Span: first.Span, Text: "first included here"}},
		Help:    "remove one of the two",
	})
}
