package analysis_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

func TestApply(t *testing.T) {
	f := source.NewFile("f.md", "one two three")
	edit := func(start, end int, s string) diag.Edit { return diag.Edit{Span: f.Span(start, end), New: s} }
	for name, tc := range map[string]struct {
		edits []diag.Edit
		want  string
	}{
		"nothing":                         {nil, "one two three"},
		"in any order":                    {[]diag.Edit{edit(8, 13, "3"), edit(0, 3, "1")}, "1 two 3"},
		"an insertion":                    {[]diag.Edit{edit(13, 13, "!"), edit(0, 0, ">")}, ">one two three!"},
		"insertions at one place":         {[]diag.Edit{edit(3, 3, "a"), edit(3, 3, "b")}, "oneab two three"},
		"side by side":                    {[]diag.Edit{edit(0, 3, "1"), edit(3, 4, "-")}, "1-two three"},
		"the later of two that overlap":   {[]diag.Edit{edit(0, 5, "X"), edit(4, 7, "Y")}, "Xwo three"},
		"what lies outside is left alone": {[]diag.Edit{edit(10, 99, "X"), edit(5, 4, "Y")}, "one two three"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := analysis.Apply(f.Text, tc.edits); got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

func TestAFixIsMadeAsAWholeOrNotAtAll(t *testing.T) {
	f, g := source.NewFile("f.md", "abcdef"), source.NewFile("g.md", "xyz")
	fix := func(safe bool, edits ...diag.Edit) diag.Diagnostic {
		return diag.Diagnostic{Rule: "a/b", Fixes: []diag.Fix{{Safe: safe, Edits: edits}}}
	}
	edits, n := analysis.Choose(diag.List{
		fix(true, diag.Edit{Span: f.Span(0, 2), New: "1"}),
		fix(true, diag.Edit{Span: f.Span(1, 3), New: "2"}, diag.Edit{Span: g.Span(0, 1), New: "2"}), // overlaps the first
		fix(false, diag.Edit{Span: f.Span(5, 6), New: "3"}),                                         // not safe
		fix(true, diag.Edit{Span: f.Span(4, 5), New: "4"}, diag.Edit{Span: g.Span(2, 3), New: "4"}),
		{Rule: "a/b"},
	})
	if n != 2 {
		t.Errorf("%d fixes", n)
	}
	got := [2]string{analysis.Apply(f.Text, edits[f]), analysis.Apply(g.Text, edits[g])}
	if want := [2]string{"1cd4f", "xy4"}; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// shorten finds doubled letters, each of which it would make one.
func shorten(text string) diag.List {
	f := source.NewFile("f.md", text)
	var found diag.List
	for i := 0; i+1 < len(text); i++ {
		if text[i] == text[i+1] {
			found.Add(diag.Diagnostic{Span: f.Span(i, i+2), Fixes: []diag.Fix{{Safe: true, Edits: []diag.Edit{{Span: f.Span(i, i+2), New: text[i : i+1]}}}}})
		}
	}
	return found
}

func TestFixGoesOnUntilNothingIsLeft(t *testing.T) {
	look := func(changed map[string]string) (diag.List, error) {
		if text, ok := changed["f.md"]; ok {
			return shorten(text), nil
		}
		return shorten("aaaaabbbc"), nil
	}
	changed, fixed, left, err := analysis.Fix(look, nil)
	if err != nil || len(left) != 0 {
		t.Fatalf("left %v, %v", left, err)
	}
	if d := cmp.Diff(map[string]string{"f.md": "abc"}, changed); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if fixed != 6 {
		t.Errorf("fixed %d", fixed)
	}
}

func TestFixChangesOnlyWhatItMay(t *testing.T) {
	look := func(map[string]string) (diag.List, error) { return shorten("aa"), nil }
	changed, fixed, left, err := analysis.Fix(look, func(path string) bool { return path != "f.md" })
	if err != nil || len(changed) != 0 || fixed != 0 || len(left) != 1 {
		t.Errorf("changed %v, fixed %d, left %v, %v", changed, fixed, left, err)
	}
}

func TestFixEndsWhereFixesGoInCircles(t *testing.T) {
	rounds := 0
	look := func(changed map[string]string) (diag.List, error) {
		rounds++
		text := changed["f.md"] + "x"
		f := source.NewFile("f.md", text)
		return diag.List{{Fixes: []diag.Fix{{Safe: true, Edits: []diag.Edit{{Span: f.Whole(), New: text}}}}}}, nil
	}
	if _, fixed, left, err := analysis.Fix(look, nil); fixed != 10 || len(left) != 1 || err != nil || rounds != 11 {
		t.Errorf("fixed %d in %d rounds, left %d, %v", fixed, rounds, len(left), err)
	}
	wantErr := errors.New("disk")
	if _, _, _, err := analysis.Fix(func(map[string]string) (diag.List, error) { return nil, wantErr }, nil); !errors.Is(err, wantErr) {
		t.Errorf("got %v", err)
	}
}

// Whatever the edits, Apply does not fail, keeps what no edit covers, and
// does nothing where there are none.
func FuzzApply(f *testing.F) {
	f.Add("one two", 0, 3, "1", 2, 5, "2")
	f.Add("", 0, 0, "x", 0, 0, "y")
	f.Add("\xff\n", -1, 9, "", 1, 1, "z")
	f.Fuzz(func(t *testing.T, text string, s1, e1 int, n1 string, s2, e2 int, n2 string) {
		file := source.NewFile("f.md", text)
		edits := []diag.Edit{{Span: source.Span{File: file, Start: s1, End: e1}, New: n1}, {Span: source.Span{File: file, Start: s2, End: e2}, New: n2}}
		got := analysis.Apply(text, edits)
		first, last := min(s1, s2), max(e1, e2)
		if 0 <= first && first <= len(text) && !strings.HasPrefix(got, text[:first]) {
			t.Errorf("the text before the edits changed: %q to %q", text, got)
		}
		if 0 <= last && last <= len(text) && !strings.HasSuffix(got, text[last:]) {
			t.Errorf("the text behind the edits changed: %q to %q", text, got)
		}
		if same := analysis.Apply(text, nil); same != text {
			t.Errorf("no edits make %q of %q", same, text)
		}
	})
}

// Whatever a file holds, suppressions in it are found without trouble.
func FuzzSuppressions(f *testing.F) {
	for _, s := range []string{
		"{{! quoin-ignore a/one: why }}\none", "<!-- quoin-ignore -->", "```\nquoin-ignore", "+++\n# quoin-ignore a/b: c\n+++\n",
		"{{!quoin-ignore", "quoin-ignore", "{{!-- quoin-ignore a, b,:c --}}x\r\n", "`<!-- quoin-ignore a: b -->`", "{{! quoin-ignore a:b}}{{! quoin-ignore a:b}}",
	} {
		f.Add(s)
	}
	rules := []*analysis.Rule{word("a/one", diag.Error, "one"), unused}
	f.Fuzz(func(t *testing.T, text string) {
		for _, name := range []string{"prose.md", "p.prompt"} {
			ws, loaded := workspace.Loose([]*source.File{source.NewFile(name, text)})
			for _, d := range analysis.Run(t.Context(), rules, ws, analysis.Options{Loaded: loaded}) {
				if d.Span.Start < 0 || d.Span.End > len(d.Span.File.Text) || d.Span.Start > d.Span.End {
					t.Errorf("%s: span %d to %d of %d bytes", d.Message, d.Span.Start, d.Span.End, len(d.Span.File.Text))
				}
				for _, fix := range d.Fixes {
					for _, e := range fix.Edits {
						_ = e.Span.Text()
					}
				}
			}
		}
	})
}
