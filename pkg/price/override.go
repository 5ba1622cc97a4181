package price

import (
	"fmt"
	"slices"
	"strings"
)

// An Override changes a model of a catalogue or adds one. A nil field leaves
// what the catalogue says.
type Override struct {
	Model string // "provider/id"

	Input, CacheRead, CacheWrite5m, CacheWrite1h, Output *USD // of a million tokens

	Batch     *float64
	Window    *int
	MaxOutput *int
	Encoding  *string
}

// Merge returns the catalogue with overrides applied, later ones on top of
// earlier ones. Rates that an override states hold for requests of any length,
// so they take the place of the model's tiers. A model that the catalogue does
// not have needs rates for input and output. The error names the first
// override that cannot be applied; it concerns no other.
func (c *Catalogue) Merge(overrides ...Override) (*Catalogue, error) {
	models := slices.Clone(c.models)
	merged := newCatalogue(*c, models)
	for _, o := range overrides {
		provider, id, ok := strings.Cut(o.Model, "/")
		if !ok || provider == "" || id == "" {
			return nil, fmt.Errorf("override %q: a model is named \"provider/id\"", o.Model)
		}
		base, known := merged.Lookup(o.Model)
		if !known && (o.Input == nil || o.Output == nil) {
			return nil, fmt.Errorf("override %q: the catalogue does not have it, so it needs `input` and `output`", o.Model)
		}
		// What Lookup finds by an alias is a model of its own from now on.
		if base.Name() != o.Model {
			base.Provider, base.ID, base.Aliases = provider, id, nil
		}
		base = o.apply(base, known)
		if i, ok := merged.names[o.Model]; ok {
			merged.models[i] = base
			continue
		}
		merged.names[o.Model] = len(merged.models)
		merged.models = append(merged.models, base)
	}
	return merged, nil
}

// apply lays the override over a model.
func (o Override) apply(m Model, known bool) Model {
	if o.Input != nil || o.CacheRead != nil || o.CacheWrite5m != nil || o.CacheWrite1h != nil || o.Output != nil {
		m.Tiers = nil
	}
	if !known {
		m.CacheRead, m.CacheWrite5m, m.CacheWrite1h = unsaid, unsaid, unsaid
	}
	set(&m.Input, o.Input)
	set(&m.CacheRead, o.CacheRead)
	set(&m.CacheWrite5m, o.CacheWrite5m)
	set(&m.CacheWrite1h, o.CacheWrite1h)
	set(&m.Output, o.Output)
	m.Rates = m.filled()
	set(&m.Batch, o.Batch)
	set(&m.Window, o.Window)
	set(&m.MaxOutput, o.MaxOutput)
	if o.Encoding != nil {
		m.Encoding, m.Estimator = *o.Encoding, ""
	}
	return m
}

func set[T any](to, from *T) {
	if from != nil {
		*to = *from
	}
}

// unsaid marks a rate that the text does not give.
const unsaid USD = -1

// filled puts what the kind of token is billed as without a cache where a rate
// is unsaid.
func (r Rates) filled() Rates {
	if r.CacheRead == unsaid {
		r.CacheRead = r.Input
	}
	if r.CacheWrite5m == unsaid {
		r.CacheWrite5m = r.Input
	}
	if r.CacheWrite1h == unsaid {
		r.CacheWrite1h = r.CacheWrite5m
	}
	return r
}
