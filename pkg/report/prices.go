package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/quoin-dev/quoin/pkg/cost"
	"github.com/quoin-dev/quoin/pkg/price"
)

// Prices writes models for people: dollars a million tokens.
func Prices(w io.Writer, c *price.Catalogue, models []price.Model, st Style) error {
	look := paletteFor(st)
	t := table{
		head: []string{"MODEL", "INPUT", "CACHE READ", "CACHE WRITE", "OUTPUT", "WINDOW", "COUNTED BY", "CACHED FROM"},
		left: []bool{true, false, false, false, false, false, true, false},
	}
	for _, m := range models {
		t.rows = append(t.rows, []string{
			m.Name(), m.Input.String(), m.CacheRead.String(), m.CacheWrite5m.String(), m.Output.String(), window(m), countedBy(m), cachedFrom(m),
		})
	}
	if err := t.write(w, look); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%s\n", look.dim(fmt.Sprintf("dollars a million tokens, of %s, %s (%s)", c.Date.Format(time.DateOnly), c.Source, c.Licence)))
	return err
}

func window(m price.Model) string {
	if m.Window == 0 {
		return "–"
	}
	return cost.Thousands(m.Window)
}

func countedBy(m price.Model) string {
	switch {
	case m.Encoding != "":
		return m.Encoding
	case m.Estimator != "":
		return "≈" + m.Estimator
	}
	return "–"
}

func cachedFrom(m price.Model) string {
	if m.Cache.Name == "" {
		return "–"
	}
	return cost.Thousands(m.Cache.Min)
}

// PricesCSV writes models with one header line.
func PricesCSV(w io.Writer, models []price.Model) error {
	c := csv.NewWriter(w)
	_ = c.Write([]string{"model", "input", "cache_read", "cache_write_5m", "cache_write_1h", "output", "batch", "window", "max_output", "encoding", "estimator", "cache_min", "cache_step"})
	for _, m := range models {
		_ = c.Write([]string{
			m.Name(), m.Input.Decimal(), m.CacheRead.Decimal(), m.CacheWrite5m.Decimal(), m.CacheWrite1h.Decimal(), m.Output.Decimal(),
			strconv.FormatFloat(m.Batch, 'f', -1, 64), strconv.Itoa(m.Window), strconv.Itoa(m.MaxOutput), m.Encoding, m.Estimator, strconv.Itoa(m.Cache.Min), strconv.Itoa(m.Cache.Step),
		})
	}
	c.Flush()
	return c.Error()
}

// PricesJSON writes models for programs. Prices are decimal text, dollars a
// million tokens.
func PricesJSON(w io.Writer, c *price.Catalogue, models []price.Model) error {
	type tier struct {
		Above  int       `json:"above"`
		Input  price.USD `json:"input"`
		Output price.USD `json:"output"`
	}
	type model struct {
		Model      string    `json:"model"`
		Input      price.USD `json:"input"`
		CacheRead  price.USD `json:"cache_read"`
		Write5m    price.USD `json:"cache_write_5m"`
		Write1h    price.USD `json:"cache_write_1h"`
		Output     price.USD `json:"output"`
		Batch      float64   `json:"batch"`
		Tiers      []tier    `json:"tiers"`
		Window     int       `json:"window"`
		MaxOutput  int       `json:"max_output"`
		Encoding   string    `json:"encoding"`
		Estimator  string    `json:"estimator"`
		CacheMin   int       `json:"cache_min"`
		CacheStep  int       `json:"cache_step"`
		Explicit   bool      `json:"cache_explicit"`
		CacheRule  string    `json:"cache_source"`
		RuleOfDate string    `json:"cache_date"`
	}
	out := make([]model, 0, len(models))
	for _, m := range models {
		j := model{
			Model: m.Name(), Input: m.Input, CacheRead: m.CacheRead, Write5m: m.CacheWrite5m, Write1h: m.CacheWrite1h, Output: m.Output, Batch: m.Batch,
			Tiers: []tier{}, Window: m.Window, MaxOutput: m.MaxOutput, Encoding: m.Encoding, Estimator: m.Estimator,
			CacheMin: m.Cache.Min, CacheStep: m.Cache.Step, Explicit: m.Cache.Explicit, CacheRule: m.Cache.Source, RuleOfDate: m.Cache.Date,
		}
		for _, t := range m.Tiers {
			j.Tiers = append(j.Tiers, tier{t.Above, t.Input, t.Output})
		}
		out = append(out, j)
	}
	return writeJSON(w, struct {
		Version int     `json:"version"`
		Date    string  `json:"date"`
		Source  string  `json:"source"`
		Licence string  `json:"licence"`
		Models  []model `json:"models"`
	}{1, c.Date.Format(time.DateOnly), c.Source, c.Licence, out})
}
