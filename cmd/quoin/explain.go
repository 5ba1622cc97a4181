package main

import (
	"github.com/spf13/cobra"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/report"
	"github.com/quoin-dev/quoin/pkg/rules"
	"github.com/quoin-dev/quoin/pkg/suggest"
)

func newExplainCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "explain RULE",
		Short:   "Say what a rule finds, and why it matters",
		GroupID: groupProject,
		Long: `Print what a rule finds, why that is a problem, an example of it, the same put
right, and how to set or suppress the rule.

Exit status: 0; 2 if there is no such rule.`,
		Example: `  quoin explain compose/unknown-include
  quoin explain secret`,
		Args:              one("one rule"),
		ValidArgsFunction: completeFirst(func(*cobra.Command) []string { return ruleNames() }),
		RunE: func(_ *cobra.Command, args []string) error {
			rule, err := findRule(args[0])
			if err != nil {
				return err
			}
			return report.Rule(a.out, rule, a.style())
		},
	}
}

// findRule finds a built-in rule by its name, or by the last part of it where
// that says enough.
func findRule(name string) (*analysis.Rule, error) {
	near, found := suggest.Nearest(name, ruleNames())
	for _, r := range rules.All {
		if r.Name == name || found && r.Name == near && suffixOf(name, near) {
			return r, nil
		}
	}
	if found {
		return nil, usagef("no rule is named %q, did you mean %s?", name, near)
	}
	return nil, usagef("no rule is named %q, `quoin rules` lists them", name)
}

func suffixOf(name, full string) bool {
	return len(full) > len(name) && full[len(full)-len(name)-1:] == "/"+name
}

func ruleNames() []string {
	names := make([]string, len(rules.All))
	for i, r := range rules.All {
		names[i] = r.Name
	}
	return names
}
