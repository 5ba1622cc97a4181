package rules

import (
	"fmt"
	"strings"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/cost"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/source"
)

var volatileEarly = &analysis.Rule{
	Name: "cache/volatile-early", Level: diag.Warning,
	Doc: analysis.Doc{
		Title: "a value that differs from call to call stands before text that could be cached",
		Why: "Providers cache a prompt from its first byte to the first one that differs. One date or name near the top, and " +
			"every call pays the full price for everything below it.",
		Bad: "+++\nkind = \"prompt\"\nmodel = \"openai/gpt-5-mini\"\n[vars.now]\ntype = \"string\"\nrequired = true\nsample = \"12:30\"\n+++\n" +
			"{{role \"system\"}}\nThe time is {{now}}.\n" + strings.Repeat("- When a customer asks for a refund, look up the order first and say when the money will be back.\n", 80) +
			"{{role \"user\"}}\nHelp me.\n",
		Good: "+++\nkind = \"prompt\"\nmodel = \"openai/gpt-5-mini\"\n[vars.now]\ntype = \"string\"\nrequired = true\nsample = \"12:30\"\n+++\n" +
			"{{role \"system\"}}\n" + strings.Repeat("- When a customer asks for a refund, look up the order first and say when the money will be back.\n", 80) +
			"The time is {{now}}.\n{{role \"user\"}}\nHelp me.\n",
		Since: "0.1",
	},
	Prompt: func(pass *analysis.Pass, t *compose.Template) {
		v, ok := firstVolatile(t)
		if !ok || t.Prompt.Meta.Model == "" {
			return
		}
		p := weigh(pass, t)
		now := p.Model.Cache.Cached(p.Typical.Prefix)
		later := p.Model.Cache.Cached(v.movable(p))
		if !p.Priced || later-now < minSaving {
			return
		}
		d := diag.Diagnostic{
			Span:    v.span,
			Message: fmt.Sprintf("`%s` differs from call to call and ends the cacheable prefix after %s tokens", v.name, cost.Thousands(p.Typical.Prefix)),
			Help:    fmt.Sprintf("move it behind the instructions, or declare it `stable = true`: %s more tokens of each call could be cached", cost.Thousands(later-now)),
		}
		moved := p.Typical
		moved.Prefix = v.movable(p)
		if saved := p.Price(&p.Typical).Month - p.Price(&moved).Month; saved > 0 {
			d.Notes = []string{fmt.Sprintf("moving it saves %s a month at the stated traffic", saved)}
		}
		if fix, ok := v.move(t); ok {
			d.Fixes = []diag.Fix{fix}
		}
		pass.Report(d)
	},
}

// minSaving is how many tokens more must become cacheable for a word.
const minSaving = 256

// A volatile is the first value of the first message that differs from call
// to call.
type volatile struct {
	name    string
	span    source.Span
	message *compose.Message
	offset  int
}

// firstVolatile finds it if more than half of the message stands behind it:
// the cheap look before anything is counted.
func firstVolatile(t *compose.Template) (volatile, bool) {
	c := t.Preview()
	if len(c.Messages) == 0 {
		return volatile{}, false
	}
	m := &c.Messages[0]
	for _, s := range m.Segments {
		if s.Kind != compose.Filled {
			continue
		}
		name := compose.Root(s.Expr)
		if v, ok := t.Interface.Lookup(name); !ok || v.Stable {
			continue
		}
		return volatile{name, s.Span, m, s.Start}, m.Role == compose.System && s.Start < len(m.Text)/2
	}
	return volatile{}, false
}

// movable is the stable prefix if the value stood at the end of its message.
func (v volatile) movable(p *cost.Prompt) int {
	rest := p.Counter.Count(v.message.Text[v.offset:]).Tokens
	return p.Typical.Prefix + rest - p.Counter.Count(v.span.Text()).Tokens
}

// move makes a fix of a value on a line of the prompt's own file: the line goes
// to the end of the message. It may change what the model does, so it is not
// applied without being asked for.
func (v volatile) move(t *compose.Template) (diag.Fix, bool) {
	file := t.Prompt.File
	if v.span.File != file {
		return diag.Fix{}, false
	}
	start := strings.LastIndexByte(file.Text[:v.span.Start], '\n') + 1
	end := strings.IndexByte(file.Text[v.span.End:], '\n')
	if end < 0 {
		return diag.Fix{}, false
	}
	end += v.span.End + 1
	role := strings.Index(file.Text[end:], "{{role ")
	if role < 0 || strings.Contains(file.Text[start:end], "{{#") || strings.Contains(file.Text[start:end], "{{/") {
		return diag.Fix{}, false
	}
	to := end + role
	return diag.Fix{
		Title: "move the line to the end of the message",
		Edits: []diag.Edit{{Span: file.Span(start, end)}, {Span: file.Span(to, to), New: file.Text[start:end]}},
	}, true
}

var belowMinimum = &analysis.Rule{
	Name: "cache/below-minimum", Level: diag.Warning,
	Doc: analysis.Doc{
		Title: "calls are said to be cached, and the stable prefix is too short for it",
		Why:   "Each provider has a length below which nothing is cached. The stated share of cached calls then makes the cost report too low.",
		Bad:   budgetExample("[traffic]\ncalls_per_month = 10_000\ncached_share = 0.7"),
		Good:  budgetExample("[traffic]\ncalls_per_month = 10_000"),
		Since: "0.1",
	},
	Prompt: func(pass *analysis.Pass, t *compose.Template) {
		if t.Prompt.Meta.Traffic.CachedShare == 0 || t.Prompt.Meta.Model == "" {
			return
		}
		p := weigh(pass, t)
		rule := p.Model.Cache
		if !p.Priced || rule.Name == "" || p.Typical.Prefix >= rule.Min {
			return
		}
		pass.Report(diag.Diagnostic{
			Span: t.Prompt.Key("traffic.cached_share"),
			Message: fmt.Sprintf("the stable prefix has %s tokens, and %s caches from %s",
				cost.Thousands(p.Typical.Prefix), p.Model.Provider, cost.Thousands(rule.Min)),
			Help: "put more of what never changes first, or set cached_share = 0",
		})
	},
}
