package price

import (
	"math/bits"
	"slices"
)

// A Model is one entry of the catalogue.
type Model struct {
	Provider string   // "openai"
	ID       string   // "gpt-5-mini", as the provider's API takes it
	Aliases  []string // other ids of it; `*` stands for any text, `?` for one byte

	Rates         // of a request of ordinary length
	Tiers []Tier  // of longer ones, the shortest first
	Call  USD     // for each call, whatever its length
	Batch float64 // what a batched request pays of the price: 0.5; 0 where there are no batches

	Window    int // tokens of input that a request can hold; 0 for unsaid
	MaxOutput int // tokens that a reply can have; 0 for unsaid

	Encoding  string // how tokens are counted exactly, as pkg/token names it; empty where that is not public
	Estimator string // how they are estimated else; empty where nobody knows
	Cache     CacheRule
}

// Name returns "provider/id".
func (m Model) Name() string { return m.Provider + "/" + m.ID }

// Rates are prices of a million tokens. Where a provider says nothing of a
// kind of token it is billed as the kind that it would be without the cache:
// reads and writes as input, writes for an hour as those for five minutes.
type Rates struct {
	Input        USD
	CacheRead    USD
	CacheWrite5m USD
	CacheWrite1h USD
	Output       USD
}

// A Tier holds the rates of every token of a request with more than Above
// tokens of input, cached or not. It is a cliff: the tokens below pay them too.
type Tier struct {
	Above int
	Rates
}

// A CacheRule says how a provider caches the beginning of a prompt. The zero
// CacheRule, which has no name, is that of a model without a known rule.
type CacheRule struct {
	Name        string
	Min         int     // the shortest prefix that is cached, in tokens
	Step        int     // cached in multiples of this many tokens
	Explicit    bool    // only what the request marks is cached
	Breakpoints int     // how many marks a request may have; 0 where it cannot mark
	Read        float64 // what a cached token pays of the price of input; 0 where that differs between models
	Write5m     float64 // what a token written for five minutes pays of it
	Write1h     float64 // what a token written for an hour pays of it; 0 where there is no such cache
	Source      string  // who says so
	Date        string  // when that was checked: 2026-11-23
}

// Cached returns how many tokens of a stable prefix the rule lets a provider
// cache: none below the minimum, and whole steps from there.
func (c CacheRule) Cached(prefix int) int {
	if c.Name == "" || prefix < c.Min {
		return 0
	}
	if c.Step > 1 {
		prefix -= (prefix - c.Min) % c.Step
	}
	return prefix
}

// Usage counts the tokens of one call by how they are billed. Every token is
// in one field only: Input is what was neither read from a cache nor written
// into one. Counts below zero count as zero.
type Usage struct {
	Input        int
	CachedRead   int
	CacheWrite5m int
	CacheWrite1h int
	Output       int
	Batch        bool // sent by way of the provider's batches
}

// RatesFor returns the rates of a request with that many tokens of input,
// cached or not.
func (m Model) RatesFor(input int) Rates {
	rates := m.Rates
	for _, t := range m.Tiers {
		if input > t.Above {
			rates = t.Rates
		}
	}
	return rates
}

const (
	million    = 1_000_000
	thousandth = 1000
)

// Cost returns what a call costs, rounded once, at the end, to the nearest
// nano-dollar. It is exact to there and stays at [MaxUSD] where the true
// amount is higher. A batch costs the full price where the model has none.
func (m Model) Cost(u Usage) USD {
	rates := m.RatesFor(u.Input + u.CachedRead + u.CacheWrite5m + u.CacheWrite1h)
	var sum amount
	sum.add(u.Input, rates.Input)
	sum.add(u.CachedRead, rates.CacheRead)
	sum.add(u.CacheWrite5m, rates.CacheWrite5m)
	sum.add(u.CacheWrite1h, rates.CacheWrite1h)
	sum.add(u.Output, rates.Output)
	sum.add(million, m.Call)
	if u.Batch && m.Batch > 0 {
		return sum.over(uint64(m.Batch*thousandth+0.5), thousandth*million)
	}
	return sum.over(1, million)
}

// An amount is a sum of tokens times rates, in 128 bits: a million tokens at a
// dollar are 10¹⁵ already, and int64 ends at 10¹⁹.
type amount struct{ high, low uint64 }

func (a *amount) add(tokens int, rate USD) {
	if tokens <= 0 || rate <= 0 {
		return
	}
	high, low := bits.Mul64(uint64(tokens), uint64(rate))
	var carry uint64
	a.low, carry = bits.Add64(a.low, low, 0)
	a.high, _ = bits.Add64(a.high, high, carry)
}

// over returns the amount times a small factor, divided and rounded half up.
func (a amount) over(factor, divisor uint64) USD {
	carry, low := bits.Mul64(a.low, factor)
	overflow, high := bits.Mul64(a.high, factor)
	high, carry = bits.Add64(high, carry, 0)
	low, half := bits.Add64(low, divisor/2, 0)
	high, _ = bits.Add64(high, half, 0)
	if overflow+carry > 0 || high >= divisor {
		return MaxUSD
	}
	quotient, _ := bits.Div64(high, low, divisor)
	return USD(min(quotient, uint64(MaxUSD)))
}

func (m Model) clone() Model {
	m.Aliases, m.Tiers = slices.Clone(m.Aliases), slices.Clone(m.Tiers)
	return m
}
