package change

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/cost"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/release"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// The rules of this package. Both need a base to compare with.
const (
	RuleGrowth   = "budget/max-growth"
	RuleTooSmall = "version/bump-too-small"
)

// Check returns what a change breaks: budgets of growth, and versions that
// were moved by less than the change asks for. The options must have scales.
func Check(r *Report, before, after *workspace.Workspace, o Options) diag.List {
	var found diag.List
	for i := range r.Prompts {
		p := &r.Prompts[i]
		if p.Before == nil || p.After == nil {
			continue
		}
		n := p.Numbers
		growth(&found, growing{
			p.ID, p.After.Prompt.Meta.Budget.MaxGrowth, n.Before.Tokens.High, n.After.Tokens.High,
			p.After.Prompt.Key("budget.max_growth"), heaviest(n.Fragments),
		})
		tooSmall(&found, p)
	}
	conf := after.Config
	if conf.Budget.MaxGrowth != "" {
		from, to := total(before, o.Before, ""), total(after, o.After, "")
		growth(&found, growing{"the workspace", conf.Budget.MaxGrowth, from, to, conf.Keys.Find("budget.max_growth"), ""})
	}
	for _, name := range slices.Sorted(maps.Keys(conf.Features)) {
		if limit := conf.Features[name].Budget.MaxGrowth; limit != "" {
			from, to := total(before, o.Before, name), total(after, o.After, name)
			growth(&found, growing{"feature " + name, limit, from, to, conf.Keys.Find("features." + config.Quote(name) + ".budget.max_growth"), ""})
		}
	}
	return found
}

// growing is something with a budget of growth.
type growing struct {
	what, limit string // "10%"
	from, to    int    // tokens of the worst variant
	at          source.Span
	note        string
}

func growth(found *diag.List, g growing) {
	share, err := strconv.ParseFloat(strings.TrimSuffix(g.limit, "%"), 64)
	if err != nil || g.from == 0 {
		return
	}
	grown := 100 * (float64(g.to)/float64(g.from) - 1)
	if grown <= share {
		return
	}
	d := diag.Diagnostic{
		Rule: RuleGrowth, Severity: diag.Error, Span: g.at,
		Message: fmt.Sprintf("%s grew by %.1f%%, from %s to %s tokens, and its budget allows %s", g.what, grown, cost.Thousands(g.from), cost.Thousands(g.to), g.limit),
		Help:    "shorten what was added, or raise `max_growth` in review",
	}
	if g.note != "" {
		d.Notes = []string{g.note}
	}
	found.Add(d)
}

// heaviest names the files whose text grew most.
func heaviest(list []Growth) string {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b Growth) int { return (b.After - b.Before) - (a.After - a.Before) })
	var parts []string
	for _, g := range list[:min(len(list), 3)] {
		if g.After > g.Before {
			parts = append(parts, fmt.Sprintf("%s +%d", g.ID, g.After-g.Before))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "what grew most: " + strings.Join(parts, ", ")
}

// total is what all prompts weigh, or those of a feature.
func total(ws *workspace.Workspace, scale *cost.Scale, feature string) int {
	prompts := slices.DeleteFunc(ws.Prompts(), func(f *fragment.Fragment) bool { return feature != "" && f.Meta.Feature != feature })
	sum := 0
	for _, p := range scale.WeighAll(ws, prompts, "") {
		sum += p.Worst.Total.High
	}
	return sum
}

// tooSmall reports a version that was moved, and not far enough.
func tooSmall(found *diag.List, p *Prompt) {
	from, to := p.Before.Prompt.Meta.Version, p.After.Prompt.Meta.Version
	if !release.IsVersion(from) || !release.IsVersion(to) || p.Bump() == release.None {
		return
	}
	least := release.Next(from, p.Bump())
	if release.Compare(to, from) > 0 && release.Compare(to, least) < 0 {
		found.Add(diag.Diagnostic{
			Rule: RuleTooSmall, Severity: diag.Error, Span: p.After.Prompt.Key("version"),
			Message: fmt.Sprintf("`%s` went from %s to %s, and the change is %s: it needs %s", p.ID, from, to, p.Class, least),
			Notes:   []string{"because of " + strings.Join(p.Codes, ", ")},
			Help:    "run `quoin release " + p.ID + "`",
		})
	}
}
