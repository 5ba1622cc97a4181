package cost

import (
	"cmp"
	"math"
	"slices"

	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/price"
)

// Money is what one prompt costs with its traffic, for typical calls. It is
// zero, and Known false, for a model without a price.
type Money struct {
	Known    bool
	Call     price.USD // a call of which nothing is cached
	Cached   price.USD // a call whose stable prefix is read from the cache
	Month    price.USD // all calls of a month, with their cached share
	Calls    int       // a month
	CachedAt int       // tokens of the prefix that the provider's rule caches
}

// Price works out the money of a measure of a prompt.
func (p *Prompt) Price(m *Measure) Money {
	traffic := p.Template.Prompt.Meta.Traffic
	if !p.Priced {
		return Money{Calls: traffic.CallsPerMonth}
	}
	return Pay(p.Model, traffic, m.Total.Tokens, m.Prefix)
}

// Pay works out the money of calls with so many tokens of input, of which so
// many at the start are the same in each.
func Pay(m price.Model, traffic fragment.Traffic, input, prefix int) Money {
	money := Money{Known: true, Calls: traffic.CallsPerMonth}
	out := traffic.OutputTokens
	money.CachedAt = min(m.Cache.Cached(prefix), input)
	money.Call = m.Cost(price.Usage{Input: input, Output: out})
	money.Cached = m.Cost(price.Usage{Input: input - money.CachedAt, CachedRead: money.CachedAt, Output: out})
	hits := int64(math.Round(float64(traffic.CallsPerMonth) * traffic.CachedShare))
	misses := int64(traffic.CallsPerMonth) - hits
	miss := money.Call
	if m.Cache.Explicit && hits > 0 {
		// Where a cache must be asked for, every call that does not read it
		// pays for writing it.
		miss = m.Cost(price.Usage{Input: input - money.CachedAt, CacheWrite5m: money.CachedAt, Output: out})
	}
	money.Month = money.Cached.Times(hits) + miss.Times(misses)
	return money
}

// A Share is what one part of many requests costs: a fragment over all the
// prompts that include it.
type Share struct {
	Label    string
	Fragment *fragment.Fragment
	Prompts  int
	Tokens   int       // in one typical call of each prompt, summed over prompts
	Month    price.USD // of its input tokens at the full price
	Known    bool      // every prompt that it is in has a price
}

// ByFragment adds up, over all prompts, what each file's text costs a month.
func ByFragment(prompts []Prompt) []Share {
	at := map[*fragment.Fragment]int{}
	var shares []Share
	for i := range prompts {
		p := &prompts[i]
		counted := map[*fragment.Fragment]bool{}
		for _, r := range p.Typical.Rows {
			if r.Kind != Written || r.Fragment == nil {
				continue
			}
			j, ok := at[r.Fragment]
			if !ok {
				j = len(shares)
				at[r.Fragment] = j
				shares = append(shares, Share{Label: r.Fragment.ID, Fragment: r.Fragment, Known: true})
			}
			s := &shares[j]
			if !counted[r.Fragment] {
				counted[r.Fragment] = true
				s.Prompts++
			}
			s.Tokens += r.Count.Tokens
			s.Known = s.Known && p.Priced
			calls := int64(p.Template.Prompt.Meta.Traffic.CallsPerMonth)
			s.Month += p.Model.Cost(price.Usage{Input: r.Count.Tokens}).Times(calls)
		}
	}
	slices.SortFunc(shares, func(a, b Share) int {
		return cmp.Or(cmp.Compare(b.Month, a.Month), cmp.Compare(b.Tokens, a.Tokens), cmp.Compare(a.Label, b.Label))
	})
	return shares
}
