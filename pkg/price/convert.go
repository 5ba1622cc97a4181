package price

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/source"
)

// An Origin says where a table of prices comes from.
type Origin struct {
	Date    time.Time // the day of the table
	Source  string
	Licence string
}

// GenAIPrices is the origin of a table of genai-prices of that day.
func GenAIPrices(day time.Time) Origin {
	return Origin{
		Date:    day.UTC().Truncate(24 * time.Hour),
		Source:  "genai-prices, https://github.com/pydantic/genai-prices",
		Licence: "MIT, Copyright (c) Pydantic Services Inc. 2025 to present",
	}
}

// Convert makes a catalogue from the JSON table of genai-prices (data.json).
// Three things are simplified, each to the dearer side or to a fixed answer:
// of prices that change with the date the last announced one holds, of prices
// that change with the time of day the dearest, and a rate finer than a
// nano-dollar is rounded. A model without a price is left out, unless its id
// says that it is free.
func Convert(file *source.File, origin Origin) (*Catalogue, diag.List) {
	var table []tableProvider
	decoder := json.NewDecoder(strings.NewReader(file.Text))
	if err := decoder.Decode(&table); err != nil {
		return nil, diag.List{tableProblem(file, err, int(decoder.InputOffset()))}
	}
	known := readFacts()
	head := Catalogue{Date: origin.Date, Source: origin.Source, Licence: origin.Licence, caches: known.caches}
	head.providers = mergeProviders(known.providers, table)
	rank := make(map[string]int, len(head.providers))
	for i, p := range head.providers {
		rank[p.ID] = i
	}
	var models []Model
	for _, p := range table {
		for _, m := range p.Models {
			model, ok, err := m.convert(p.ID)
			if err != nil {
				return nil, diag.List{tableProblem(file, fmt.Errorf("%s/%s: %w", p.ID, m.ID, err), -1)}
			}
			if ok {
				models = append(models, known.complete(model))
			}
		}
	}
	slices.SortStableFunc(models, func(a, b Model) int {
		return cmp.Or(cmp.Compare(rank[a.Provider], rank[b.Provider]), cmp.Compare(a.ID, b.ID))
	})
	models = slices.CompactFunc(models, func(a, b Model) bool { return a.Name() == b.Name() })
	if len(models) == 0 {
		return nil, diag.List{tableProblem(file, errors.New("there is no model with a price in it"), -1)}
	}
	return newCatalogue(head, models), nil
}

// tableProblem puts an error of decoding at its place, as far as it is known.
func tableProblem(file *source.File, err error, at int) diag.Diagnostic {
	span := file.Span(0, 0)
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		at = int(syntax.Offset) - 1
	case errors.As(err, &kind):
		at = int(kind.Offset) - 1
	}
	if at >= 0 {
		at = min(at, len(file.Text))
		span = file.Span(at, min(at+1, len(file.Text)))
	}
	return diag.Diagnostic{
		Rule: Rule, Severity: diag.Error, Span: span,
		Message: fmt.Sprintf("this is no price table of genai-prices: %s", err),
		Help:    "the table is data.json of https://github.com/pydantic/genai-prices",
	}
}

// mergeProviders puts the providers of the table into the order of the known
// ones, those that only the table has behind them.
func mergeProviders(known []Provider, table []tableProvider) []Provider {
	providers := slices.Clone(known)
	for _, p := range table {
		i := slices.IndexFunc(providers, func(k Provider) bool { return k.ID == p.ID })
		if i < 0 {
			i = len(providers)
			providers = append(providers, Provider{ID: p.ID})
		}
		providers[i].Name = cmp.Or(p.Name, p.ID)
		providers[i].Fallback = p.Fallback
		if len(p.Pages) > 0 {
			providers[i].Prices = p.Pages[0]
		}
	}
	return providers
}

type tableProvider struct {
	ID       string       `json:"id"`
	Name     string       `json:"name"`
	Pages    []string     `json:"pricing_urls"`
	Fallback []string     `json:"fallback_model_providers"`
	Models   []tableModel `json:"models"`
}

type tableModel struct {
	ID     string      `json:"id"`
	Match  tableClause `json:"match"`
	Window int         `json:"context_window"`
	Prices tablePrices `json:"prices"`
}

// convert makes a model without what only facts.toml knows; false for one
// without a price.
func (t tableModel) convert(provider string) (Model, bool, error) {
	m := Model{Provider: provider, ID: t.ID, Window: t.Window, Aliases: t.aliases()}
	free := strings.HasSuffix(t.ID, ":free")
	if provider == "" || t.ID == "" {
		return m, false, errors.New("a model has no id")
	}
	if t.Prices.Input == nil {
		return m, free, nil
	}
	tiers := map[int]bool{0: true}
	for _, p := range t.Prices.all() {
		for _, tier := range p.tiers() {
			tiers[tier.Start] = true
		}
	}
	for _, above := range slices.Sorted(maps.Keys(tiers)) {
		rates, err := t.Prices.rates(above)
		if err != nil {
			return m, false, err
		}
		if above == 0 {
			m.Rates = rates
			continue
		}
		m.Tiers = append(m.Tiers, Tier{above, rates})
	}
	if t.Prices.Requests != "" {
		perThousand, _, err := parseDecimal(string(t.Prices.Requests))
		if err != nil {
			return m, false, err
		}
		m.Call = perThousand / thousandth
	}
	return m, true, nil
}

// tablePrices are the prices of a model that a text is billed with.
type tablePrices struct {
	Input      *tablePrice `json:"input_mtok"`
	CacheRead  *tablePrice `json:"cache_read_mtok"`
	CacheWrite *tablePrice `json:"cache_write_mtok"`
	Output     *tablePrice `json:"output_mtok"`
	Requests   json.Number `json:"requests_kcount"`
}

func (p tablePrices) all() []*tablePrice {
	return []*tablePrice{p.Input, p.CacheRead, p.CacheWrite, p.Output}
}

// rates returns the prices of requests with more than so many tokens.
func (p tablePrices) rates(above int) (Rates, error) {
	r := noRates
	for i, to := range []*USD{&r.Input, &r.CacheRead, &r.CacheWrite5m, &r.Output} {
		from := p.all()[i]
		if from == nil {
			continue
		}
		rate, _, err := parseDecimal(string(from.at(above)))
		if err != nil {
			return r, err
		}
		if *to = rate; rate < 0 {
			return r, errors.New("a price below zero")
		}
	}
	r = r.filled()
	r.Output = max(r.Output, 0)
	return r, nil
}

// UnmarshalJSON takes one set of prices, or of a list the one that holds.
func (p *tablePrices) UnmarshalJSON(data []byte) error {
	type plain tablePrices
	if !bytes.HasPrefix(data, []byte("[")) {
		return json.Unmarshal(data, (*plain)(p))
	}
	var dated []struct {
		Prices     plain `json:"prices"`
		Constraint struct {
			Start string `json:"start_date"`
		} `json:"constraint"`
	}
	if err := json.Unmarshal(data, &dated); err != nil {
		return err
	}
	best, since := -1, ""
	for i, d := range dated {
		later := d.Constraint.Start > since
		dearer := best >= 0 && d.Constraint.Start == since && tablePrices(d.Prices).dearer(tablePrices(dated[best].Prices))
		if best < 0 || later || dearer {
			best, since = i, d.Constraint.Start
		}
	}
	if best >= 0 {
		*p = tablePrices(dated[best].Prices)
	}
	return nil
}

func (p tablePrices) dearer(than tablePrices) bool {
	mine, _ := p.rates(0)
	theirs, _ := than.rates(0)
	return mine.Input > theirs.Input
}

// A tablePrice is one number, or one for each length of request.
type tablePrice struct {
	Base  json.Number `json:"base"`
	Tiers []tableTier `json:"tiers"`
}

type tableTier struct {
	Start int         `json:"start"`
	Price json.Number `json:"price"`
}

func (p *tablePrice) tiers() []tableTier {
	if p == nil {
		return nil
	}
	return p.Tiers
}

// at returns the price of requests with more than so many tokens.
func (p *tablePrice) at(above int) json.Number {
	price, from := p.Base, 0
	for _, t := range p.Tiers {
		if t.Start <= above && t.Start >= from {
			price, from = t.Price, t.Start
		}
	}
	return price
}

// UnmarshalJSON takes both shapes.
func (p *tablePrice) UnmarshalJSON(data []byte) error {
	type plain tablePrice
	if bytes.HasPrefix(data, []byte("{")) {
		return json.Unmarshal(data, (*plain)(p))
	}
	return json.Unmarshal(data, &p.Base)
}

// A tableClause says which ids mean a model.
type tableClause struct {
	Or       []tableClause `json:"or"`
	Equals   string        `json:"equals"`
	Starts   string        `json:"starts_with"`
	Ends     string        `json:"ends_with"`
	Contains string        `json:"contains"`
	Regex    string        `json:"regex"`
}

// aliases returns the ids in the form of patterns. What no pattern can say is
// left out: the model is still found by its id.
func (t tableModel) aliases() []string {
	var aliases []string
	for _, a := range t.Match.patterns() {
		if a != t.ID && strings.Trim(a, "*?") != "" && !slices.Contains(aliases, a) {
			aliases = append(aliases, a)
		}
	}
	// A pattern that begins like another one says no more than that one.
	return slices.DeleteFunc(slices.Clone(aliases), func(a string) bool {
		return slices.ContainsFunc(aliases, func(b string) bool { return a != b && means(b, a) })
	})
}

func (c tableClause) patterns() []string {
	var patterns []string
	for _, part := range c.Or {
		patterns = append(patterns, part.patterns()...)
	}
	for _, p := range []struct{ prefix, text, suffix string }{
		{"", c.Equals, ""}, {"", c.Starts, "*"}, {"*", c.Ends, ""}, {"*", c.Contains, "*"},
	} {
		if p.text != "" {
			patterns = append(patterns, p.prefix+p.text+p.suffix)
		}
	}
	if p, ok := globOf(c.Regex); ok {
		patterns = append(patterns, p)
	}
	return patterns
}

// dated is the one shape of regular expression that a pattern can stand for: a
// beginning with the digits of a date behind it.
var dated = regexp.MustCompile(`^\^((?:[\w/-]|\\\.)+)\\d(?:\{(\d)\})?(\$?)$`)

func globOf(expression string) (string, bool) {
	parts := dated.FindStringSubmatch(expression)
	if parts == nil {
		return "", false
	}
	digits, rest := 1, "*"
	if parts[2] != "" {
		digits = int(parts[2][0] - '0')
	}
	if parts[3] != "" {
		rest = ""
	}
	return strings.ReplaceAll(parts[1], `\.`, ".") + strings.Repeat("?", digits) + rest, true
}
