package config_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/source"
)

// TestErrors reads every quoin.toml of testdata and compares what is found,
// each with the bytes that it underlines. UPDATE_GOLDEN=1 rewrites.
func TestErrors(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no testdata", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			file := source.NewFile(archive.Files[0].Name, string(archive.Files[0].Data))
			c, found := config.Parse(file)
			if c == nil {
				t.Fatal("no config")
			}
			got := listing(found)
			if os.Getenv("UPDATE_GOLDEN") == "1" {
				archive.Files[1].Data = []byte(got)
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(string(archive.Files[1].Data), got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// listing writes diagnostics a line each, with what they underline.
func listing(found diag.List) string {
	var b strings.Builder
	for _, d := range found {
		fmt.Fprintf(&b, "%s\n\tat %s\n", d.Error(), d.Span.Text())
		if d.Help != "" {
			fmt.Fprintf(&b, "\t%s\n", d.Help)
		}
	}
	return b.String()
}

const full = `
prompts = "src/prompts/"

[lint]
fail_on = "warning"
[lint.rules]
"*" = "info"
"hygiene/*" = "off"
[[lint.ignore]]
rule = "security/pii"
paths = ["fixtures/**"]
reason = "made-up people"

[[rule]]
name = "team/no-please"
pattern = '(?i)\bplease\b'
message = "a model needs no please"
level = "error"
kind = "prompt"

[models."acme/large"]
input = 0.25
output = "2.00"
window = 128_000

[features.support]
owner = "@acme/support"
budget = { max_usd_per_month = 1_200, max_growth = "10%" }

[budget]
max_context_share = 0.5

[conflicts]
exclusive = [["formal", "casual"]]
`

func TestParseReadsEveryKey(t *testing.T) {
	c, found := config.Parse(source.NewFile(config.Name, full))
	if len(found) > 0 {
		t.Fatal(found)
	}
	window, input, output := 128000, config.Decimal("0.25"), config.Decimal("2.00")
	want := &config.Config{
		Prompts: "src/prompts",
		Lint: config.Lint{
			FailOn: diag.Warning,
			Rules:  map[string]diag.Severity{"*": diag.Info, "hygiene/*": diag.Off},
			Ignore: []config.Ignore{{Rule: "security/pii", Paths: []string{"fixtures/**"}, Reason: "made-up people"}},
		},
		Rules:     []config.TeamRule{{Name: "team/no-please", Pattern: `(?i)\bplease\b`, Message: "a model needs no please", Level: diag.Error, Kind: "prompt"}},
		Models:    map[string]config.Model{"acme/large": {Input: &input, Output: &output, Window: &window}},
		Features:  map[string]config.Feature{"support": {Owner: "@acme/support", Budget: config.Budget{MaxUSDPerMonth: "1200", MaxGrowth: "10%"}}},
		Budget:    config.Budget{MaxContextShare: 0.5},
		Conflicts: config.Conflicts{Exclusive: [][]string{{"formal", "casual"}}},
	}
	ignored := cmp.Options{cmpopts.IgnoreFields(config.Config{}, "File", "Keys"), cmpopts.IgnoreFields(config.TeamRule{}, "Regexp")}
	if diff := cmp.Diff(want, c, ignored); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if !c.Rules[0].Regexp.MatchString("Please answer") {
		t.Error("the pattern does not match what it should")
	}
	if i := c.Lint.Ignore[0]; !i.Covers("fixtures/a/b.md") || i.Covers("src/a.md") {
		t.Error("an ignore covers the wrong paths")
	}
}

func TestAnEmptyFileIsTheDefault(t *testing.T) {
	for _, text := range []string{"", "# nothing\r\n", "\ufeff"} {
		c, found := config.Parse(source.NewFile(config.Name, text))
		if diff := cmp.Diff(config.Default(), c, cmpopts.IgnoreFields(config.Config{}, "File", "Keys")); diff != "" || len(found) > 0 {
			t.Errorf("%q: %v\n%s", text, found, diff)
		}
	}
}

func TestPlacesAreRightBehindAByteOrderMarkAndCRLF(t *testing.T) {
	for _, text := range []string{
		"\ufeff[lint]\r\nfail_on = \"error\"\r\nnope = 1\r\n",
		"\ufeff[lint]\r\n= nope\r\n",
		"[lint]\n# ü\n\"nope\" = 3",
		"[lint]\nfail_on = \"error\rnope",
	} {
		_, found := config.Parse(source.NewFile(config.Name, text))
		if len(found) != 1 {
			t.Errorf("%q: %v", text, found)
			continue
		}
		at := strings.Index(text, "nope")
		if line := found[0].Span.File.Position(found[0].Span.Start).Line; line != found[0].Span.File.Position(at).Line {
			t.Errorf("%q: reported on line %d", text, line)
		}
	}
}

func TestDiscoverFindsTheNearestAbove(t *testing.T) {
	fsys := fstest.MapFS{
		"a/quoin.toml":       {},
		"a/b/c/x.md":         {},
		"a/b/d/quoin.toml":   {},
		"e/quoin.toml/x.txt": {},
	}
	for dir, want := range map[string]string{"a": "a", "a/b/c": "a", "a/b/d": "a/b/d", "e": "", ".": ""} {
		got, ok := config.Discover(fsys, dir)
		if got != want || ok != (want != "") {
			t.Errorf("from %s: %q, want %q", dir, got, want)
		}
	}
}

func TestKeysFindTheNearestParent(t *testing.T) {
	file := source.NewFile(config.Name, "[features.\"a.b\"]\nbudget = { max = 1 }\n[[rule]]\n[[rule]]\nname = 'x'\n")
	c, _ := config.Parse(file)
	for key, want := range map[string]string{
		`features."a.b".budget.max`:       "max",
		`features."a.b".budget.max_input`: "budget",
		`features."a.b".owner`:            `"a.b"`,
		`features.c`:                      "features",
		`rule[1].name`:                    "name",
		`rule[0].name`:                    "rule",
		`nothing.at.all`:                  "",
	} {
		if got := c.Keys.Find(key).Text(); got != want {
			t.Errorf("%s: %q, want %q", key, got, want)
		}
	}
	if first, second := c.Keys.Find("rule[0]"), c.Keys.Find("rule[1]"); first.Start >= second.Start {
		t.Error("two tables of one array have one place")
	}
}

func TestValuesAreOfFewTypes(t *testing.T) {
	got, found := config.Values(source.NewFile("values.toml", "n = 3\nx = 0.5\nlist = [{ a = 1 }]\n[[tables]]\nb = [[true]]\n"))
	want := map[string]any{
		"n": int64(3), "x": 0.5,
		"list":   []any{map[string]any{"a": int64(1)}},
		"tables": []any{map[string]any{"b": []any{[]any{true}}}},
	}
	if diff := cmp.Diff(want, got); diff != "" || len(found) > 0 {
		t.Errorf("%v\n%s", found, diff)
	}
	if _, found = config.Values(source.NewFile("values.toml", "n = \n")); len(found) != 1 {
		t.Errorf("a missing value gives %v", found)
	}
}

// TestHostileTextIsReadInTime would take minutes, or all of the stack.
func TestHostileTextIsReadInTime(t *testing.T) {
	for name, text := range map[string]string{
		"dots":     strings.Repeat("a.", 100_000) + "b = 1\n",
		"header":   "[" + strings.Repeat("a . ", 100_000) + "b]\n",
		"quoted":   strings.Repeat("'a'.", 100_000) + "b = 1\n",
		"lists":    "a = " + strings.Repeat("[", 1_000_000),
		"tables":   strings.Repeat("{a=", 100_000),
		"strings":  strings.Repeat(`"""`, 100_001),
		"comments": strings.Repeat("#[\"\n", 100_000) + "a",
	} {
		if _, found := config.Parse(source.NewFile(config.Name, text)); len(found) != 1 {
			t.Errorf("%s: %d problems", name, len(found))
		}
	}
	dotted := "message = \"" + strings.Repeat(".[", 300) + "\" # " + strings.Repeat(".{", 300) + "\n"
	if _, found := config.Values(source.NewFile("values.toml", dotted)); len(found) > 0 {
		t.Errorf("what is in strings and comments counts: %v", found)
	}
	_, found := config.Parse(source.NewFile(config.Name, strings.Repeat("[[rule]]\nx = 1\n", 1000)))
	if last := found[len(found)-1]; !slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Message == "900 more problems in this file" }) {
		t.Errorf("the last of %d problems is %v", len(found), last)
	}
}
