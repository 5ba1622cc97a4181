package cost

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/price"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// Catalogue returns the prices that hold in a workspace: its own refreshed
// copy if it has one, else those of this release, with what quoin.toml says on
// top. What cannot be applied is reported and left out.
func Catalogue(ws *workspace.Workspace) (*price.Catalogue, diag.List) {
	c := price.Default()
	var found diag.List
	if ws.Prices != nil {
		own, problems := price.Parse(ws.Prices)
		if found = append(found, problems...); len(problems) == 0 {
			c = own
		}
	}
	models := ws.Config.Models
	names := make([]string, 0, len(models))
	for name := range models {
		names = append(names, name)
	}
	slices.SortFunc(names, cmp.Compare[string])
	for _, name := range names {
		key := "models." + config.Quote(name)
		o, ok := override(name, models[name])
		merged, err := c, error(nil)
		if ok {
			merged, err = c.Merge(o)
		}
		if !ok || err != nil {
			message := "an amount of this model is no decimal number of dollars"
			if err != nil {
				message = err.Error()
			}
			found.Add(diag.Diagnostic{Rule: config.Rule, Severity: diag.Error, Span: ws.Config.Keys.Find(key), Message: message})
			continue
		}
		c = merged
	}
	return c, found
}

// override reads the amounts of a model in quoin.toml.
func override(name string, m config.Model) (price.Override, bool) {
	o := price.Override{Model: name, Window: m.Window, MaxOutput: m.MaxOutput, Encoding: m.Encoding}
	ok := true
	amount := func(d *config.Decimal) *price.USD {
		if d == nil {
			return nil
		}
		u, err := price.ParseUSD(string(*d))
		ok = ok && err == nil
		return &u
	}
	o.Input, o.Output, o.CacheRead = amount(m.Input), amount(m.Output), amount(m.CacheRead)
	o.CacheWrite5m, o.CacheWrite1h = amount(m.CacheWrite), amount(m.CacheWrite1h)
	if m.Batch != nil {
		f, err := strconv.ParseFloat(string(*m.Batch), 64)
		ok = ok && err == nil
		o.Batch = &f
	}
	return o, ok
}
