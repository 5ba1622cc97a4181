package price_test

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

	"github.com/quoin-dev/quoin/pkg/price"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/token"
)

func TestLookupFindsModelsByWhatPeopleCallThem(t *testing.T) {
	for name, want := range map[string]string{
		"openai/gpt-5-mini":                    "openai/gpt-5-mini",
		"gpt-5-mini":                           "openai/gpt-5-mini",
		"GPT-5-mini":                           "openai/gpt-5-mini",
		"gpt-5-mini-2025-08-07":                "openai/gpt-5-mini",
		"gpt-4o":                               "openai/gpt-4o",
		"anthropic/claude-sonnet-4-5-20250929": "anthropic/claude-sonnet-4-5",
		"claude-sonnet-4.5":                    "anthropic/claude-sonnet-4-5",
		"claude-opus-5-20260724":               "anthropic/claude-opus-5",
		"claude-opus-5@20260724":               "anthropic/claude-opus-5",
		"claude-sonnet-5-latest":               "anthropic/claude-sonnet-5",
		"claude-5.0-sonnet":                    "anthropic/claude-sonnet-5",
		"gemini/gemini-2.5-pro":                "google/gemini-2.5-pro",
		"xai/grok-4.3-20260101":                "x-ai/grok-4.3",
		"openrouter/anthropic/claude-sonnet-5": "openrouter/anthropic/claude-sonnet-5",
		"azure/gpt-4.1-nano-2025-04-14":        "openai/gpt-4.1-nano",
	} {
		if m, _ := price.Default().Lookup(name); m.Name() != want {
			t.Errorf("%s is %s, want %s", name, m.Name(), want)
		}
	}
	for _, name := range []string{
		"claude-opus-5-5", "anthropic/claude-opus-5.5", "claude-opus-50", "claude-sonnet-4-9-20270101", // of other versions
		"", "/", "openai/", "openai/gpt-99", "nobody/nothing", "*", "o",
	} {
		if m, ok := price.Default().Lookup(name); ok {
			t.Errorf("%q is %s, want nothing", name, m.Name())
		}
	}
}

func TestEveryModelIsFoundByItsOwnName(t *testing.T) {
	for _, m := range price.Default().Models() {
		found, ok := price.Default().Lookup(m.Name())
		if diff := cmp.Diff(m, found); !ok || diff != "" {
			t.Errorf("%s is not itself (-want +got):\n%s", m.Name(), diff)
		}
	}
}

func TestSuggest(t *testing.T) {
	for name, want := range map[string]string{
		"openai/gpt-5-mni":    "did you mean `openai/gpt-5-mini`?",
		"gpt5-mini":           "did you mean `openai/gpt-5-mini`?",
		"claude-sonet-4-5":    "did you mean `anthropic/claude-sonnet-4-5`?",
		"opnai/gpt-5-mini":    "did you mean `openai/gpt-5-mini`?",
		"zzzzzzzzzzzzzzzzzzz": "",
	} {
		if got := price.Default().Suggest(name); got != want {
			t.Errorf("Suggest(%q) = %q, want %q", name, got, want)
		}
	}
}

// TestPricesOfModelsThatMatter pins figures read from the providers' pages, so
// that a generator that garbles them does not go unseen.
func TestPricesOfModelsThatMatter(t *testing.T) {
	type facts struct{ input, read, write1h, output, encoding, cache string }
	for name, want := range map[string]facts{
		"openai/gpt-5-mini":          {"$0.25", "$0.025", "$0.25", "$2.00", "o200k_base", "openai"},
		"openai/gpt-4o":              {"$2.50", "$1.25", "$2.50", "$10.00", "o200k_base", "openai"},
		"openai/gpt-4.1":             {"$2.00", "$0.50", "$2.00", "$8.00", "o200k_base", "openai"},
		"openai/o3":                  {"$2.00", "$0.50", "$2.00", "$8.00", "o200k_base", "openai"},
		"openai/gpt-4":               {"$30.00", "$30.00", "$30.00", "$60.00", "cl100k_base", ""},
		"openai/gpt-4-turbo":         {"$10.00", "$10.00", "$10.00", "$30.00", "cl100k_base", ""},
		"openai/gpt-3.5-turbo":       {"$0.50", "$0.50", "$0.50", "$1.50", "cl100k_base", ""},
		"anthropic/claude-haiku-4-5": {"$1.00", "$0.10", "$2.00", "$5.00", "", "anthropic-4096"},
		"anthropic/claude-opus-4-5":  {"$5.00", "$0.50", "$10.00", "$25.00", "", "anthropic-4096"},
		"anthropic/claude-sonnet-5":  {"$3.00", "$0.30", "$6.00", "$15.00", "", "anthropic-1024"},
		"google/gemini-2.5-flash":    {"$0.30", "$0.03", "$0.30", "$2.50", "", "gemini-2048"},
		"groq/openai/gpt-oss-120b":   {"$0.15", "$0.075", "$0.15", "$0.60", "o200k_harmony", ""},
	} {
		m := lookup(t, name)
		got := facts{m.Input.String(), m.CacheRead.String(), m.CacheWrite1h.String(), m.Output.String(), m.Encoding, m.Cache.Name}
		if got != want {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
}

func TestEveryModelCanBeCountedAsItSays(t *testing.T) {
	for _, m := range price.Default().Models() {
		if m.Encoding != "" && !slices.Contains(token.Names(), m.Encoding) {
			t.Errorf("%s has the encoding %s, which nobody knows", m.Name(), m.Encoding)
		}
		if m.Estimator != "" && !slices.Contains(token.EstimatorNames(), m.Estimator) {
			t.Errorf("%s has the estimator %s, which nobody knows", m.Name(), m.Estimator)
		}
		if m.Provider == "openai" && m.Encoding == "" {
			t.Errorf("%s has no encoding", m.Name())
		}
		if strings.HasPrefix(m.ID, "claude-3") && m.Estimator != "claude-3" {
			t.Errorf("%s has the estimator %q", m.Name(), m.Estimator)
		}
		if m.Cache.Name != "" && (m.Cache.Min == 0 || m.Cache.Source == "" || m.Cache.Date == "") {
			t.Errorf("%s has a rule of caching without a minimum, source or date", m.Name())
		}
	}
}

func TestCatalogueSurvivesItsFile(t *testing.T) {
	text := price.Default().Marshal()
	committed, err := os.ReadFile("catalogue.toml")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(committed), string(text)); diff != "" {
		t.Errorf("Marshal writes another file than was read:\n%s", diff)
	}
}

// TestCatalogueIsTOML holds the reader against a library that knows all of TOML.
func TestCatalogueIsTOML(t *testing.T) {
	for _, name := range []string{"catalogue.toml", "facts.toml"} {
		var file struct {
			Date   time.Time
			Models map[string]struct {
				Input, Output float64
				Window        int
				Aliases       []string
			}
		}
		if _, err := toml.DecodeFile(name, &file); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if name == "facts.toml" {
			continue
		}
		models := price.Default().Models()
		if len(models) != len(file.Models) {
			t.Errorf("the library reads %d models, want %d", len(file.Models), len(models))
		}
		for _, m := range models {
			other := file.Models[m.Name()]
			if other.Input != float64(m.Input)/1e9 || other.Output != float64(m.Output)/1e9 || other.Window != m.Window || !reflect.DeepEqual(other.Aliases, m.Aliases) {
				t.Errorf("the library reads %s as %+v, want %+v", m.Name(), other, m)
			}
		}
	}
}

func TestCatalogueKnowsItsAge(t *testing.T) {
	c := price.Default()
	day := c.Date.Add(89 * 24 * time.Hour)
	if c.Stale(day) || !c.Stale(day.Add(48*time.Hour)) {
		t.Errorf("a catalogue of %s is stale at the wrong time", c.Date)
	}
	if c.Source == "" || !strings.HasPrefix(c.Licence, "MIT") {
		t.Errorf("source %q, licence %q", c.Source, c.Licence)
	}
}

func TestMergeChangesWhatIsSaidAndNothingElse(t *testing.T) {
	dollars := func(text string) *price.USD {
		u, err := price.ParseUSD(text)
		if err != nil {
			t.Fatal(err)
		}
		return &u
	}
	window := 8192
	before := price.Default()
	after, err := before.Merge(
		price.Override{Model: "openai/gpt-5-mini", Output: dollars("1.5")},
		price.Override{Model: "acme/own", Input: dollars("0.1"), Output: dollars("0.2"), Window: &window},
		price.Override{Model: "openai/gpt-5-mini-2025-08-07", Input: dollars("9")},
	)
	if err != nil {
		t.Fatal(err)
	}
	mini := lookup(t, "openai/gpt-5-mini")
	mini.Output = *dollars("1.5")
	dated := mini
	dated.ID, dated.Aliases, dated.Input = "gpt-5-mini-2025-08-07", nil, *dollars("9")
	own := price.Model{Provider: "acme", ID: "own", Window: window, Rates: price.Rates{
		Input: *dollars("0.1"), CacheRead: *dollars("0.1"), CacheWrite5m: *dollars("0.1"), CacheWrite1h: *dollars("0.1"), Output: *dollars("0.2"),
	}}
	for _, want := range []price.Model{mini, dated, own} {
		got, _ := after.Lookup(want.Name())
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", want.Name(), diff)
		}
	}
	if m, _ := before.Lookup("openai/gpt-5-mini"); m.Output == mini.Output {
		t.Error("merging changed the catalogue that it began with")
	}
	if m := lookup(t, "anthropic/claude-sonnet-4-5"); len(m.Tiers) == 0 {
		t.Error("a model nobody spoke of lost its tiers")
	}
	if _, err := before.Merge(price.Override{Model: "acme/own", Input: dollars("1")}); err == nil {
		t.Error("a model without a price for output was accepted")
	}
	if _, err := before.Merge(price.Override{Model: "own"}); err == nil {
		t.Error("a model without a provider was accepted")
	}
}

func TestWhatACatalogueHandsOutCanBeChanged(t *testing.T) {
	m := lookup(t, "anthropic/claude-sonnet-4-5")
	m.Tiers[0].Input, m.Aliases[0] = 0, "changed"
	if again := lookup(t, "anthropic/claude-sonnet-4-5"); again.Tiers[0].Input == 0 || again.Aliases[0] == "changed" {
		t.Error("a change of a model reached the catalogue")
	}
}

func TestParsePutsProblemsAtTheirPlace(t *testing.T) {
	const head = "version = 1\ndate = 2026-08-21\n"
	const cache = "[cache]\nc = { min = 1 }\n"
	for _, tc := range []struct{ text, at, message string }{
		{"", "", "this is no catalogue of prices"},
		{"version = 1\n", "", "the catalogue does not say of what day it is"},
		{"version = 2\ndate = 2026-08-21\n", "version = 2", "this catalogue is of version 2, this quoin reads version 1"},
		{"version = 1\ndate = yesterday\n", "yesterday", "want a day such as 2026-08-21"},
		{head + "sauce = \"x\"\n", "sauce", "unknown key `sauce`"},
		{head + "[modles]\n", "[modles]", "unknown section `modles`"},
		{head + "[models]\ngpt = {}\n", "gpt", `a model is named "provider/id", got "gpt"`},
		{head + "[models]\n\"a/b\" = { output = 1 }\n", `"a/b"`, "model `a/b` has no price"},
		{head + "[models]\n\"a/b\" = { input = cheap }\n", "cheap", "want a decimal number such as 0.25"},
		{head + "[models]\n\"a/b\" = { input = -1 }\n", "-1", "a price cannot be below zero"},
		{head + "[models]\n\"a/b\" = { input = 0.00000000001 }\n", "0.00000000001", "finer than a nano-dollar, which has 9 digits behind the point"},
		{head + "[models]\n\"a/b\" = { inptu = 1 }\n", "inptu", "unknown key `inptu`"},
		{head + "[models]\n\"a/b\" = { input = 1, input = 2 }\n", "input", "`input` is said twice"},
		{head + "[models]\n\"a/b\" = { input = 1, batch = 50 }\n", "50", "want a share of the price such as 0.5, in thousandths, at most 10"},
		{head + "[models]\n\"a/b\" = { input = 1, window = 0 }\n", "0", "want a whole number above zero"},
		{head + cache + "[models]\n\"a/b\" = { input = 1, cache = \"d\" }\n", `"d"`, "there is no rule `d` in [cache]"},
		{head + "[models]\n\"a/b\" = { input = 1, tiers = [{ above = 5 }] }\n", "{ above = 5 }", "a tier needs `above` and `input`"},
		{head + "[models]\n\"a/b\" = { input = 1, tiers = [{ above = 5, input = 1 }, { above = 5, input = 2 }] }\n", `"a/b"`, "the tiers of `a/b` are not in ascending order"},
		{head + "[models]\n\"a/b\" = { input = 1 }\n\"a/b\" = { input = 2 }\n", `"a/b"`, "`a/b` is in the catalogue twice"},
		{head + "[models]\n\"a/b\" = { input = 1 } x\n", "x", "want the end of the line here"},
		{head + "[models]\n\"a/b\" = {\n  input = 1 }\n", "\n", "want a key here"},
		{head + "[models]\n\"a/b = { input = 1 }\n", "\"a/b = { input = 1 }", "this text has no closing quote"},
		{head + "[models]\n\"a/b\" = { input = 1, encoding = \"\\n\" }\n", "\\n", "the only escapes in a catalogue are \\\" and \\\\"},
	} {
		c, found := price.Parse(source.NewFile("prices.toml", tc.text))
		if c != nil || len(found) == 0 {
			t.Errorf("%q was accepted", tc.text)
			continue
		}
		if found[0].Message != tc.message || found[0].Span.Text() != tc.at {
			t.Errorf("%q: %q at %q, want %q at %q", tc.text, found[0].Message, found[0].Span.Text(), tc.message, tc.at)
		}
	}
}

func TestParseReportsEveryBadLineOnce(t *testing.T) {
	_, found := price.Parse(source.NewFile("prices.toml",
		"version = 1\ndate = 2026-08-21\n[models]\n\"a/b\" = { inptu = x, y }\n\"a/c\" = { input = 1 }\n\"a/d\" = { input = z }\n"))
	if len(found) != 2 {
		t.Errorf("want one problem for each of two lines, got %v", found)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("version = 1\ndate = 2026-08-21\n[models]\n\"a/b\" = { input = 0.25, aliases = [\"x*\", \"y\\\"\"], tiers = [{ above = 1, input = 2 }] } # c\n")
	f.Add("[cache]\nx = { min = 1, explicit = true, read = 0.1 }\n[providers]\na = { also = [\"b\"] }")
	f.Fuzz(func(t *testing.T, text string) {
		c, found := price.Parse(source.NewFile("prices.toml", text))
		for _, d := range found {
			if d.Span.Start < 0 || d.Span.Start > d.Span.End || d.Span.End > len(text) {
				t.Fatalf("%q is reported at [%d, %d)", d.Message, d.Span.Start, d.Span.End)
			}
		}
		if c == nil {
			if len(found) == 0 {
				t.Fatal("no catalogue and no word about why")
			}
			return
		}
		once := c.Marshal()
		again, found := price.Parse(source.NewFile("prices.toml", string(once)))
		if len(found) > 0 {
			t.Fatalf("Parse refuses what Marshal wrote: %v\n%s", found, once)
		}
		if diff := cmp.Diff(c.Models(), again.Models()); diff != "" {
			t.Fatalf("models change on their way through a file:\n%s", diff)
		}
		if twice := again.Marshal(); string(once) != string(twice) {
			t.Fatalf("Marshal is not stable:\n%s\n%s", once, twice)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	text, err := os.ReadFile("catalogue.toml")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, found := price.Parse(source.NewFile("catalogue.toml", string(text))); len(found) > 0 {
			b.Fatal(found)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	for b.Loop() {
		price.Default().Lookup("openai/gpt-5-mini")
	}
}

func BenchmarkLookupByAlias(b *testing.B) {
	for b.Loop() {
		price.Default().Lookup("claude-sonnet-4-5-20250929")
	}
}
