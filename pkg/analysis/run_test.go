package analysis_test

import (
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// load reads a workspace from a txtar archive.
func load(t testing.TB, archive string) (*workspace.Workspace, diag.List) {
	t.Helper()
	fsys := fstest.MapFS{}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	ws, found, err := workspace.Load(t.Context(), fsys, workspace.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return ws, found
}

// check runs rules over an archive and returns a line for each finding.
func check(t testing.TB, archive string, rules ...*analysis.Rule) []string {
	t.Helper()
	ws, loaded := load(t, archive)
	return lines(analysis.Run(t.Context(), rules, ws, analysis.Options{Loaded: loaded}))
}

func lines(l diag.List) []string {
	out := []string{}
	for _, d := range l {
		at := d.Span.File.Position(d.Span.Start)
		notes := ""
		if len(d.Notes) > 0 {
			notes = " (" + strings.Join(d.Notes, "; ") + ")"
		}
		out = append(out, fmt.Sprintf("%s:%d %s %s: %s%s",
			strings.TrimPrefix(d.Span.File.Path, "prompts/"), at.Line, d.Severity, d.Rule, d.Message, notes))
	}
	return out
}

func expect(t *testing.T, got []string, want ...string) {
	t.Helper()
	if want == nil {
		want = []string{}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// word is a rule that finds a word in files.
func word(name string, level diag.Severity, needle string) *analysis.Rule {
	return &analysis.Rule{Name: name, Level: level, File: func(p *analysis.Pass, f *fragment.Fragment) {
		text := f.File.Text
		for at := 0; ; {
			i := strings.Index(text[at:], needle)
			if i < 0 {
				return
			}
			p.Report(diag.Diagnostic{Span: f.File.Span(at+i, at+i+len(needle)), Message: needle})
			at += i + len(needle)
		}
	}}
}

var unused = &analysis.Rule{Name: analysis.RuleUnused, Level: diag.Warning, Reported: true}

func TestLevelsOfARuleCountBeforeItsFamilyAndThatBeforeAll(t *testing.T) {
	rules := []*analysis.Rule{
		word("a/one", diag.Error, "one"), word("a/two", diag.Error, "two"),
		word("b/three", diag.Error, "three"), word("b/off", diag.Off, "off"),
	}
	const text = "-- prompts/f.md --\none two three off\n"
	expect(t, check(t, "-- quoin.toml --\n"+text, rules...),
		"f.md:1 error a/one: one", "f.md:1 error a/two: two", "f.md:1 error b/three: three")
	expect(t, check(t, "-- quoin.toml --\nlint.rules = {'*' = 'info', 'a/*' = 'off', 'a/two' = 'warning'}\n"+text, rules...),
		"f.md:1 warning a/two: two", "f.md:1 info b/three: three", "f.md:1 info b/off: off")
}

func TestARuleMaySetTheSeverityUnlessTheConfigDoes(t *testing.T) {
	rule := &analysis.Rule{Name: "a/one", Level: diag.Warning, File: func(p *analysis.Pass, f *fragment.Fragment) {
		p.Report(diag.Diagnostic{Span: f.File.Whole(), Message: "bad", Severity: diag.Error})
	}}
	expect(t, check(t, "-- quoin.toml --\n-- prompts/f.md --\nx\n", rule), "f.md:1 error a/one: bad")
	expect(t, check(t, "-- quoin.toml --\nlint.rules = {'a/one' = 'info'}\n-- prompts/f.md --\nx\n", rule), "f.md:1 info a/one: bad")
}

func TestNamesOfNoRuleInTheConfigAreErrors(t *testing.T) {
	got := check(t, `-- quoin.toml --
[lint.rules]
"a/one" = "off"
"a/on" = "off"
[[lint.ignore]]
rule = "c/*"
reason = "gone"
-- prompts/f.md --
`, word("a/one", diag.Error, "one"))
	expect(t, got,
		"quoin.toml:3 error structure/config: no rule is named `a/on`",
		"quoin.toml:5 error structure/config: no rule is named `c/*`")
}

func TestIgnoredPathsAreNotReported(t *testing.T) {
	got := check(t, `-- quoin.toml --
[[lint.ignore]]
rule = "a/*"
paths = ["prompts/legal/**"]
reason = "fixed wording"
-- prompts/legal/deep/f.md --
one
-- prompts/f.md --
one
`, word("a/one", diag.Error, "one"))
	expect(t, got, "f.md:1 error a/one: one")
}

func TestTeamRulesFindTheirPatternInBodies(t *testing.T) {
	got := check(t, `-- quoin.toml --
[[rule]]
name = "team/product"
pattern = '(?i)(acme\s\{\{)?'
message = "say {{product}} once"
paths = ["prompts/*.md"]
-- prompts/f.md --
+++
summary = "acme {{"
+++
Acme {{! acme {{ }}
acme {{x}}
-- prompts/other/f.md --
Acme {{x}}
`)
	// The first match reaches into a comment, which no model sees.
	expect(t, got, "f.md:5 warning team/product: say {{product}} once", "f.md:5 error compose/undeclared-variable: `x` is not declared")
}

func TestTeamRulesMayConcernOneKindOfFileOrFrontMatter(t *testing.T) {
	got := check(t, `-- quoin.toml --
[[rule]]
name = "team/text"
pattern = 'acme'
message = "in the text of a prompt"
kind = "prompt"
[[rule]]
name = "team/front"
pattern = 'acme'
message = "in front matter"
where = "front-matter"
-- prompts/p.md --
+++
kind = "prompt"
summary = "acme"
+++
acme
-- prompts/f.md --
acme
`)
	expect(t, got, "p.md:3 warning team/front: in front matter", "p.md:5 warning team/text: in the text of a prompt")
}

func TestFindingsInAFragmentAreReportedOnceWithTheirPrompts(t *testing.T) {
	rule := &analysis.Rule{Name: "a/prompt", Level: diag.Error, Prompt: func(p *analysis.Pass, t *compose.Template) {
		for _, f := range t.Fragments() {
			p.Report(diag.Diagnostic{Span: f.File.Whole(), Message: "in it"})
		}
		if len(t.Fragments()) == 0 {
			p.Report(diag.Diagnostic{Span: t.Prompt.File.Whole(), Message: "alone"})
		}
	}}
	var b strings.Builder
	b.WriteString("-- quoin.toml --\n-- prompts/fragments/f.md --\nF\n-- prompts/fragments/g.md --\nG\n" +
		"-- prompts/lone.md --\n+++\nkind = 'prompt'\n+++\nx\n-- prompts/p0.md --\n+++\nkind = 'prompt'\n+++\n{{> g}}\n")
	for i := 1; i < 6; i++ {
		fmt.Fprintf(&b, "-- prompts/p%d.md --\n+++\nkind = 'prompt'\n+++\n{{> f}}\n", i)
	}
	expect(t, check(t, b.String(), rule),
		"fragments/f.md:1 error a/prompt: in it (in `p1`, `p2`, `p3` and 2 more)",
		"fragments/g.md:1 error a/prompt: in it (in `p0`)",
		"lone.md:1 error a/prompt: alone")
}

func TestRulesShareWhatTheyCompute(t *testing.T) {
	var calls atomic.Int64
	var rules []*analysis.Rule
	for i := range 4 {
		rules = append(rules, &analysis.Rule{Name: fmt.Sprint("a/", i), Level: diag.Info, Workspace: func(p *analysis.Pass) {
			all := analysis.Once(p, "lengths", func() []int {
				calls.Add(1)
				return analysis.EachFile(p, func(f *fragment.Fragment) int { return len(f.File.Text) })
			})
			p.Report(diag.Diagnostic{Span: p.Workspace.All[0].File.Whole(), Message: fmt.Sprint(all, len(p.Templates()))})
		}})
	}
	got := check(t, "-- quoin.toml --\n-- prompts/a.md --\nx\n-- prompts/b.md --\nyyy\n", rules[:2]...)
	expect(t, got, "a.md:1 info a/0: [2 4] 0", "a.md:1 info a/1: [2 4] 0")
	if calls.Load() != 1 {
		t.Errorf("computed %d times", calls.Load())
	}
}

func TestTheResultIsTheSameAtAnyParallelism(t *testing.T) {
	var b strings.Builder
	b.WriteString("-- quoin.toml --\n")
	for i := range 200 {
		fmt.Fprintf(&b, "-- prompts/fragments/f%d.md --\none {{x%d}} two\n{{> nothing%d}}\n", i, i, i%7)
		fmt.Fprintf(&b, "-- prompts/p%d.md --\n+++\nkind = 'prompt'\n+++\n{{> f%d}}\n{{> f%d}}\n", i, i%13, i)
	}
	rules := []*analysis.Rule{word("a/one", diag.Error, "one"), word("a/two", diag.Warning, "two")}
	run := func(procs int) []string {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
		return check(t, b.String(), rules...)
	}
	one := run(1)
	if len(one) < 400 {
		t.Fatalf("only %d findings", len(one))
	}
	expect(t, run(8), one...)
}

func TestSuppressions(t *testing.T) {
	one, two := word("a/one", diag.Error, "uno"), word("a/two", diag.Error, "dos")
	prompt := func(body string) string { return "-- quoin.toml --\n-- prompts/f.md --\n" + body }
	const (
		found    = " error a/one: uno"
		twoFound = " error a/two: dos"
		wrong    = " warning hygiene/unused-suppression: "
	)
	for name, tc := range map[string]struct {
		body string
		want []string
	}{
		"on the line above":             {"{{! quoin-ignore a/one: why }}\nuno\n", nil},
		"with a blank line between":     {"{{! quoin-ignore a/one: why }}\n\nuno\n", nil},
		"at the end of the line":        {"uno {{! quoin-ignore a/one: why }}\n", nil},
		"in the long form":              {"{{!-- quoin-ignore a/one: why }} --}}\nuno\n", nil},
		"with white space control":      {"{{~! quoin-ignore a/one: why }}\nuno\n", nil},
		"over several lines":            {"{{! quoin-ignore a/one: why\nit is so }}\nuno\n", nil},
		"as HTML":                       {"<!-- quoin-ignore a/one: why -->\nuno\n", nil},
		"several rules":                 {"{{! quoin-ignore a/one, a/two: why }}\nuno dos\n", nil},
		"a family":                      {"{{! quoin-ignore a/*: why }}\nuno dos\n", nil},
		"stacked":                       {"{{! quoin-ignore a/one: why }}\n{{! quoin-ignore a/two: why }}\nuno dos\n", nil},
		"CRLF":                          {"{{! quoin-ignore a/one: why }}\r\nuno\r\n", nil},
		"in front matter":               {"+++\n# quoin-ignore a/one: why\nsummary = \"uno\"\n+++\nx\n", nil},
		"the line after is not covered": {"{{! quoin-ignore a/one: why }}\nuno\nand uno\n", []string{"f.md:3" + found}},
		"another rule is not covered":   {"{{! quoin-ignore a/one: why }}\nuno dos\n", []string{"f.md:2" + twoFound}},
		"no reason":                     {"{{! quoin-ignore a/one }}\nuno\n", []string{"f.md:1" + wrong + "the comment gives no reason, so it suppresses nothing", "f.md:2" + found}},
		"no rule":                       {"{{! quoin-ignore }}\nx\n", []string{"f.md:1" + wrong + "the comment names no rule, so it suppresses nothing"}},
		"an unknown rule":               {"{{! quoin-ignore a/three: why }}\nx\n", []string{"f.md:1" + wrong + "no rule is named `a/three`"}},
		"unused":                        {"{{! quoin-ignore a/two: why }}\nx\n", []string{"f.md:1" + wrong + "`a/two` finds nothing here"}},
		"in fenced code":                {"```\n{{! quoin-ignore a/two: why }}\n```\ndos\n", []string{"f.md:4" + twoFound}},
		"behind fenced code":            {"~~~~\n```\n~~~\n~~~~\n{{! quoin-ignore a/two: why }}\ndos\n", nil},
		"as a code span":                {"`{{! quoin-ignore a/two: why }}`\ndos\n", []string{"f.md:2" + twoFound}},
		"a longer word":                 {"{{! quoin-ignored a/two: why }}\ndos\n", []string{"f.md:2" + twoFound}},
		"only prose":                    {"quoin-ignore a/two: why\ndos\n", []string{"f.md:2" + twoFound}},
		"an unclosed comment":           {"<!-- quoin-ignore a/two: why\ndos\n", []string{"f.md:2" + twoFound}},
	} {
		t.Run(name, func(t *testing.T) {
			got := check(t, prompt(tc.body), one, two, unused)
			expect(t, got, tc.want...)
		})
	}
}

func TestAProblemWithTwoPlacesMayBeSuppressedAtEither(t *testing.T) {
	rule := &analysis.Rule{Name: "a/pair", Level: diag.Error, Workspace: func(p *analysis.Pass) {
		a, b := p.Workspace.All[0].File, p.Workspace.All[1].File
		at := func(f *source.File) source.Span { i := strings.Index(f.Text, "copy"); return f.Span(i, i+4) }
		p.Report(diag.Diagnostic{Span: at(a), Message: "copy", Related: []diag.Label{{Span: at(b)}}})
	}}
	const comment = "{{! quoin-ignore a/pair: meant }}\n"
	for _, archive := range []string{
		"-- quoin.toml --\n-- prompts/a.md --\n" + comment + "copy\n-- prompts/b.md --\ncopy\n",
		"-- quoin.toml --\n-- prompts/a.md --\ncopy\n-- prompts/b.md --\n" + comment + "copy\n",
	} {
		expect(t, check(t, archive, rule, unused))
	}
}

func TestTemplateCommentsMeanNothingInProse(t *testing.T) {
	file := source.NewFile("CLAUDE.md", "{{! quoin-ignore a/two: why }}\ntwo\n<!-- quoin-ignore a/two: why -->\ntwo\n")
	ws, loaded := workspace.Loose([]*source.File{file})
	got := analysis.Run(t.Context(), []*analysis.Rule{word("a/two", diag.Error, "two")}, ws, analysis.Options{Loaded: loaded})
	var at []int
	for _, d := range got {
		at = append(at, file.Position(d.Span.Start).Line)
	}
	if d := cmp.Diff([]int{1, 2, 3}, at); d != "" {
		t.Errorf("lines (-want +got):\n%s", d)
	}
}
