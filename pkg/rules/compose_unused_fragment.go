package rules

import (
	"fmt"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
)

var unusedFragment = &analysis.Rule{
	Name: "compose/unused-fragment", Level: diag.Warning,
	Doc: analysis.Doc{
		Title: "no prompt reaches a fragment",
		Why:   "Dead text is read, reviewed and edited as if it still told a model something.",
		Bad: `-- quoin.toml --
-- prompts/fragments/old.md --
Begin with a greeting.
-- prompts/ask.md --
+++
kind = "prompt"
+++
Answer the question.
`,
		Good: `-- quoin.toml --
-- prompts/fragments/greeting.md --
Begin with a greeting.
-- prompts/ask.md --
+++
kind = "prompt"
+++
{{> greeting}}
Answer the question.
`,
		Since: "0.1",
	},
	Workspace: func(pass *analysis.Pass) {
		ws := pass.Workspace
		prompts := ws.Prompts()
		if ws.Loose || len(prompts) == 0 {
			return
		}
		reached := map[*fragment.Fragment]bool{}
		queue := prompts
		for len(queue) > 0 {
			f := queue[len(queue)-1]
			queue = queue[:len(queue)-1]
			if reached[f] {
				continue
			}
			reached[f] = true
			for _, p := range f.Includes {
				if target, ok := ws.Lookup(p.Name); ok {
					queue = append(queue, target)
				}
			}
		}
		for _, f := range ws.All {
			if !reached[f] {
				line, _ := f.File.Line(1)
				pass.Report(diag.Diagnostic{
					Span:    f.File.Span(0, len(line)),
					Message: fmt.Sprintf("no prompt reaches fragment `%s`", f.ID),
					Help:    "include it, or delete the file: git keeps it",
				})
			}
		}
	},
}
