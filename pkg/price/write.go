package price

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

const heading = `# Prices of models in dollars a million tokens. Written by quoin; to change a price, say so in quoin.toml.
`

// Marshal writes the catalogue as a file that [Parse] reads, and any reader of
// TOML. It is the same bytes for the same catalogue.
func (c *Catalogue) Marshal() []byte {
	w := writer(heading)
	w.add("version = ", strconv.Itoa(version), "\ndate = ", c.Date.Format(time.DateOnly))
	w.add("\nsource = ", quote(c.Source), "\nlicence = ", quote(c.Licence), "\n\n[providers]\n")
	for _, p := range c.providers {
		w.entry(p.ID, func(f *fields) {
			f.text("name", p.Name)
			f.text("prices", p.Prices)
			f.texts("also", p.Also)
			f.texts("fallback", p.Fallback)
		})
	}
	w.add("\n[cache]\n")
	for _, rule := range c.caches {
		w.entry(rule.Name, rule.fields)
	}
	w.add("\n[models]\n")
	for _, m := range c.models {
		w.entry(m.Name(), m.fields)
	}
	return w
}

func (c CacheRule) fields(f *fields) {
	f.count("min", c.Min)
	if c.Step > 1 {
		f.count("step", c.Step)
	}
	if c.Explicit {
		f.add("explicit", "true")
	}
	f.count("breakpoints", c.Breakpoints)
	f.share("read", c.Read)
	f.share("write_5m", c.Write5m)
	f.share("write_1h", c.Write1h)
	if c.Date != "" {
		f.add("date", c.Date)
	}
	f.text("source", c.Source)
}

func (m Model) fields(f *fields) {
	m.Rates.fields(f)
	if m.Call > 0 {
		f.add("call", m.Call.Decimal())
	}
	f.share("batch", m.Batch)
	f.count("window", m.Window)
	f.count("max_output", m.MaxOutput)
	f.text("encoding", m.Encoding)
	f.text("estimator", m.Estimator)
	f.text("cache", m.Cache.Name)
	var tiers []string
	for _, t := range m.Tiers {
		var inner fields
		inner.count("above", t.Above)
		t.fields(&inner)
		tiers = append(tiers, inner.String())
	}
	f.list("tiers", tiers)
	f.texts("aliases", m.Aliases)
}

// fields leaves out what [Rates.filled] puts back.
func (r Rates) fields(f *fields) {
	f.add("input", r.Input.Decimal())
	if r.CacheRead != r.Input {
		f.add("cache_read", r.CacheRead.Decimal())
	}
	if r.CacheWrite5m != r.Input {
		f.add("cache_write", r.CacheWrite5m.Decimal())
	}
	if r.CacheWrite1h != r.CacheWrite5m {
		f.add("cache_write_1h", r.CacheWrite1h.Decimal())
	}
	f.add("output", r.Output.Decimal())
}

type writer []byte

func (w *writer) add(texts ...string) {
	for _, t := range texts {
		*w = append(*w, t...)
	}
}

func (w *writer) entry(key string, fill func(*fields)) {
	var f fields
	fill(&f)
	w.add(quoteKey(key), " = ", f.String(), "\n")
}

// fields are the entries of an inline table. What is zero is left out.
type fields []string

func (f *fields) add(key, value string) { *f = append(*f, key+" = "+value) }

func (f *fields) text(key, value string) {
	if value != "" {
		f.add(key, quote(value))
	}
}

func (f *fields) count(key string, n int) {
	if n != 0 {
		f.add(key, strconv.Itoa(n))
	}
}

func (f *fields) share(key string, share float64) {
	if share != 0 {
		f.add(key, strconv.FormatFloat(share, 'f', -1, 64))
	}
}

func (f *fields) texts(key string, values []string) {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = quote(v)
	}
	f.list(key, quoted)
}

func (f *fields) list(key string, values []string) {
	if len(values) > 0 {
		f.add(key, "["+strings.Join(values, ", ")+"]")
	}
}

func (f *fields) String() string {
	if len(*f) == 0 {
		return "{}"
	}
	return "{ " + strings.Join(*f, ", ") + " }"
}

// quote writes a string of TOML. What could not stand on one line is dropped.
func quote(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

func quoteKey(key string) string {
	if key != "" && !slices.ContainsFunc([]byte(key), func(c byte) bool { return !isBare(c) }) {
		return key
	}
	return quote(key)
}
