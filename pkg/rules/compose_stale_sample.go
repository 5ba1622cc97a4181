package rules

import (
	"fmt"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
)

var staleSample = &analysis.Rule{
	Name: "compose/stale-sample", Level: diag.Warning,
	Doc: analysis.Doc{
		Title: "a sample is no longer a value that its variable may have",
		Why:   "Costs, previews and evals are made from samples. One that callers could not give makes all of them wrong.",
		Bad: `+++
kind = "prompt"
[vars.tier]
type = "string"
enum = ["free", "pro"]
required = true
sample = "enterprise"
+++
The customer's plan is {{tier}}.
`,
		Good: `+++
kind = "prompt"
[vars.tier]
type = "string"
enum = ["free", "pro"]
required = true
sample = "pro"
+++
The customer's plan is {{tier}}.
`,
		Since: "0.1",
	},
	File: func(pass *analysis.Pass, f *fragment.Fragment) {
		for i := range f.Meta.Vars {
			v := &f.Meta.Vars[i]
			if v.Sample == nil {
				continue
			}
			if problem := compose.CheckValue(v.Sample, v); problem != "" {
				pass.Report(diag.Diagnostic{
					Span:    f.Key("vars." + v.Name + ".sample"),
					Message: fmt.Sprintf("the sample is out of date: `%s` %s", v.Name, problem),
				})
			}
		}
	},
}
