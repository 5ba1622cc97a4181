package rules

import (
	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/cost"
	"github.com/quoin-dev/quoin/pkg/diag"
)

var pricesFile = &analysis.Rule{
	Name: "structure/prices", Level: diag.Error,
	Doc: analysis.Doc{
		Title: "prices.toml, or a model in quoin.toml, cannot be used",
		Why:   "Costs and budgets are then worked out with other prices than the team decided on.",
		Bad: "-- quoin.toml --\n[models.\"acme/house-model\"]\ninput = 0.2\n-- prompts/ask.md --\n" +
			"+++\nkind = \"prompt\"\n+++\nAnswer the question.\n",
		Good: "-- quoin.toml --\n[models.\"acme/house-model\"]\ninput = 0.2\noutput = 0.8\n-- prompts/ask.md --\n" +
			"+++\nkind = \"prompt\"\n+++\nAnswer the question.\n",
		Since: "0.1",
	},
	Workspace: func(pass *analysis.Pass) {
		if pass.Workspace.Prices == nil && len(pass.Workspace.Config.Models) == 0 {
			return
		}
		_, found := cost.Catalogue(pass.Workspace)
		for _, d := range found {
			pass.Report(d)
		}
	},
}
