package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/quoin-dev/quoin/pkg/cost"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/price"
	"github.com/quoin-dev/quoin/pkg/report"
)

func newCostCmd(a *app) *cobra.Command {
	by := newEnum("prompt", "feature", "owner", "model", "fragment", "version")
	format := newEnum("text", "json", "csv", "markdown")
	model, exact := "", false
	cmd := &cobra.Command{
		Use:     "cost [PROMPT]...",
		Short:   "Say what prompts cost, a call and a month",
		GroupID: groupMeasure,
		Long: `Work out what prompts cost with their traffic: the tokens that the team wrote,
the tokens of a real call with everything that it carries, how many of them go
out for each one that a user typed (the overhead), and the money: a call of
which nothing is cached, one whose stable prefix is, and a month of [traffic].

--by fragment says what each paragraph costs a month over all prompts that
include it. --by version lists every release, as the history of the lock has it,
with today's prices and traffic: what a prompt has grown to. --model answers
"what if". A model without a price is named on stderr, and its amounts are left
out, never counted as nothing.

--exact asks the provider for counts that are estimates otherwise: see
` + "`quoin tokens --help`" + `.

Exit status: 0; 2 if a flag, a prompt or a key is wrong; 3 if a provider does
not answer.`,
		Example: `  quoin cost
  quoin cost support/triage support/reply
  quoin cost --by fragment
  quoin cost --model openai/gpt-5-nano
  quoin cost --by feature --format csv`,
		ValidArgsFunction: completeEach(a.promptIDs),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.cost(cmd.Context(), args, by.value, format.value, model, exact)
		},
	}
	by.addTo(cmd, "by", "what to add up by")
	format.addTo(cmd, "format", "how to print")
	cmd.Flags().StringVar(&model, "model", "", "as if all prompts ran on the model `NAME`")
	cmd.Flags().BoolVar(&exact, "exact", false, "ask the provider instead of estimating")
	_ = cmd.RegisterFlagCompletionFunc("model", completeModels)
	return cmd
}

// prices is the catalogue that holds in a workspace.
type prices struct{ *price.Catalogue }

// check refuses a model that the catalogue does not have.
func (p prices) check(model string) error {
	if model == "" {
		return nil
	}
	if _, ok := p.Lookup(model); ok {
		return nil
	}
	if hint := p.Suggest(model); hint != "" {
		return usagef("--model: no model is named %q: %s", model, hint)
	}
	return usagef("--model: no model is named %q: see `quoin prices`", model)
}

// scale returns the prices of a workspace and a note on them. That they are
// old is said once, on stderr.
func (a *app) scale(w *opened) (prices, string, error) {
	c, found := cost.Catalogue(w.ws)
	if err := a.stopAt(found); err != nil {
		return prices{}, "", err
	}
	a.warnStale(prices{c})
	return prices{c}, fmt.Sprintf("prices of %s, %s", c.Date.Format(time.DateOnly), c.Source), nil
}

func completeModels(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var names []string
	for _, m := range price.Default().Models() {
		names = append(names, m.Name())
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

func (a *app) cost(ctx context.Context, ids []string, by, format, model string, exact bool) error {
	w, err := a.openWorkspace(ctx)
	if err != nil {
		return err
	}
	prompts, err := w.prompts(ids)
	if err != nil {
		return err
	}
	p, note, err := a.scale(w)
	if err != nil {
		return err
	}
	if err := p.check(model); err != nil {
		return err
	}
	weighed := cost.NewScale(p.Catalogue).WeighAll(w.ws, prompts, model)
	if exact {
		if err := a.countExactly(ctx, w.root, weighed, model); err != nil {
			return err
		}
	}
	a.warnUnpriced(p, weighed)
	t := costTable(weighed, by)
	if by == "version" {
		if t, err = a.versionTable(ctx, w, p, weighed); err != nil {
			return err
		}
	}
	t.Note = note
	switch format {
	case "json":
		return report.CostJSON(a.out, t)
	case "csv":
		return report.CostCSV(a.out, t)
	case "markdown":
		return report.CostMarkdown(a.out, t)
	}
	return report.Cost(a.out, t, a.style())
}

// prompts returns the prompts that the command line names, or all of them.
func (o *opened) prompts(ids []string) ([]*fragment.Fragment, error) {
	if len(ids) == 0 {
		return o.ws.Prompts(), nil
	}
	var out []*fragment.Fragment
	for _, id := range ids {
		f, err := o.find(id, true)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

// warnUnpriced names the models that have no price, each once.
func (a *app) warnUnpriced(p prices, weighed []cost.Prompt) {
	said := map[string]bool{}
	for i := range weighed {
		name := weighed[i].Template.Prompt.Meta.Model
		if weighed[i].Priced || said[name] || a.quiet {
			continue
		}
		said[name] = true
		if name == "" {
			fmt.Fprintf(a.err, "%s names no model, so it has no price\n", weighed[i].Template.Prompt.ID)
			continue
		}
		fmt.Fprintf(a.err, "%s has no price in the catalogue", name)
		if hint := p.Suggest(name); hint != "" {
			fmt.Fprintf(a.err, ": %s", hint)
		}
		fmt.Fprintln(a.err)
	}
}

func costTable(weighed []cost.Prompt, by string) report.CostTable {
	t := report.CostTable{By: by, Total: cost.Total(cost.ByPrompt(weighed))}
	meta := func(p *cost.Prompt) *fragment.Meta { return &p.Template.Prompt.Meta }
	or := func(s, other string) string {
		if s == "" {
			return other
		}
		return s
	}
	switch by {
	case "fragment":
		t.Shares = cost.ByFragment(weighed)
	case "feature":
		t.Lines = cost.Group(weighed, func(p *cost.Prompt) string { return or(meta(p).Feature, "(none)") })
	case "owner":
		t.Lines = cost.Group(weighed, func(p *cost.Prompt) string { return or(meta(p).Owner, "(none)") })
	case "model":
		t.Lines = cost.Group(weighed, func(p *cost.Prompt) string { return or(p.Model.ID, "(none)") })
	default:
		t.Lines = cost.ByPrompt(weighed)
	}
	return t
}
