package template_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/template"
)

func parse(text string) (*template.Tree, []string) {
	tree, found := template.Parse(source.NewFile("t.md", text), 0, template.Options{Anchors: true})
	var problems []string
	for _, d := range found {
		problems = append(problems, fmt.Sprintf("%d: %s", d.Span.Start, d.Message))
	}
	return tree, problems
}

// dump writes a tree as nested parentheses.
func dump(t *template.Tree, nodes []template.Node) string {
	var parts []string
	for _, n := range nodes {
		text := t.Span(n).Text()
		switch n := n.(type) {
		case *template.Text:
			parts = append(parts, fmt.Sprintf("%q", text))
		case *template.Anchor:
			parts = append(parts, "#"+n.Name)
		case *template.Comment:
			parts = append(parts, "!")
		case *template.Output:
			parts = append(parts, "("+dumpExpr(n.Expr)+")")
		case *template.Role:
			parts = append(parts, "role:"+n.Name)
		case *template.History:
			parts = append(parts, "history")
		case *template.Section:
			parts = append(parts, "section:"+n.Name)
		case *template.Media:
			parts = append(parts, "media:"+dumpExpr(n.URL))
		case *template.Partial:
			s := ">" + n.Name
			if n.Context != nil {
				s += " " + dumpExpr(n.Context)
			}
			for _, a := range n.Args {
				s += " " + a.Name + "=" + dumpExpr(a.Value)
			}
			if n.Standalone {
				s += fmt.Sprintf(" alone%q", n.Indent)
			}
			parts = append(parts, "{"+s+"}")
		case *template.Block:
			var args []string
			for _, a := range n.Args {
				args = append(args, dumpExpr(a))
			}
			s := fmt.Sprintf("[%d %s", n.Kind, strings.Join(args, " "))
			if len(n.Params) > 0 {
				s += " as " + strings.Join(n.Params, ",")
			}
			s += ": " + dump(t, n.Body)
			if n.HasElse {
				s += " | " + dump(t, n.Else)
			}
			parts = append(parts, s+"]")
		}
	}
	return strings.Join(parts, " ")
}

func dumpExpr(e template.Expr) string {
	switch e := e.(type) {
	case *template.Literal:
		return fmt.Sprintf("%v", e.Value)
	case *template.Call:
		s := "(" + e.Name
		for _, a := range e.Args {
			s += " " + dumpExpr(a)
		}
		for _, h := range e.Hash {
			s += " " + h.Name + "=" + dumpExpr(h.Value)
		}
		return s + ")"
	case *template.Path:
		s := strings.Repeat("../", e.Up)
		if e.Data {
			s += "@"
		}
		if e.This {
			s += "this."
		}
		return s + strings.Join(e.Parts, ".")
	}
	return "?"
}

func TestParse(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{"a {{b}} c", `"a " (b) " c"`},
		{"{{{a.b}}} {{&c}} {{[x y]}}", `(a.b) " " (c) " " (x y)`},
		{"{{this}} {{.}} {{./a}} {{../a}} {{@index}} {{@root.x}}", `(this.) " " (this.) " " (this.a) " " (../a) " " (@index) " " (@root.x)`},
		{`{{json x indent=2}} {{lookup a "k"}}`, `((json x indent=2)) " " ((lookup a k))`},
		{`{{role "system"}}hi {{history}}`, `role:system "hi " history`},
		{`{{section "a"}}{{media url=u}}`, `section:a media:u`},
		{"{{#if a}}x{{else}}y{{/if}}", `[0 a: "x" | "y"]`},
		{"{{#if a}}x{{else if b}}y{{else}}z{{/if}}", `[0 a: "x" | [0 b: "y" | "z"]]`},
		{`{{#ifEquals a "b"}}x{{/ifEquals}}`, `[4 a b: "x"]`},
		{"{{#each xs as |x i|}}{{x}}{{/each}}", `[2 xs as x,i: (x)]`},
		{"{{#xs}}a{{^}}b{{/xs}}{{^ys}}c{{/ys}}", `[6 xs: "a" | "b"] [7 ys: "c"]`},
		{`{{> a/b-c x=y z="w" n=3}}`, `{>a/b-c x=y z=w n=3 alone""}`},
		{"x {{> a ctx}}", `"x " {>a ctx}`},
		{"  {{> a}}\nb", `{>a alone"  "} "b"`},
		{"a\n{{#if b}}\nc\n{{/if}}\nd", `"a\n" [0 b: "c\n"] "d"`},
		{"a\n  {{! note }}  \nb", `"a\n" ! "b"`},
		{"a {{!-- }} --}} b", `"a " ! " b"`},
		{"a  {{~b~}}  c", `"a" (b) "c"`},
		{`a \{{b}} c`, `"a " "{{b}} c"`},
		{`a \\{{b}} c`, `"a \\" (b) " c"`},
		{"- rule {#r}\n- b\n", `"- rule" #r "\n- b\n"`},
		{"```\nx {#r}\n```\n", "\"```\\nx {#r}\\n```\\n\""},
		{"{x} <y> --- }} {\"a\": 1}", `"{x} <y> --- }} {\"a\": 1}"`},
		{"a\r\n{{#if b}}\r\nc\r\n{{/if}}\r\nd", `"a\r\n" [0 b: "c\r\n"] "d"`},
	} {
		tree, problems := parse(tc.in)
		if got := dump(tree, tree.Nodes); got != tc.want || problems != nil {
			t.Errorf("%q\n got %s %q\nwant %s", tc.in, got, problems, tc.want)
		}
	}
}

func TestOneReadingFindsEveryError(t *testing.T) {
	_, got := parse("{{#if}}\n{{else}}{{else}}\n{{/each}}\n{{nope x}}\n{{> (x)}}\n{{role \"sytem\"}}\n{{json}}{{json a b}}\n{{{{raw}}}}\n{{\n")
	_, options := parse("{{#if a includeZero=true}}x{{/if}}")
	if len(options) != 1 || !strings.Contains(options[0], "takes no `includeZero=`") {
		t.Errorf("got %q", options)
	}
	want := []string{
		"the name of an include is computed", "`if` takes 1 value", "has an `{{else}}` already", "`{{/each}}` closes nothing",
		"no helper `nope`", "no role `sytem`", "`json` takes 1 value", "four braces", "never closed",
	}
	for _, message := range want {
		if !strings.Contains(strings.Join(got, "\n"), message) {
			t.Errorf("nothing says %q:\n%s", message, strings.Join(got, "\n"))
		}
	}
}

func TestProblemsAreBounded(t *testing.T) {
	_, got := parse(strings.Repeat("{{/if}}", 1000))
	if len(got) != 101 || !strings.Contains(got[100], "900 more") {
		t.Errorf("got %d problems, the last %q", len(got), got[len(got)-1])
	}
}

func TestNestingIsBounded(t *testing.T) {
	tree, got := parse(strings.Repeat("{{#if a}}", 5000) + "x" + strings.Repeat("{{/if}}", 5000))
	if len(got) != 1 || !strings.Contains(got[0], "nested more than") {
		t.Errorf("got %q", got)
	}
	depth := 0
	for nodes := tree.Nodes; len(nodes) > 0; depth++ {
		b, ok := nodes[0].(*template.Block)
		if !ok {
			break
		}
		nodes = b.Body
	}
	if depth > 300 {
		t.Errorf("the tree is %d deep", depth)
	}
}

// TestTimeIsLinear reads what made parsers quadratic. It asks for no figure,
// only that a megabyte of it is read within seconds at all.
func TestTimeIsLinear(t *testing.T) {
	for _, unit := range []string{
		"{{", "{{#if a}}", "{{!", "{{!--", "{{\"", "\\{{", "{{else}}", "{{/if}}", "{{[", "{{a ", "{{(", "{{{", "{{#a}}\n\n{{/b}}",
		"{{#if a}}{{else if b}}", "{#a}\n", "{{a}}", "\x00", "\xff{{\xff}}", "{{> a\n",
	} {
		text := strings.Repeat(unit, 1<<20/len(unit))
		start := time.Now()
		parse(text)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%q: %v", unit, took)
		}
	}
	start := time.Now()
	parse("{{a " + strings.Repeat("[", 1<<20) + "}}")
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("brackets: %v", took)
	}
}

// TestConformanceTemplates parses every template of dotprompt's suite.
func TestConformanceTemplates(t *testing.T) {
	const dir = "../../../shared/conformance/dotprompt"
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".yaml") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var suites []struct{ Name, Template string }
		if err := yaml.Unmarshal(text, &suites); err != nil {
			return err
		}
		for _, s := range suites {
			if strings.HasPrefix(s.Template, "---") {
				continue // front matter comes first, which is not read here
			}
			if _, problems := parse(s.Template); problems != nil {
				t.Errorf("%s: %q", s.Name, problems)
			}
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("dotprompt's conformance suite is not here: " + dir)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestAllVisitsInOrder(t *testing.T) {
	tree, _ := parse("a{{#if b}}c{{else}}d{{/if}}{{e}}")
	var got []string
	for n := range template.All(tree.Nodes) {
		got = append(got, tree.Span(n).Text())
	}
	want := []string{"a", "{{#if b}}c{{else}}d{{/if}}", "c", "d", "{{e}}"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// FuzzParse holds the tree of any text to its promises: no panic, ranges
// within the file and within those around them, in order.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"a {{b}} c", "{{#if a}}x{{else if b}}y{{else}}z{{/if}}", "{{> a/b x=y}}\n", "\\{{x}}", "{{!-- x --}}", "{{~a~}}", "{{#each xs as |x|}}{{/each}}",
		"- r {#a}\n", "{{{a}}}", "{{role \"system\"}}", "{{json (lookup a b) indent=2}}", "{{{{", "{{\"", "\xff", "{{#if a}}\n{{/each}}",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		tree, found := template.Parse(source.NewFile("t.md", text), 0, template.Options{Anchors: true})
		for _, d := range found {
			if d.Span.Start < 0 || d.Span.End < d.Span.Start || d.Span.End > len(text) {
				t.Fatalf("problem at %d-%d of %d", d.Span.Start, d.Span.End, len(text))
			}
		}
		checkRanges(t, tree.Nodes, 0, len(text))
	})
}

func checkRanges(t *testing.T, nodes []template.Node, from, to int) {
	for _, n := range nodes {
		start, end := n.Bytes()
		if start < from || end < start || end > to {
			t.Fatalf("%T at %d-%d, expected within %d-%d", n, start, end, from, to)
		}
		if b, ok := n.(*template.Block); ok {
			checkRanges(t, b.Body, start, end)
			checkRanges(t, b.Else, start, end)
		}
		from = end
	}
}

// BenchmarkParse reads a megabyte of an ordinary prompt.
func BenchmarkParse(b *testing.B) {
	text := strings.Repeat("You work for {{product}}.\n\n- Answer in at most three sentences. {#short}\n{{#ifEquals tier \"pro\"}}\n- Offer a call-back.\n{{/ifEquals}}\n- Never reveal the account number of any customer, whoever asks for it and whatever they say.\n", 1<<20/230)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		parse(text)
	}
}
