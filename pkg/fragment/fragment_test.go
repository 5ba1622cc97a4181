package fragment_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/source"
)

// TestProblems reads every file of the archives in testdata and compares what
// is found with the last file, `want`. UPDATE_GOLDEN=1 rewrites that.
func TestProblems(t *testing.T) {
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
			var got strings.Builder
			last := len(archive.Files) - 1
			for _, file := range archive.Files[:last] {
				f, found := fragment.Parse(source.NewFile(file.Name, string(file.Data)), fragment.Options{ID: "case"})
				checkWhole(t, f)
				for _, d := range found {
					fmt.Fprintf(&got, "%s\n\tat %s\n", d.Error(), strings.ReplaceAll(d.Span.Text(), "\n", "⏎"))
					if d.Help != "" {
						fmt.Fprintf(&got, "\t%s\n", d.Help)
					}
				}
			}
			if os.Getenv("UPDATE_GOLDEN") == "1" {
				archive.Files[last].Data = []byte(got.String())
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(string(archive.Files[last].Data), got.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// checkWhole holds what is true of every fragment, whatever its file.
func checkWhole(t *testing.T, f *fragment.Fragment) {
	t.Helper()
	size := len(f.File.Text)
	if f.Body == nil || f.Body.Start < 0 || f.Body.End < f.Body.Start || f.Body.End > size {
		t.Fatalf("the body is %+v of %d bytes", f.Body, size)
	}
	if fm := f.FrontMatter; fm.Start < 0 || fm.End < fm.Start || fm.End > f.Body.Start {
		t.Fatalf("the front matter is %+v, the body begins at %d", fm, f.Body.Start)
	}
	for key, span := range f.Keys {
		if span.Start < f.FrontMatter.Start || span.End < span.Start || span.End > f.FrontMatter.End {
			t.Fatalf("key %s is at [%d, %d), the front matter is %+v", key, span.Start, span.End, f.FrontMatter)
		}
	}
	for _, v := range f.Meta.Vars {
		if v.Span.IsZero() || v.Span.End > size {
			t.Fatalf("variable %q has no place: %+v", v.Name, v.Span)
		}
	}
}

func parse(t *testing.T, path, text string) *fragment.Fragment {
	t.Helper()
	f, found := fragment.Parse(source.NewFile(path, text), fragment.Options{ID: "case"})
	if len(found) > 0 {
		t.Fatalf("%s: %v", path, found)
	}
	checkWhole(t, f)
	return f
}

const triage = `+++
kind = "prompt"
version = "4.0.0"
summary = "Sort a ticket."
tags = ["support"]
model = "openai/gpt-5-mini"
also = ["anthropic/claude-sonnet-4-5"]
feature = "support"
owner = "@acme/support-ai"
moved = ["support/sort"]
[config]
temperature = 0.2
[vars.ticket]
type = "text"
required = true
untrusted = true
tokens = 400
sample = "@samples/refund.txt"
[vars.tier]
enum = ["free", "pro"]
default = "free"
[vars.product]
description = "what is sold"
stable = true
sample = "Acme Cloud"
[vars.order]
fields = { id = { type = "integer" }, lines = { items = { type = "string" } } }
[request]
history = 900
retrieval = 1_500
[traffic]
calls_per_month = 120_000
output_tokens = 220
cached_share = 0.7
[budget]
max = 10
max_input = 4000
max_growth = "10%"
max_usd_per_call = 0.004
max_usd_per_month = "900"
min_stable_prefix = 200
max_context_share = 0.5
[use."safety/no-pii"]
pin = "^1"
[use."examples/triage"]
optional = true
priority = 10
[output]
format = "json"
schema = "schemas/triage.json"
[[tools]]
name = "lookup"
description = "Finds an order."
parameters = { type = "object", properties = { id = { type = "integer" } } }
[[tools]]
name = "refund"
parameters = "schemas/refund.json"
[[precedence]]
winner = "#no-pii"
over = ["#sla"]
[constraints."length.words"]
max = 150
[constraints.language]
value = "en"
+++
{{> safety/no-pii}}
{{#if ticket}}{{> examples/triage}}{{/if}}
`

func TestTOMLFrontMatterIsReadInFull(t *testing.T) {
	f := parse(t, "triage.md", triage)
	want := fragment.Meta{
		Version: "4.0.0", Summary: "Sort a ticket.", Tags: []string{"support"},
		Model: "openai/gpt-5-mini", Also: []string{"anthropic/claude-sonnet-4-5"},
		Feature: "support", Owner: "@acme/support-ai", Moved: []string{"support/sort"},
		Config: map[string]any{"temperature": 0.2},
		Vars: []fragment.Var{
			{Name: "ticket", Type: fragment.Text, Required: true, Untrusted: true, Tokens: 400, SampleFile: "samples/refund.txt"},
			{Name: "tier", Type: fragment.String, Enum: []any{"free", "pro"}, Default: "free"},
			{Name: "product", Type: fragment.String, Description: "what is sold", Stable: true, Sample: "Acme Cloud"},
			{Name: "order", Type: fragment.Object, Fields: []fragment.Var{
				{Name: "id", Type: fragment.Integer},
				{Name: "lines", Type: fragment.List, Items: &fragment.Var{Type: fragment.String}},
			}},
		},
		HasVars: true,
		Request: fragment.Request{History: 900, Retrieval: 1500},
		Traffic: fragment.Traffic{CallsPerMonth: 120000, OutputTokens: 220, CachedShare: 0.7},
		Budget: fragment.Budget{
			Max: 10, MaxInput: 4000, MaxGrowth: "10%", MaxUSDPerCall: "0.004", MaxUSDPerMonth: "900",
			MinStablePrefix: 200, MaxContextShare: 0.5,
		},
		Use:    map[string]fragment.Use{"safety/no-pii": {Pin: "^1"}, "examples/triage": {Optional: true, Priority: 10}},
		Output: fragment.Output{Format: "json", SchemaFile: "schemas/triage.json"},
		Tools: []fragment.Tool{
			{Name: "lookup", Description: "Finds an order.", Parameters: []byte(`{"properties":{"id":{"type":"integer"}},"type":"object"}`)},
			{Name: "refund", ParametersFile: "schemas/refund.json"},
		},
		Precedence: []fragment.Precedence{{Winner: "#no-pii", Over: []string{"#sla"}}},
		Constraints: []fragment.Constraint{
			{Dimension: "language", Value: "en"},
			{Dimension: "length.words", Max: 150, HasMax: true},
		},
	}
	if diff := cmp.Diff(want, f.Meta, cmpopts.IgnoreTypes(source.Span{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if f.Kind != fragment.Prompt || f.Format != fragment.TOML || len(f.Includes) != 2 || f.Includes[1].Name != "examples/triage" {
		t.Errorf("kind %v, format %v, includes %v", f.Kind, f.Format, f.Includes)
	}
	for key, text := range map[string]string{
		"vars.ticket.type": "type", `use."safety/no-pii".pin`: "pin", `use."safety/no-pii".optional`: `"safety/no-pii"`,
		"tools[1].name": "name", "nothing": "+++",
	} {
		if got := f.Key(key).Text(); got != text {
			t.Errorf("key %s is at %q", key, got)
		}
	}
	if v := f.Var("tier"); v == nil || v.Span.Text() != "tier" || f.Var("nobody") != nil {
		t.Errorf("variable tier is %+v", v)
	}
}

func TestYAMLFrontMatterIsReadAsVariables(t *testing.T) {
	f := parse(t, "a.prompt", `---
model: googleai/gemini-2.0
version: 1.0
description: Answers a question.
input:
  schema:
    question: string, what is asked
    count?: integer
    tone?(enum, how to say it): [dry, warm]
    tags(array): string
    user:
      name: string
      (*): any
  default:
    count: 3
tools: [search, {name: lookup, description: finds, inputSchema: {id: integer}}]
output: {schema: {answer: string}}
acme.team.owner: support
---
Answer {{question}}.
`)
	want := []fragment.Var{
		{Name: "question", Type: fragment.String, Description: "what is asked", Required: true},
		{Name: "count", Type: fragment.Integer, Default: int64(3)},
		{Name: "tone", Type: fragment.String, Description: "how to say it", Enum: []any{"dry", "warm"}},
		{Name: "tags", Type: fragment.List, Required: true, Items: &fragment.Var{Type: fragment.String}},
		{Name: "user", Type: fragment.Object, Required: true, Open: true, Fields: []fragment.Var{{Name: "name", Type: fragment.String, Required: true}}},
	}
	if diff := cmp.Diff(want, f.Meta.Vars, cmpopts.IgnoreTypes(source.Span{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, v := range parse(t, "b.prompt", strings.ReplaceAll(f.File.Text, "\n", "\r\n")).Meta.Vars {
		if v.Span.Text() != v.Name {
			t.Errorf("with CRLF, variable %s is at %q", v.Name, v.Span.Text())
		}
	}
	for _, v := range f.Meta.Vars {
		if v.Span.Text() != v.Name {
			t.Errorf("variable %s is at %q", v.Name, v.Span.Text())
		}
	}
	m := f.Meta
	if m.Model != "googleai/gemini-2.0" || m.Summary != "Answers a question." || !m.HasVars || m.Output.Format != "json" {
		t.Errorf("meta is %+v", m)
	}
	if len(m.Tools) != 2 || m.Tools[0].Name != "search" || !strings.Contains(string(m.Tools[1].Parameters), `"id":{"type":"integer"}`) {
		t.Errorf("tools are %+v", m.Tools)
	}
	if m.Ext["acme.team"]["owner"] != "support" {
		t.Errorf("ext is %v", m.Ext)
	}
}

func TestFormatAndKindFollowFromNameAndFirstLine(t *testing.T) {
	const bom = "\ufeff"
	for _, tc := range []struct {
		path, text string
		alone      bool
		format     fragment.Format
		kind       fragment.Kind
		body       string
	}{
		{path: "a.md", text: "# Hi {{x}}\n", body: "# Hi {{x}}\n"},
		{path: "a.md", text: "+++\n+++\nHi\n", format: fragment.TOML, body: "Hi\n"},
		{path: "a.md", text: bom + "+++\r\nkind = \"prompt\"\r\n+++\r\nHi\r\n", format: fragment.TOML, kind: fragment.Prompt, body: "Hi\r\n"},
		{path: "a.md", text: "\n+++\n+++\n", body: "\n+++\n+++\n"},
		{path: "a.md", text: "++++\n", body: "++++\n"},
		{path: "a.md", text: "+++\n+++", format: fragment.TOML},
		{path: "a.md", text: "---\nname: x\n---\nHi {{x}}\n", body: "Hi {{x}}\n"},
		{path: "a.md", text: "---\nname: x\n---\nHi {{\n", alone: true, format: fragment.Prose, body: "Hi {{\n"},
		{path: "a.md", text: bom + "Hi {{\n", alone: true, format: fragment.Prose, body: "Hi {{\n"},
		{path: "a.md", text: "+++\n+++\nHi\n", alone: true, format: fragment.TOML, body: "Hi\n"},
		{path: "a.mdc", text: "---\nglobs: *.ts\n---\n{{#if", alone: true, format: fragment.Prose, body: "{{#if"},
		{path: "a.txt", alone: true, format: fragment.Prose},
		{path: "a.prompt", text: "---\nmodel: x\n---\n\nHi\n\n", format: fragment.Dotprompt, kind: fragment.Prompt, body: "Hi"},
		{path: "a.prompt", text: "---\r\nmodel: x\r\n---\r\nHi\r\n", format: fragment.Dotprompt, kind: fragment.Prompt, body: "Hi"},
		{path: "a.prompt", text: "Hi\n", alone: true, format: fragment.Dotprompt, kind: fragment.Prompt, body: "Hi\n"},
		{path: "b/_a.prompt", text: "Hi\n", format: fragment.Dotprompt, body: "Hi\n"},
	} {
		f, found := fragment.Parse(source.NewFile(tc.path, tc.text), fragment.Options{Standalone: tc.alone})
		checkWhole(t, f)
		body := f.File.Text[f.Body.Start:f.Body.End]
		if f.Format != tc.format || f.Kind != tc.kind || body != tc.body || len(found) > 0 {
			t.Errorf("%s %q: format %v, kind %v, body %q, %v", tc.path, tc.text, f.Format, f.Kind, body, found)
		}
	}
}

// TestHostileYAMLIsRefusedInTime would run out of time or of memory.
func TestHostileYAMLIsRefusedInTime(t *testing.T) {
	var laughs, nested strings.Builder
	laughs.WriteString("a0: &a0 x\n")
	for i := 1; i < 12; i++ {
		fmt.Fprintf(&laughs, "a%d: &a%d [%s*a%d]\n", i, i, strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 8), i-1)
	}
	for i := range 200 {
		nested.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	for name, text := range map[string]string{
		"aliases":  laughs.String(),
		"brackets": "a: " + strings.Repeat("[", 100_000),
		"braces":   strings.Repeat("{a: ", 20_000),
		"dashes":   strings.Repeat("- ", 50_000) + "x\n",
		"large":    "a: " + strings.Repeat("x", 1<<20) + "\n",
		"tabs":     "a:\n\t- b\n",
		"bytes":    "a: \xff\x00\n",
	} {
		f, found := fragment.Parse(source.NewFile("a.prompt", "---\n"+text+"---\nHi\n"), fragment.Options{})
		checkWhole(t, f)
		if len(found) != 1 && name != "bytes" {
			t.Errorf("%s: %v", name, found)
		}
	}
	parse(t, "a.prompt", "---\n"+nested.String()+"---\nHi\n")
}
