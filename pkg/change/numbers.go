package change

import (
	"github.com/quoin-dev/quoin/pkg/cost"
	"github.com/quoin-dev/quoin/pkg/price"
)

// Numbers is what a change costs. Known is false where nobody asked for it.
type Numbers struct {
	Known         bool
	Before, After Weight
	Also          []AlsoTokens // of the other models that the prompt names
	Fragments     []Growth     // whose text weighs another number of tokens, the largest change first
}

// AlsoTokens is the worst variant for one more model.
type AlsoTokens struct {
	Model         string
	Before, After cost.Count
}

// A Weight is what a prompt weighs and costs, for the model that it names.
type Weight struct {
	There  bool
	Model  string
	Tokens cost.Count // of the worst variant
	Prefix int        // stable tokens at the start of a typical call
	Priced bool
	Calls  price.USD // 1,000 typical calls
	Month  price.USD
	Budget cost.Budget // the tightest
}

// A Growth is a fragment whose text weighs another number of tokens in the
// worst variant.
type Growth struct {
	ID            string
	Before, After int
}

func numbersOf(p *Prompt, o Options) Numbers {
	if o.Before == nil || o.After == nil {
		return Numbers{}
	}
	n := Numbers{Known: true}
	parts := map[string]*Growth{}
	var order []string
	part := func(id string) *Growth {
		g := parts[id]
		if g == nil {
			g = &Growth{ID: id}
			parts[id] = g
			order = append(order, id)
		}
		return g
	}
	if p.Before != nil {
		w := o.Before.Weigh(p.Before, "", nil)
		n.Before = weightOf(&w)
		for _, r := range w.Worst.Rows {
			if r.Kind == cost.Written {
				part(r.Label).Before += r.Count.Tokens
			}
		}
	}
	if p.After != nil {
		w := o.After.Weigh(p.After, "", nil)
		n.After = weightOf(&w)
		for _, r := range w.Worst.Rows {
			if r.Kind == cost.Written {
				part(r.Label).After += r.Count.Tokens
			}
		}
	}
	if p.Before != nil && p.After != nil {
		for _, model := range p.After.Prompt.Meta.Also {
			x, y := o.Before.Weigh(p.Before, model, nil), o.After.Weigh(p.After, model, nil)
			n.Also = append(n.Also, AlsoTokens{model, x.Worst.Total, y.Worst.Total})
		}
	}
	for _, id := range order {
		if g := parts[id]; g.Before != g.After {
			n.Fragments = append(n.Fragments, *g)
		}
	}
	return n
}

func weightOf(p *cost.Prompt) Weight {
	money := p.Price(&p.Typical)
	line := cost.ByPrompt([]cost.Prompt{*p})[0]
	return Weight{
		There: true, Model: p.Template.Prompt.Meta.Model, Tokens: p.Worst.Total, Prefix: p.Typical.Prefix, Priced: money.Known,
		Calls: money.Call.Times(1000), Month: money.Month, Budget: line.Budget,
	}
}
