package rules

import (
	"fmt"
	"maps"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
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
		again := map[*fragment.Fragment]int{}
		for _, inc := range t.Includes {
			again[inc.Fragment]++
		}
		d := doubles{pass: pass, t: t, again: again}
		d.walk(t.Nodes, map[string]*compose.Insert{})
	},
}

// doubles looks for a second include of a text. Only fragments that are
// included again are worth comparing.
type doubles struct {
	pass  *analysis.Pass
	t     *compose.Template
	again map[*fragment.Fragment]int
}

// walk reports every include of a text that was there before. The two branches
// of a condition do not see each other, and both are seen behind it.
func (d doubles) walk(nodes []compose.Node, seen map[string]*compose.Insert) {
	for _, n := range nodes {
		switch n := n.(type) {
		case *compose.Cond:
			then, otherwise := maps.Clone(seen), maps.Clone(seen)
			d.walk(n.Then, then)
			d.walk(n.Else, otherwise)
			maps.Copy(seen, then)
			maps.Copy(seen, otherwise)
		case *compose.Insert:
			if d.again[n.Include.Fragment] > 1 {
				key := n.Include.Fragment.ID + "\x00" + compose.Canonical(n.Body)
				if first, ok := seen[key]; ok {
					d.report(first, n)
					continue
				}
				seen[key] = n
			}
			d.walk(n.Body, seen)
		}
	}
}

func (d doubles) report(first, again *compose.Insert) {
	d.pass.Report(diag.Diagnostic{
		Span:    again.Span,
		Message: fmt.Sprintf("`%s` reaches `%s` a second time", again.Include.Fragment.ID, d.t.Prompt.ID),
		Related: []diag.Label{{Span: first.Span, Text: "first included here"}},
		Help:    "remove one of the two",
	})
}
