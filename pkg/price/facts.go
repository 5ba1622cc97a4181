package price

import (
	_ "embed"
	"fmt"

	"github.com/quoin-dev/quoin/pkg/source"
)

// facts.toml says by hand what the open table of prices does not.
//
//go:embed facts.toml
var factsText string

// facts are what is known of families of models beside their prices.
type facts struct {
	providers []Provider
	caches    []CacheRule
	families  []family
}

// A family is what holds for all models whose "provider/id" matches a pattern.
// Later families override earlier ones, field by field.
type family struct {
	pattern string
	model   Model // its encoding, estimator, cache, batch, window and longest output
}

var familyKeys = []string{"batch", "window", "max_output", "encoding", "estimator", "cache"}

// readFacts reads the file in the same syntax as a catalogue.
func readFacts() facts {
	r := reader{scanner: scanner{file: source.NewFile("facts.toml", factsText), text: factsText}, seen: map[string]bool{}}
	var families []family
	header := func(name string, start, end int) {
		if r.section = name; name != "families" {
			r.header(name, start, end)
		}
	}
	r.lines(header, func(key string, start, end int) {
		if r.section != "families" {
			r.entry(key, start, end)
			return
		}
		f := family{pattern: key}
		r.table(familyKeys, func(field string) bool { return r.modelField(&f.model, field) })
		families = append(families, f)
	})
	if len(r.found) > 0 {
		panic(fmt.Sprint(r.found[0])) // a test reads the same bytes
	}
	return facts{r.head.providers, r.head.caches, families}
}

// complete adds to a model what is known of its families. A rule of caching
// goes to models that have a price for reading from a cache: the others of
// their family are not cached.
func (f facts) complete(m Model) Model {
	name := m.Name()
	var known Model
	for _, family := range f.families {
		if matches(family.pattern, name) {
			known = overlay(known, family.model)
		}
	}
	m.Encoding, m.Estimator, m.Batch, m.MaxOutput = known.Encoding, known.Estimator, known.Batch, known.MaxOutput
	if known.Window > 0 {
		m.Window = known.Window
	}
	if m.CacheRead >= m.Input {
		return m
	}
	m.Cache = known.Cache
	m.Rates = m.Cache.writes(m.Rates)
	for i, t := range m.Tiers {
		m.Tiers[i].Rates = m.Cache.writes(t.Rates)
	}
	return m
}

// overlay returns what under says where over says nothing.
func overlay(under, over Model) Model {
	if over.Encoding != "" || over.Estimator != "" {
		under.Encoding, under.Estimator = over.Encoding, over.Estimator
	}
	if over.Cache.Name != "" {
		under.Cache = over.Cache
	}
	if over.Batch > 0 {
		under.Batch = over.Batch
	}
	if over.Window > 0 {
		under.Window = over.Window
	}
	if over.MaxOutput > 0 {
		under.MaxOutput = over.MaxOutput
	}
	return under
}

// writes fills in the rates of writing into the cache that the table leaves
// out: it knows no cache of an hour.
func (c CacheRule) writes(r Rates) Rates {
	if c.Write5m > 0 && r.CacheWrite5m == r.Input {
		r.CacheWrite5m = times(r.Input, c.Write5m)
		r.CacheWrite1h = r.CacheWrite5m
	}
	if c.Write1h > 0 {
		r.CacheWrite1h = times(r.Input, c.Write1h)
	}
	return r
}

// times scales a rate by a share in thousandths.
func times(rate USD, share float64) USD {
	return rate.Times(int64(share*thousandth+0.5)) / thousandth
}
