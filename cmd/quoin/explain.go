package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/report"
	"github.com/quoin-dev/quoin/pkg/rules"
	"github.com/quoin-dev/quoin/pkg/source"
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
		ValidArgsFunction: completeFirst(func(*cobra.Command) []string { return namesOf(a.allRules()) }),
		RunE: func(_ *cobra.Command, args []string) error {
			rule, err := a.findRule(args[0])
			if err != nil {
				return err
			}
			return report.Rule(a.out, rule, a.style())
		},
	}
}

// findRule finds a rule by its name, or by the last part of it where that
// says enough.
func (a *app) findRule(name string) (*analysis.Rule, error) {
	all := a.allRules()
	near, found := suggest.Nearest(name, namesOf(all))
	for _, r := range all {
		if r.Name == name || found && r.Name == near && strings.HasSuffix(near, "/"+name) {
			return r, nil
		}
	}
	if found {
		return nil, usagef("no rule is named %q, did you mean %s?", name, near)
	}
	return nil, usagef("no rule is named %q, `quoin rules` lists them", name)
}

// allRules returns the built-in rules, and in a workspace the team's own.
func (a *app) allRules() []*analysis.Rule {
	root, ok := findRoot(a.dir)
	if !ok {
		return rules.All
	}
	text, err := os.ReadFile(filepath.Join(root, config.Name))
	if err != nil {
		return rules.All
	}
	c, _ := config.Parse(source.NewFile(config.Name, string(text)))
	return append(slices.Clip(rules.All), analysis.TeamRules(c)...)
}

func namesOf(all []*analysis.Rule) []string {
	names := make([]string, len(all))
	for i, r := range all {
		names[i] = r.Name
	}
	return names
}
