package report_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/report"
	"github.com/quoin-dev/quoin/pkg/source"
)

// in returns the span of a needle in a file.
func in(t *testing.T, f *source.File, needle string) source.Span {
	t.Helper()
	i := strings.Index(f.Text, needle)
	if i < 0 {
		t.Fatalf("%q is not in %s", needle, f.Path)
	}
	return f.Span(i, i+len(needle))
}

// cases are results that show what the printers must cope with. Each has a
// golden archive, testdata/report/NAME.txtar, with a file for every printer.
func cases(t *testing.T) map[string]report.Lint {
	brevity := source.NewFile("prompts/style/brevity.md", "# Style\n\n## Length\n\n- Be kind.\n\nAnswer in at most one sentence.\n")
	citations := source.NewFile("prompts/policy/citations.md", strings.Repeat("Line.\n", 11)+"List every source you used, one per line.\n")
	ask := source.NewFile("prompts/ask.md", "+++\nkind = \"prompt\"\n+++\n{{#if beta}}\nSay so.\n{{> tone/concsie}}\n  {{#each items}}a\nb\nc\nd\ne\nf\ng\n")
	wide := source.NewFile("prompts/wide.md", "\tdas 日本語 x\nnai\u0308ve {{naem}} 👩‍👩‍👧 {{x}}\nhide\u200bme \x1b[31mred \u202etxt\nkey = AKIAIOSFODNN7EXAMPLE  \n")
	long := source.NewFile("prompts/long.md", strings.Repeat("word ", 60)+"{{typo}} "+strings.Repeat("more ", 60)+"{{again}}\n"+strings.Repeat("x", 300))
	end := source.NewFile("prompts/end.md", "no newline")
	crlf := source.NewFile("prompts/crlf.md", "one\r\ntwo\r\n")
	return map[string]report.Lint{
		"nothing": {Fragments: 42, Prompts: 9},
		"two-files": {Fragments: 1204, Prompts: 1, Diagnostics: diag.List{{
			Rule: "conflict/length", Severity: diag.Error, Span: in(t, brevity, "Answer in at most one sentence."),
			Message: "`answer-short` and `cite-all` cannot both be followed", Label: "limits the answer to one sentence",
			Related: []diag.Label{{Span: in(t, citations, "List every source you used, one per line."), Text: "asks for a list"}},
			Notes:   []string{"both are included by prompts/support/agent.md"},
			Help:    "scope one of them, or say which wins",
		}}},
		"one-file": {Fragments: 1, Diagnostics: diag.List{{
			Rule: "structure/duplicate-heading", Severity: diag.Warning, Span: in(t, brevity, "## Length"),
			Message: "the heading is there twice",
			Related: []diag.Label{
				{Span: in(t, brevity, "# Style"), Text: "under this one"},
				{Span: in(t, brevity, "- Be"), Text: "adjacent but one"},
				{Span: in(t, brevity, "one sentence"), Text: "far below"},
				{Span: in(t, brevity, "Answer")},
			},
		}}},
		"several-lines": {Prompts: 1, Diagnostics: diag.List{
			{
				Rule: "structure/syntax", Severity: diag.Error, Span: in(t, ask, "{{#if beta}}\nSay so.\n"),
				Message: "`{{#if}}` is never closed", Label: "opened here",
			},
			{
				Rule: "structure/wall-of-text", Severity: diag.Info, Span: in(t, ask, "{{#each items}}a\nb\nc\nd\ne\nf\ng\n"),
				Message: "too much at once", Label: "this",
				Related: []diag.Label{{Span: in(t, ask, "so.\n{{>"), Text: "and this"}, {Span: in(t, ask, "kind"), Text: "in this kind"}},
			},
		}},
		"wide": {Fragments: 1, Diagnostics: diag.List{
			{Rule: "hygiene/a", Severity: diag.Warning, Span: in(t, wide, "語"), Message: "wide characters and a tab", Label: "here"},
			{Rule: "hygiene/b", Severity: diag.Warning, Span: in(t, wide, "{{naem}}"), Message: "combining marks", Label: "here"},
			{Rule: "hygiene/c", Severity: diag.Warning, Span: in(t, wide, "{{x}}"), Message: "an emoji of several", Label: "here"},
			{Rule: "security/invisible-text", Severity: diag.Error, Span: in(t, wide, "\u200b"), Message: "a zero-width space", Label: "here"},
			{Rule: "security/invisible-text", Severity: diag.Error, Span: in(t, wide, "\u202e"), Message: "turns text \u202e round", Label: "here"},
			{Rule: "security/secret", Severity: diag.Error, Span: in(t, wide, "AKIAIOSFODNN7EXAMPLE"), Message: "an access key", Redact: true},
			{
				Rule: "hygiene/trailing-space", Severity: diag.Info, Span: in(t, wide, "  \n"), Message: "spaces at the end of a line",
				Fixes: []diag.Fix{{Title: "remove them", Safe: true, Edits: []diag.Edit{{Span: in(t, wide, "  \n"), New: "\n"}}}},
			},
		}},
		"long-lines": {Fragments: 1, Diagnostics: diag.List{
			{
				Rule: "compose/undeclared-variable", Severity: diag.Error, Span: in(t, long, "{{typo}}"), Message: "`typo` is not declared",
				Related: []diag.Label{{Span: in(t, long, "{{again}}"), Text: "and here"}, {Span: in(t, long, "word wo"), Text: "first"}},
			},
			{Rule: "structure/wall-of-text", Severity: diag.Info, Span: in(t, long, strings.Repeat("x", 300)), Message: "longer than any screen", Label: "all of it"},
			{Rule: "structure/wall-of-text", Severity: diag.Info, Span: long.Whole(), Message: "long lines in a frame", Label: "all of it"},
		}},
		"edges": {Fragments: 1, Diagnostics: diag.List{
			{Severity: diag.Error, Message: "no rule and no place"},
			{Rule: "hygiene/final-newline", Severity: diag.Warning, Span: end.Span(10, 10), Message: "at the very end", Label: "here"},
			{Rule: "hygiene/line-endings", Severity: diag.Warning, Span: in(t, crlf, "\r\n"), Message: "only the line end"},
			{Rule: "hygiene/line-endings", Severity: diag.Warning, Span: crlf.Whole(), Message: "all of a CRLF file"},
			{
				Rule: "compose/unknown-include", Severity: diag.Error, Span: in(t, ask, "tone/concsie"), Message: "no fragment is named `tone/concsie`",
				Help:  "did you mean `tone/concise`?",
				Fixes: []diag.Fix{{Title: "write `tone/concise`", Edits: []diag.Edit{{Span: in(t, ask, "tone/concsie"), New: "tone/concise"}}}},
			},
			{Rule: "structure/empty", Severity: diag.Info, Span: source.NewFile("empty.md", "").Whole(), Message: "an empty file"},
		}},
	}
}

func TestPrinters(t *testing.T) {
	for name, result := range cases(t) {
		t.Run(name, func(t *testing.T) {
			var a txtar.Archive
			for _, p := range []struct {
				name  string
				print func(*bytes.Buffer) error
			}{
				{"text", func(b *bytes.Buffer) error { return report.Text(b, result.Diagnostics, report.Style{}) }},
				{"narrow", func(b *bytes.Buffer) error { return report.Text(b, result.Diagnostics, report.Style{Width: 60}) }},
				{"color", func(b *bytes.Buffer) error {
					return report.Text(b, result.Diagnostics, report.Style{Color: true})
				}},
				{"short", func(b *bytes.Buffer) error { return report.Short(b, result.Diagnostics, report.Style{}) }},
				{"json", func(b *bytes.Buffer) error { return report.JSON(b, result) }},
				{"summary", func(b *bytes.Buffer) error { return report.Summary(b, result, report.Style{}) }},
			} {
				var b bytes.Buffer
				if err := p.print(&b); err != nil {
					t.Fatal(err)
				}
				a.Files = append(a.Files, txtar.File{Name: p.name, Data: []byte(strings.ReplaceAll(b.String(), "\x1b", "⟨"))})
			}
			golden(t, filepath.Join("..", "..", "testdata", "report", name+".txtar"), txtar.Format(&a))
		})
	}
}

func TestRulePrinters(t *testing.T) {
	rules := []*analysis.Rule{
		{Name: "compose/unknown-include", Level: diag.Error, Doc: analysis.Doc{
			Title: "an include names nothing",
			Why:   "The text that the include stands for is missing from every composition, and nothing else says so until somebody reads an answer.",
			Bad:   "{{> tone/concsie}}\n", Good: "{{> tone/concise}}\n", Since: "0.1",
		}},
		{Name: "hygiene/bom", Level: diag.Info, Doc: analysis.Doc{Title: "a byte order mark", Why: "It is seen by the model."}},
		{Name: "hygiene/final-newline", Level: diag.Off, Doc: analysis.Doc{Title: "no line end at the end"}},
	}
	var list, asJSON, one, short bytes.Buffer
	for _, err := range []error{
		report.Rules(&list, rules, report.Style{}), report.RulesJSON(&asJSON, rules[:1]),
		report.Rule(&one, rules[0], report.Style{}), report.Rule(&short, rules[1], report.Style{}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	golden(t, filepath.Join("..", "..", "testdata", "report", "rules.txtar"), txtar.Format(&txtar.Archive{Files: []txtar.File{
		{Name: "list", Data: list.Bytes()},
		{Name: "json", Data: asJSON.Bytes()},
		{Name: "rule", Data: one.Bytes()},
		{Name: "without examples", Data: short.Bytes()},
	}}))
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s (-want +got):\n%s", path, d)
	}
}

func TestColorAddsNothingButColor(t *testing.T) {
	for name, result := range cases(t) {
		var plain, colored bytes.Buffer
		_ = report.Text(&plain, result.Diagnostics, report.Style{})
		_ = report.Text(&colored, result.Diagnostics, report.Style{Color: true})
		if d := cmp.Diff(plain.String(), stripColor(colored.String())); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func stripColor(s string) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, "\x1b[")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		_, s, _ = strings.Cut(after, "m")
	}
}

func TestSecretsAreNeverShown(t *testing.T) {
	var b bytes.Buffer
	if err := report.Text(&b, cases(t)["wide"].Diagnostics, report.Style{}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "IOSFODNN7") {
		t.Errorf("the secret is in the output:\n%s", b.String())
	}
}

// Whatever a prompt file holds, its text cannot drive the terminal, and no
// line of the output is wider than was asked, labels aside.
func FuzzText(f *testing.F) {
	for _, s := range []string{"a\tb", "日本\x1b[2J", "\xff\xfe\u202e\u200b", "x\r\ny", "e\u0301\U000e0041"} {
		f.Add(s, 0, len(s), 50)
	}
	f.Fuzz(func(t *testing.T, text string, start, end, width int) {
		file := source.NewFile("f.md", text)
		start = min(max(start, 0), len(text))
		end = min(max(end, start), len(text))
		l := diag.List{{Rule: "a/b", Severity: diag.Error, Span: file.Span(start, end), Message: text}}
		var b bytes.Buffer
		if err := report.Text(&b, l, report.Style{Width: width % 400}); err != nil {
			t.Fatal(err)
		}
		for _, r := range b.String() {
			if r < ' ' && r != '\n' || r == 0x7f || r == 0x202e || r >= 0x80 && r < 0xa0 {
				t.Fatalf("%U in the output of %q", r, text)
			}
		}
		b.Reset()
		if err := report.JSON(&b, report.Lint{Diagnostics: l}); err != nil {
			t.Fatal(err)
		}
		if !json.Valid(b.Bytes()) {
			t.Fatalf("no JSON: %s", b.String())
		}
	})
}
