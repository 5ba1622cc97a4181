package price

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/suggest"
)

// StaleAfter is the age from which on a catalogue is worth a word: prices
// change a few times a year.
const StaleAfter = 90 * 24 * time.Hour

// A Catalogue is a set of models. It is immutable and safe for concurrent use.
type Catalogue struct {
	Date    time.Time // the day of the table that it was made from, in UTC
	Source  string    // that table
	Licence string    // of that table

	providers []Provider
	caches    []CacheRule
	models    []Model
	names     map[string]int // "provider/id" → place in models
}

// A Provider sells models.
type Provider struct {
	ID       string
	Name     string
	Prices   string   // the page with its prices
	Also     []string // other names of it, such as "gemini" for google
	Fallback []string // providers whose models it sells at their prices
}

//go:embed catalogue.toml
var builtIn string

// parseBuiltIn reads the catalogue of this release once, when it is first asked
// for: most commands never ask.
var parseBuiltIn = sync.OnceValue(func() *Catalogue {
	c, found := Parse(source.NewFile("catalogue.toml", builtIn))
	if len(found) > 0 {
		panic(found[0]) // a test parses the same bytes
	}
	return c
})

// Default returns the catalogue of this release.
func Default() *Catalogue { return parseBuiltIn() }

// Models returns all models: the makers of models first, then those who resell
// them.
func (c *Catalogue) Models() []Model {
	models := make([]Model, len(c.models))
	for i, m := range c.models {
		models[i] = m.clone()
	}
	return models
}

// Providers returns all providers, in the order of [Catalogue.Models].
func (c *Catalogue) Providers() []Provider { return slices.Clone(c.providers) }

// CacheRules returns all rules of caching.
func (c *Catalogue) CacheRules() []CacheRule { return slices.Clone(c.caches) }

// Age returns how old the prices are.
func (c *Catalogue) Age(now time.Time) time.Duration { return now.Sub(c.Date) }

// Stale reports whether the prices are older than [StaleAfter].
func (c *Catalogue) Stale(now time.Time) bool { return c.Age(now) > StaleAfter }

// Lookup finds a model by "provider/id" or by its id alone, which then is that
// of the first provider who has it, in the order of [Catalogue.Models]. Ids
// are compared exactly first, then with the aliases of models, then with those
// of providers who sell the models of others.
func (c *Catalogue) Lookup(name string) (Model, bool) {
	if i, ok := c.names[name]; ok {
		return c.models[i].clone(), true
	}
	if provider, id, ok := strings.Cut(name, "/"); ok {
		if p, ok := c.provider(provider); ok {
			if m, ok := c.among(id, p.ID); ok {
				return m, true
			}
			return c.among(id, p.Fallback...)
		}
	}
	return c.among(name)
}

// provider finds a provider by any of its names.
func (c *Catalogue) provider(name string) (Provider, bool) {
	i := slices.IndexFunc(c.providers, func(p Provider) bool {
		return strings.EqualFold(p.ID, name) || slices.ContainsFunc(p.Also, func(a string) bool { return strings.EqualFold(a, name) })
	})
	if i < 0 {
		return Provider{}, false
	}
	return c.providers[i], true
}

// among finds an id among the models of some providers, or of all without one.
// The first provider that has it in any spelling wins; within one, its own id
// goes before an alias, and a precise alias before a vague one.
func (c *Catalogue) among(id string, providers ...string) (Model, bool) {
	best, score := -1, -1
	for i := range c.models {
		m := &c.models[i]
		if len(providers) > 0 && !slices.Contains(providers, m.Provider) {
			continue
		}
		if best >= 0 && m.Provider != c.models[best].Provider {
			break
		}
		if strings.EqualFold(m.ID, id) {
			return m.clone(), true
		}
		for _, alias := range m.Aliases {
			if w := weight(alias); w > score && means(alias, id) {
				best, score = i, w
			}
		}
	}
	if best < 0 || len(id) == 0 {
		return Model{}, false
	}
	return c.models[best].clone(), true
}

// Suggest returns "did you mean `openai/gpt-5-mini`?" for a name that
// [Catalogue.Lookup] does not find, or "" where nothing is near.
func (c *Catalogue) Suggest(name string) string {
	provider, id, qualified := strings.Cut(name, "/")
	if !qualified {
		id = name
	}
	if p, ok := c.provider(provider); ok && qualified {
		if near, ok := suggest.Nearest(id, c.ids(p.ID)); ok {
			return fmt.Sprintf("did you mean `%s/%s`?", p.ID, near)
		}
	}
	if near, ok := suggest.Nearest(id, c.ids("")); ok {
		if m, ok := c.Lookup(near); ok {
			return fmt.Sprintf("did you mean `%s`?", m.Name())
		}
	}
	return ""
}

// ids returns the ids of one provider's models, or of all.
func (c *Catalogue) ids(provider string) []string {
	var ids []string
	for _, m := range c.models {
		if provider == "" || m.Provider == provider {
			ids = append(ids, m.ID)
		}
	}
	return ids
}

// newCatalogue indexes what it is given.
func newCatalogue(head Catalogue, models []Model) *Catalogue {
	c := head
	c.models = models
	c.names = make(map[string]int, len(models))
	for i, m := range models {
		c.names[m.Name()] = i
	}
	return &c
}
