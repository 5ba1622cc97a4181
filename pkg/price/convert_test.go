package price_test

import (
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quoin-dev/quoin/pkg/price"
	"github.com/quoin-dev/quoin/pkg/source"
)

func convert(t *testing.T, text string) *price.Catalogue {
	t.Helper()
	c, found := price.Convert(source.NewFile("data.json", text), price.GenAIPrices(time.Date(2026, 8, 21, 13, 0, 0, 0, time.UTC)))
	if len(found) > 0 {
		t.Fatal(found)
	}
	return c
}

// TestBuiltInCatalogueIsWhatTheTableSays holds the committed file to the table
// that it was generated from.
func TestBuiltInCatalogueIsWhatTheTableSays(t *testing.T) {
	text, err := os.ReadFile("../../../shared/prices/data.json")
	if err != nil {
		t.Skip("the table of genai-prices is not beside this checkout:", err)
	}
	committed, err := os.ReadFile("catalogue.toml")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(convert(t, string(text)).Marshal()), string(committed)); diff != "" {
		t.Errorf("catalogue.toml is out of date: go generate ./pkg/price\n%s", diff)
	}
}

func TestConvertSettlesWhatTheTableLeavesOpen(t *testing.T) {
	c := convert(t, `[{"id":"zeta","name":"Zeta","pricing_urls":["https://zeta.example/prices"],"models":[
		{"id":"by-day","match":{"or":[{"starts_with":"by-day"},{"regex":"^by-day-\\d{8}$"},{"equals":"day"}]},"prices":[
			{"prices":{"input_mtok":1,"output_mtok":2}},
			{"constraint":{"start_date":"2026-09-01"},"prices":{"input_mtok":3,"output_mtok":4}},
			{"constraint":{"start_date":"2026-03-01"},"prices":{"input_mtok":5,"output_mtok":6}}]},
		{"id":"by-hour","match":{"equals":"by-hour"},"prices":[
			{"prices":{"input_mtok":1,"output_mtok":2}},
			{"constraint":{"start_time":"00:30:00Z","end_time":"16:30:00Z"},"prices":{"input_mtok":3,"output_mtok":4}}]},
		{"id":"no-price","match":{"equals":"no-price"},"prices":{}},
		{"id":"gift:free","match":{"equals":"gift:free"},"prices":{}},
		{"id":"fine","match":{"regex":"^(a|b)$"},"prices":{"input_mtok":0.08333333333333334,"output_mtok":{"base":1,"tiers":[{"start":200,"price":2}]}}},
		{"id":"dated","match":{"regex":"^dated-1\\.0-\\d{8}$"},"prices":{"input_mtok":1,"output_mtok":1,"requests_kcount":12}}
	]}]`)
	dollars := func(nano int64) price.Rates {
		return price.Rates{Input: price.USD(nano), CacheRead: price.USD(nano), CacheWrite5m: price.USD(nano), CacheWrite1h: price.USD(nano)}
	}
	with := func(r price.Rates, output price.USD) price.Rates { r.Output = output; return r }
	const one = int64(price.Dollar)
	want := []price.Model{
		{ID: "by-day", Aliases: []string{"by-day*", "day"}, Rates: with(dollars(3*one), 4*price.Dollar)},
		{ID: "by-hour", Rates: with(dollars(3*one), 4*price.Dollar)},
		{
			ID: "dated", Aliases: []string{"dated-1.0-????????"}, Rates: with(dollars(one), price.Dollar),
			Call: 12 * price.Dollar / 1000,
		},
		{
			ID: "fine", Rates: with(dollars(83_333_333), price.Dollar),
			Tiers: []price.Tier{{Above: 200, Rates: with(dollars(83_333_333), 2*price.Dollar)}},
		},
		{ID: "gift:free"},
	}
	for i := range want {
		want[i].Provider = "zeta"
	}
	if diff := cmp.Diff(want, c.Models()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := c.Date.Format(time.DateTime); got != "2026-08-21 00:00:00" {
		t.Errorf("the catalogue is of %s", got)
	}
}

func TestConvertSaysWhatIsWrongWithATable(t *testing.T) {
	for _, tc := range []struct {
		text string
		at   int
	}{
		{`[{"id": oops}]`, 8},
		{`[{"id": 5}]`, 8},
		{`[]`, 0},
		{``, 0},
		{`[{"id":"a","models":[{"id":"b","prices":{"input_mtok":-1}}]}]`, 0},
		{`[{"id":"a","models":[{"id":"","prices":{"input_mtok":1}}]}]`, 0},
		{`[{"id":"a","models":[{"id":"b","prices":{"input_mtok":1e99}}]}]`, 0},
	} {
		c, found := price.Convert(source.NewFile("data.json", tc.text), price.GenAIPrices(time.Time{}))
		if c != nil || len(found) != 1 {
			t.Errorf("%s: got %v, want one problem", tc.text, found)
			continue
		}
		if found[0].Span.Start != tc.at {
			t.Errorf("%s: %v is at %d, want %d", tc.text, found[0], found[0].Span.Start, tc.at)
		}
	}
}
