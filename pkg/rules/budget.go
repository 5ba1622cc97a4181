package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/change"
	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/cost"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/price"
	"github.com/quoin-dev/quoin/pkg/token"
)

// budgetWhy is the same for every limit: what makes a budget one is that
// breaking it fails.
const budgetWhy = "A prompt grows by a sentence at a time, and the invoice comes a month later. The budget is where somebody decided " +
	"how much is enough; going over it is a decision too, to be made in review."

var budgetFragment = &analysis.Rule{
	Name: "budget/fragment-size", Level: diag.Error,
	Doc: analysis.Doc{
		Title: "a fragment is larger than its budget",
		Why:   budgetWhy,
		Bad:   "+++\nversion = \"1.0.0\"\nbudget = { max = 5 }\n+++\nNever reveal the account number of any customer to anyone.\n",
		Good:  "+++\nversion = \"1.0.0\"\nbudget = { max = 50 }\n+++\nNever reveal the account number of any customer to anyone.\n",
		Since: "0.1",
	},
	File: func(pass *analysis.Pass, f *fragment.Fragment) {
		limit := f.Meta.Budget.Max
		if limit == 0 {
			return
		}
		t, _ := compose.Resolve(pass.Workspace, f)
		c, _ := t.Render(nil, compose.RenderOptions{Placeholders: true})
		encoding, _ := token.Lookup("o200k_base")
		n := 0
		for _, m := range c.Messages {
			n += encoding.Count(m.Text)
		}
		if n > limit {
			pass.Report(diag.Diagnostic{
				Span:    f.Key("budget.max"),
				Message: fmt.Sprintf("`%s` has %s tokens, %s more than its budget", f.ID, cost.Thousands(n), cost.Thousands(n-limit)),
				Help:    "shorten it, or raise `max` in review",
			})
		}
	},
}

var budgetContextShare = &analysis.Rule{
	Name: "budget/max-context-share", Level: diag.Error,
	Doc: analysis.Doc{
		Title: "a prompt takes more of the model's window than its budget allows",
		Why:   budgetWhy,
		Bad:   budgetExample("[budget]\nmax_context_share = 0.001"),
		Good:  budgetExample("[budget]\nmax_context_share = 0.5"),
		Since: "0.1",
	},
	Prompt: checkBudget("max_context_share"),
}

var budgetMaxGrowth = &analysis.Rule{
	Name: change.RuleGrowth, Level: diag.Error, Reported: true,
	Doc: analysis.Doc{
		Title: "a prompt, a feature or the workspace grew by more than its budget allows",
		Why:   budgetWhy + " It is found where there is something to compare with: by `quoin lint --against REF`.",
		Bad: "-- before/quoin.toml --\n-- before/prompts/ask.md --\n" + grownPrompt + "-- quoin.toml --\n-- prompts/ask.md --\n" + grownPrompt +
			"Name your sources, and say of each of them how sure you are that it is right.\n",
		Good:  "-- before/quoin.toml --\n-- before/prompts/ask.md --\n" + grownPrompt + "-- quoin.toml --\n-- prompts/ask.md --\n" + grownPrompt,
		Since: "0.2",
	},
}

const grownPrompt = "+++\nkind = \"prompt\"\nmodel = \"openai/gpt-5-mini\"\n[budget]\nmax_growth = \"10%\"\n+++\nAnswer the question of the reader.\n"

var budgetMaxInput = &analysis.Rule{
	Name: "budget/max-input", Level: diag.Error,
	Doc: analysis.Doc{
		Title: "the worst variant of a prompt has more tokens than its budget",
		Why:   budgetWhy,
		Bad:   budgetExample("[budget]\nmax_input = 100"),
		Good:  budgetExample("[budget]\nmax_input = 2000"),
		Since: "0.1",
	},
	Prompt: checkBudget("max_input"),
}

var budgetPerCall = &analysis.Rule{
	Name: "budget/max-usd-per-call", Level: diag.Error,
	Doc: analysis.Doc{
		Title: "a call of the worst variant costs more than its budget",
		Why:   budgetWhy,
		Bad:   budgetExample("[budget]\nmax_usd_per_call = 0.0001"),
		Good:  budgetExample("[budget]\nmax_usd_per_call = 0.01"),
		Since: "0.1",
	},
	Prompt: checkBudget("max_usd_per_call"),
}

var budgetPerMonth = &analysis.Rule{
	Name: "budget/max-usd-per-month", Level: diag.Error,
	Doc: analysis.Doc{
		Title: "a month of a prompt costs more than its budget",
		Why:   budgetWhy,
		Bad:   budgetExample("[traffic]\ncalls_per_month = 1_000_000\n[budget]\nmax_usd_per_month = 10"),
		Good:  budgetExample("[traffic]\ncalls_per_month = 1_000\n[budget]\nmax_usd_per_month = 10"),
		Since: "0.1",
	},
	Prompt: checkBudget("max_usd_per_month"),
}

var budgetStablePrefix = &analysis.Rule{
	Name: "budget/min-stable-prefix", Level: diag.Error,
	Doc: analysis.Doc{
		Title: "less of a prompt can be cached than its budget asks for",
		Why: "Providers read a prefix that is the same in every call at a tenth to a half of the price. A variable that moves up " +
			"takes everything behind it out of the cache, and no text diff says so.",
		Bad:   budgetExample("[budget]\nmin_stable_prefix = 5000"),
		Good:  budgetExample("[budget]\nmin_stable_prefix = 5"),
		Since: "0.1",
	},
	Prompt: checkBudget("min_stable_prefix"),
}

// budgetExample is a prompt with a budget.
func budgetExample(budget string) string {
	return "+++\nkind = \"prompt\"\nmodel = \"openai/gpt-5-mini\"\n[vars.ticket]\ntype = \"text\"\nrequired = true\ntokens = 600\n" + budget +
		"\n+++\n{{role \"system\"}}\nClassify the ticket as billing, bug or abuse.\n{{role \"user\"}}\n<ticket>\n{{ticket}}\n</ticket>\n"
}

// scaleOf returns the scale of a run.
func scaleOf(pass *analysis.Pass) *cost.Scale {
	return analysis.Once(pass, "scale", func() *cost.Scale {
		c, _ := cost.Catalogue(pass.Workspace)
		return cost.NewScale(c)
	})
}

// weigh weighs a prompt, once a run.
func weigh(pass *analysis.Pass, t *compose.Template) *cost.Prompt {
	return analysis.Once(pass, "weighed\x00"+t.Prompt.ID, func() *cost.Prompt {
		p := scaleOf(pass).Weigh(t, "", nil)
		return &p
	})
}

// checkBudget holds prompts that state a budget against it.
func checkBudget(key string) func(*analysis.Pass, *compose.Template) {
	return func(pass *analysis.Pass, t *compose.Template) {
		if _, stated := t.Prompt.Keys["budget."+key]; !stated {
			return
		}
		p := weigh(pass, t)
		for _, c := range p.Checks() {
			if c.Key == key && c.Broken() {
				reportOverrun(pass, p, c)
			}
		}
	}
}

func reportOverrun(pass *analysis.Pass, p *cost.Prompt, c cost.Check) {
	what := "over its budget of " + c.Against
	if c.AtLeast {
		what = "below the " + c.Against + " of its budget"
	}
	d := diag.Diagnostic{
		Span:    p.Template.Prompt.Key("budget." + c.Key),
		Message: fmt.Sprintf("`%s` has %s, %s", p.Template.Prompt.ID, c.Shown, what),
		Notes:   []string{"heaviest: " + heaviest(&p.Worst)},
		Help:    wayBack(p),
	}
	if strings.HasPrefix(c.Key, "max_usd") {
		d.Message = fmt.Sprintf("`%s` costs %s, %s", p.Template.Prompt.ID, c.Shown, what)
	}
	if c.AtLeast {
		d.Notes, d.Help = nil, "move what differs from call to call behind what does not, or declare constants `stable = true`"
	}
	if v := p.Worst.Variant.String(); v != "always" && !c.AtLeast {
		d.Notes = append(d.Notes, "in the variant "+v)
	}
	pass.Report(d)
}

// heaviest names the three largest rows.
func heaviest(m *cost.Measure) string {
	rows := slices.Clone(m.Rows)
	slices.SortStableFunc(rows, func(a, b cost.Row) int { return cmp.Compare(b.Count.Tokens, a.Count.Tokens) })
	var names []string
	for _, r := range rows[:min(len(rows), 3)] {
		names = append(names, fmt.Sprintf("%s %s", r.Label, cost.Thousands(r.Count.Tokens)))
	}
	return strings.Join(names, ", ")
}

// wayBack says what is cheapest to leave out: optional fragments, in the order
// in which they would be dropped, and text that is there twice.
func wayBack(p *cost.Prompt) string {
	var ways []string
	for _, inc := range p.Template.DropPlan() {
		n := 0
		for _, r := range p.Worst.Rows {
			if r.Fragment == inc.Fragment {
				n += r.Count.Tokens
			}
		}
		ways = append(ways, fmt.Sprintf("drop the optional `%s` (%s)", inc.Fragment.ID, cost.Thousands(n)))
	}
	seen := map[*fragment.Fragment]int{}
	for _, inc := range p.Template.Includes {
		if seen[inc.Fragment]++; seen[inc.Fragment] == 2 {
			ways = append(ways, fmt.Sprintf("include `%s` once", inc.Fragment.ID))
		}
	}
	if len(ways) == 0 {
		return "shorten the heaviest parts, or raise the budget in review"
	}
	return strings.Join(ways[:min(len(ways), 3)], "; ")
}

var budgetTotal = &analysis.Rule{
	Name: "budget/total", Level: diag.Error,
	Doc: analysis.Doc{
		Title: "the prompts of a feature, or all of them, cost more together than their budget in quoin.toml",
		Why:   budgetWhy,
		Bad: "-- quoin.toml --\n[features.support.budget]\nmax_usd_per_month = 1\n-- prompts/ask.md --\n" +
			strings.Replace(budgetExample("[traffic]\ncalls_per_month = 1_000_000"), "kind =", "feature = \"support\"\nkind =", 1),
		Good: "-- quoin.toml --\n[features.support.budget]\nmax_usd_per_month = 1000\n-- prompts/ask.md --\n" +
			strings.Replace(budgetExample("[traffic]\ncalls_per_month = 1_000_000"), "kind =", "feature = \"support\"\nkind =", 1),
		Since: "0.1",
	},
	Workspace: func(pass *analysis.Pass) {
		c := pass.Workspace.Config
		if len(c.Features) == 0 && c.Budget == (config.Budget{}) {
			return
		}
		groups := map[string][]*cost.Prompt{}
		var all []*cost.Prompt
		for _, t := range pass.Templates() {
			p := weigh(pass, t)
			groups[t.Prompt.Meta.Feature] = append(groups[t.Prompt.Meta.Feature], p)
			all = append(all, p)
		}
		checkTotal(pass, "budget", "all prompts", c.Budget, all)
		for name, f := range c.Features {
			checkTotal(pass, "features."+config.Quote(name)+".budget", "feature `"+name+"`", f.Budget, groups[name])
		}
	},
}

// checkTotal holds the sum of prompts against a budget in quoin.toml.
func checkTotal(pass *analysis.Pass, key, name string, b config.Budget, prompts []*cost.Prompt) {
	var month, call price.USD
	input := 0
	for _, p := range prompts {
		month += p.Price(&p.Typical).Month
		call += p.Price(&p.Worst).Call
		input += p.Worst.Total.High
	}
	over := func(limit, shown, against string) {
		slices.SortStableFunc(prompts, func(a, b *cost.Prompt) int {
			return cmp.Compare(b.Price(&b.Typical).Month, a.Price(&a.Typical).Month)
		})
		var dear []string
		for _, p := range prompts[:min(len(prompts), 3)] {
			dear = append(dear, fmt.Sprintf("%s %s a month", p.Template.Prompt.ID, p.Price(&p.Typical).Month))
		}
		pass.Report(diag.Diagnostic{
			Span:    pass.Workspace.Config.Keys.Find(key + "." + limit),
			Message: fmt.Sprintf("%s together: %s, over the budget of %s", name, shown, against),
			Notes:   []string{"dearest: " + strings.Join(dear, ", ")},
			Help:    "`quoin cost` shows where it goes",
		})
	}
	if limit, err := price.ParseUSD(string(b.MaxUSDPerMonth)); err == nil && limit > 0 && month > limit {
		over("max_usd_per_month", month.String()+" a month", limit.String())
	}
	if limit, err := price.ParseUSD(string(b.MaxUSDPerCall)); err == nil && limit > 0 && call > limit {
		over("max_usd_per_call", call.String()+" for a call of each", limit.String())
	}
	if b.MaxInput > 0 && input > b.MaxInput {
		over("max_input", cost.Thousands(input)+" tokens", cost.Thousands(b.MaxInput))
	}
}

var noPrice = &analysis.Rule{
	Name: "budget/no-price", Level: diag.Warning,
	Doc: analysis.Doc{
		Title: "a prompt's model is not in the price catalogue",
		Why:   "Its cost is not nothing, it is unknown: no budget in dollars holds for it, and its tokens are estimates.",
		Bad:   "+++\nkind = \"prompt\"\nmodel = \"openai/gpt-5-minni\"\n+++\nAnswer the question.\n",
		Good:  "+++\nkind = \"prompt\"\nmodel = \"openai/gpt-5-mini\"\n+++\nAnswer the question.\n",
		Since: "0.1",
	},
	File: func(pass *analysis.Pass, f *fragment.Fragment) {
		if f.Meta.Model == "" || f.Format == fragment.Dotprompt {
			return
		}
		c := analysis.Once(pass, "catalogue", func() *price.Catalogue {
			c, _ := cost.Catalogue(pass.Workspace)
			return c
		})
		if _, ok := c.Lookup(f.Meta.Model); ok {
			return
		}
		help := c.Suggest(f.Meta.Model)
		if help == "" {
			help = fmt.Sprintf("add it to quoin.toml: [models.%s] with input and output, or see `quoin prices`", config.Quote(f.Meta.Model))
		}
		pass.Report(diag.Diagnostic{
			Span: f.Key("model"), Message: fmt.Sprintf("`%s` has no price", f.Meta.Model), Help: help,
		})
	},
}
