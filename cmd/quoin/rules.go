package main

import (
	"github.com/spf13/cobra"

	"github.com/quoin-dev/quoin/pkg/report"
)

func newRulesCmd(a *app) *cobra.Command {
	format := newEnum("text", "json")
	cmd := &cobra.Command{
		Use:     "rules",
		Short:   "List the rules with their levels",
		GroupID: groupProject,
		Long: `List the rules, in a workspace the team's own as well, each with its level and
what it finds. The level is the one that holds unless [lint.rules] in quoin.toml
says otherwise.

Exit status: 0.`,
		Example: `  quoin rules
  quoin rules --format json`,
		Args: atMost("no argument", 0),
		RunE: func(*cobra.Command, []string) error {
			if format.value == "json" {
				return report.RulesJSON(a.out, a.allRules())
			}
			return report.Rules(a.out, a.allRules(), a.style())
		},
	}
	format.addTo(cmd, "format", "how to write the list")
	return cmd
}
