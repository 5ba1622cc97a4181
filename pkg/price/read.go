package price

import (
	"slices"
	"strings"
	"time"

	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/suggest"
)

// version is that of the format of catalogues.
const version = 1

// The keys of each section, in the order in which they are written.
var (
	headKeys     = []string{"version", "date", "source", "licence"}
	sections     = []string{"providers", "cache", "models"}
	providerKeys = []string{"name", "prices", "also", "fallback"}
	cacheKeys    = []string{"min", "step", "explicit", "breakpoints", "read", "write_5m", "write_1h", "date", "source"}
	rateKeys     = []string{"input", "cache_read", "cache_write", "cache_write_1h", "output"}
	tierKeys     = append([]string{"above"}, rateKeys...)
	modelKeys    = append(slices.Clone(rateKeys),
		"call", "batch", "window", "max_output", "encoding", "estimator", "cache", "tiers", "aliases")
)

// Parse reads a catalogue as [Catalogue.Marshal] writes it. Everything wrong is
// a diagnostic at the value in question, and a catalogue with any is nil:
// a price that was misread is worse than none.
func Parse(file *source.File) (*Catalogue, diag.List) {
	lines := strings.Count(file.Text, "\n")
	r := reader{
		scanner: scanner{file: file, text: file.Text},
		models:  make([]Model, 0, lines),
		seen:    make(map[string]bool, lines),
	}
	r.lines(r.header, r.entry)
	if r.version == 0 && len(r.found) == 0 {
		r.bad = false
		r.failf(0, 0, "a catalogue begins with `version = 1`", "this is no catalogue of prices")
	}
	if r.head.Date.IsZero() && len(r.found) == 0 {
		r.bad = false
		r.failf(0, 0, "say it as `date = 2026-08-21`", "the catalogue does not say of what day it is")
	}
	if len(r.found) > 0 {
		return nil, r.found
	}
	return newCatalogue(r.head, r.models), nil
}

type reader struct {
	scanner
	head    Catalogue
	models  []Model
	version int
	section string
	seen    map[string]bool // keys of the section
}

func (r *reader) header(name string, start, end int) {
	if !slices.Contains(sections, name) {
		r.failf(start, end, suggest.Hint(name, sections), "unknown section `%s`", name)
		return
	}
	r.section = name
	clear(r.seen)
}

func (r *reader) entry(key string, start, end int) {
	if r.seen[key] {
		r.failf(start, end, "", "`%s` is in the catalogue twice", key)
		return
	}
	r.seen[key] = true
	switch r.section {
	case "providers":
		r.provider(key)
	case "cache":
		r.cacheRule(key)
	case "models":
		r.model(key, start, end)
	default:
		r.fact(key, start, end)
	}
}

// fact reads a line above the first section.
func (r *reader) fact(key string, start, end int) {
	switch key {
	case "version":
		if r.version = r.count(); r.version != version && !r.bad {
			r.failf(start, r.pos, "a newer quoin may read it", "this catalogue is of version %d, this quoin reads version %d", r.version, version)
		}
	case "date":
		r.head.Date = r.day()
	case "source":
		r.head.Source = r.textValue()
	case "licence":
		r.head.Licence = r.textValue()
	default:
		r.failf(start, end, suggest.Hint(key, headKeys), "unknown key `%s`", key)
	}
}

// day reads a date without quotes.
func (r *reader) day() time.Time {
	text, start := r.word()
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		r.failf(start, r.pos, "", "want a day such as 2026-08-21")
	}
	return day
}

func (r *reader) provider(id string) {
	p := Provider{ID: id}
	r.table(providerKeys, func(key string) bool {
		switch key {
		case "name":
			p.Name = r.textValue()
		case "prices":
			p.Prices = r.textValue()
		case "also":
			p.Also = r.texts()
		case "fallback":
			p.Fallback = r.texts()
		}
		return true
	})
	r.head.providers = append(r.head.providers, p)
}

func (r *reader) cacheRule(name string) {
	c := CacheRule{Name: name, Step: 1}
	r.table(cacheKeys, func(key string) bool {
		switch key {
		case "min":
			c.Min = r.count()
		case "step":
			c.Step = r.count()
		case "explicit":
			c.Explicit = r.boolean()
		case "breakpoints":
			c.Breakpoints = r.count()
		case "read":
			c.Read = r.share()
		case "write_5m":
			c.Write5m = r.share()
		case "write_1h":
			c.Write1h = r.share()
		case "source":
			c.Source = r.textValue()
		case "date":
			c.Date = r.day().Format(time.DateOnly)
		}
		return true
	})
	r.head.caches = append(r.head.caches, c)
}

func (r *reader) model(name string, start, end int) {
	provider, id, ok := strings.Cut(name, "/")
	if !ok || provider == "" || id == "" {
		r.failf(start, end, "", "a model is named \"provider/id\", got %q", name)
		return
	}
	m := Model{Provider: provider, ID: id, Rates: noRates}
	r.table(modelKeys, func(key string) bool { return r.modelField(&m, key) })
	if m.Input == unsaid && !r.bad {
		r.failf(start, end, "add `input`: dollars a million tokens", "model `%s` has no price", name)
	}
	m.Rates = m.filled()
	if m.Output == unsaid {
		m.Output = 0 // it writes no text: a model of embeddings
	}
	for i, t := range m.Tiers {
		if i > 0 && t.Above <= m.Tiers[i-1].Above {
			r.failf(start, end, "", "the tiers of `%s` are not in ascending order", name)
		}
	}
	r.models = append(r.models, m)
}

func (r *reader) modelField(m *Model, key string) bool {
	switch key {
	case "call":
		m.Call = r.usd()
	case "batch":
		m.Batch = r.share()
	case "window":
		m.Window = r.count()
	case "max_output":
		m.MaxOutput = r.count()
	case "encoding":
		m.Encoding = r.textValue()
	case "estimator":
		m.Estimator = r.textValue()
	case "cache":
		m.Cache = r.cacheNamed()
	case "tiers":
		r.list(func() { m.Tiers = append(m.Tiers, r.tier()) })
	case "aliases":
		m.Aliases = r.texts()
	default:
		return r.rate(&m.Rates, key)
	}
	return true
}

// cacheNamed reads the name of a rule, which must stand further up.
func (r *reader) cacheNamed() CacheRule {
	r.blanks()
	start := r.pos
	name := r.quoted()
	i := slices.IndexFunc(r.head.caches, func(c CacheRule) bool { return c.Name == name })
	if i < 0 {
		r.failf(start, r.pos, "write it above the models", "there is no rule `%s` in [cache]", name)
		return CacheRule{}
	}
	return r.head.caches[i]
}

var noRates = Rates{unsaid, unsaid, unsaid, unsaid, unsaid}

// tier reads the rates of longer requests, all of which it must state.
func (r *reader) tier() Tier {
	r.blanks()
	start := r.pos
	t := Tier{Rates: noRates}
	r.table(tierKeys, func(key string) bool {
		if key == "above" {
			t.Above = r.count()
			return true
		}
		return r.rate(&t.Rates, key)
	})
	if !r.bad && (t.Above == 0 || t.Input == unsaid) {
		r.failf(start, r.pos, "", "a tier needs `above` and `input`")
	}
	t.Rates = t.filled()
	t.Output = max(t.Output, 0)
	return t
}

func (r *reader) rate(rates *Rates, key string) bool {
	switch key {
	case "input":
		rates.Input = r.usd()
	case "cache_read":
		rates.CacheRead = r.usd()
	case "cache_write":
		rates.CacheWrite5m = r.usd()
	case "cache_write_1h":
		rates.CacheWrite1h = r.usd()
	case "output":
		rates.Output = r.usd()
	default:
		return false
	}
	return true
}
