package rules_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/change"
	"github.com/quoin-dev/quoin/pkg/cost"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/price"
	"github.com/quoin-dev/quoin/pkg/report"
	"github.com/quoin-dev/quoin/pkg/rules"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// update is on when golden files are to be rewritten, as "make golden" does.
var update = os.Getenv("UPDATE_GOLDEN") != ""

// archives is where each rule has its cases, by family and name.
const archives = "../../testdata/rules"

// TestExamples runs every rule's own documented examples.
func TestExamples(t *testing.T) {
	for _, r := range rules.All {
		t.Run(r.Name, func(t *testing.T) {
			if r.Doc.Title == "" || r.Doc.Why == "" || r.Doc.Since == "" {
				t.Error("the documentation is not complete")
			}
			if r.Doc.Bad == "" {
				return // needs more than files, and has cases of its own
			}
			if found := findings(t, r.Name, example(r.Doc.Bad)); len(found) == 0 {
				t.Error("Doc.Bad is not flagged")
			}
			for _, d := range findings(t, "", example(r.Doc.Good)) {
				if d.Rule == r.Name || d.Severity == diag.Error {
					t.Errorf("Doc.Good is flagged: %v", d)
				}
			}
		})
	}
}

// example reads an example: an archive, or the text of one file.
func example(text string) []txtar.File {
	if ar := txtar.Parse([]byte(text)); len(ar.Files) > 0 {
		return ar.Files
	}
	return []txtar.File{{Name: "example.md", Data: []byte(text)}}
}

// findings lints files and returns what one rule found, or all of it.
func findings(t *testing.T, rule string, files []txtar.File) diag.List {
	t.Helper()
	// What a change breaks needs the state before, which is under "before/".
	var base, now []txtar.File
	for _, f := range files {
		if name, ok := strings.CutPrefix(f.Name, "before/"); ok {
			base = append(base, txtar.File{Name: name, Data: f.Data})
		} else {
			now = append(now, f)
		}
	}
	ws, loaded := load(t, now)
	if len(base) > 0 {
		before, _ := load(t, base)
		o := change.Options{Before: cost.NewScale(price.Default()), After: cost.NewScale(price.Default())}
		loaded = append(loaded, change.Check(change.Compare(before, ws, o), before, ws, o)...)
	}
	found := analysis.Run(t.Context(), rules.All, ws, analysis.Options{Loaded: loaded})
	return slices.DeleteFunc(found, func(d diag.Diagnostic) bool { return rule != "" && d.Rule != rule })
}

// load reads files as a workspace if quoin.toml is one of them, else as files
// that belong to none.
func load(t *testing.T, files []txtar.File) (*workspace.Workspace, diag.List) {
	t.Helper()
	fsys := fstest.MapFS{}
	var loose []*source.File
	for _, f := range files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
		loose = append(loose, source.NewFile(f.Name, string(f.Data)))
	}
	if fsys["quoin.toml"] == nil {
		return workspace.Loose(loose)
	}
	ws, found, err := workspace.Load(t.Context(), fsys, workspace.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return ws, found
}

// TestGolden runs every rule over its archive: the diagnostics are under
// "want", the files as the safe fixes leave them under "fixed/NAME". A rule
// without an archive fails, and so does an archive without a rule.
func TestGolden(t *testing.T) {
	orphans := map[string]bool{}
	files, err := filepath.Glob(archives + "/*/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		orphans[filepath.ToSlash(f)] = true
	}
	for _, r := range rules.All {
		path := archives + "/" + r.Name + ".txtar"
		delete(orphans, path)
		t.Run(r.Name, func(t *testing.T) { golden(t, r.Name, path) })
	}
	for path := range orphans {
		t.Errorf("%s belongs to no rule", path)
	}
}

func golden(t *testing.T, rule, path string) {
	ar, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var in, want []txtar.File
	for _, f := range ar.Files {
		if f.Name == "want" || strings.HasPrefix(f.Name, "fixed/") {
			want = append(want, f)
		} else {
			// Archives are text files; what is hard to write in one is escaped.
			f.Data = []byte(strings.NewReplacer(`␍`, "\r", `␠`, " ", "␄\n", "", `␀`, "\x00", `�`, "\xff", `⟪BOM⟫`, "\ufeff").Replace(string(f.Data)))
			in = append(in, f)
		}
	}
	found := findings(t, rule, in)
	var b bytes.Buffer
	if err := report.Text(&b, found, report.Style{}); err != nil {
		t.Fatal(err)
	}
	got := append([]txtar.File{{Name: "want", Data: visible(b.Bytes())}}, fixed(found)...)
	if update {
		ar.Files = append(slices.DeleteFunc(ar.Files, func(f txtar.File) bool { return f.Name == "want" || strings.HasPrefix(f.Name, "fixed/") }), got...)
		if err := os.WriteFile(path, txtar.Format(ar), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(txtar.Format(&txtar.Archive{Files: want})), string(txtar.Format(&txtar.Archive{Files: got}))); diff != "" {
		t.Errorf("mismatch (-want +got), `make golden` rewrites it:\n%s", diff)
	}
}

// visible escapes what is hard to see.
func visible(b []byte) []byte {
	return []byte(strings.NewReplacer("\r", `␍`, " \n", "␠\n", "\ufeff", `⟪BOM⟫`).Replace(string(b)))
}

// fixed returns the files that safe fixes change, as they leave them.
func fixed(found diag.List) []txtar.File {
	edits, _ := analysis.Choose(found)
	var out []txtar.File
	for file, list := range edits {
		text := visible([]byte(analysis.Apply(file.Text, list)))
		out = append(out, txtar.File{Name: "fixed/" + file.Path, Data: text})
	}
	slices.SortFunc(out, func(a, b txtar.File) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// TestAll fails for a rule that a file declares and All leaves out.
func TestAll(t *testing.T) {
	declared := 0
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if lit, ok := n.(*ast.CompositeLit); ok {
				if sel, ok := lit.Type.(*ast.SelectorExpr); ok && sel.Sel.Name == "Rule" {
					declared++
				}
			}
			return true
		})
	}
	if declared != len(rules.All) {
		t.Errorf("%d rules are declared, All lists %d", declared, len(rules.All))
	}
	if !slices.IsSortedFunc(rules.All, func(a, b *analysis.Rule) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("All is not in order")
	}
}

// TestReadme keeps the rule reference in step with the rules.
func TestReadme(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Rules\n\nMade from the rules' own documentation by `make golden`. `quoin explain RULE` shows the same.\n\n| rule | level | finds |\n|---|---|---|\n")
	for _, r := range rules.All {
		fmt.Fprintf(&b, "| [`%s`](#%s) | %s | %s |\n", r.Name, strings.ReplaceAll(r.Name, "/", ""), r.Level, r.Doc.Title)
	}
	for _, r := range rules.All {
		fmt.Fprintf(&b, "\n## %s\n\n%s, since %s: %s.\n\n%s\n", r.Name, r.Level, r.Doc.Since, r.Doc.Title, r.Doc.Why)
		if r.Doc.Bad != "" {
			fmt.Fprintf(&b, "\n````text\n%s````\n\nbetter:\n\n````text\n%s````\n", printable(r.Doc.Bad), printable(r.Doc.Good))
		}
	}
	want, err := os.ReadFile("README.md")
	if err != nil && !update {
		t.Fatal(err)
	}
	if got := b.String(); got != string(want) {
		if update {
			if err := os.WriteFile("README.md", []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			return
		}
		t.Errorf("mismatch (-want +got), `make golden` rewrites it:\n%s", cmp.Diff(string(want), got))
	}
}

// printable shows an example on a page: invisible characters by their names.
func printable(s string) string {
	s = strings.ToValidUTF8(s, "�")
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\n' || r >= ' ' && r < 0x7f || r > 0xa0 && !invisible(r):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "⟨U+%04X⟩", r)
		}
	}
	if !strings.HasSuffix(b.String(), "\n") {
		b.WriteString("\n")
	}
	return b.String()
}

func invisible(r rune) bool {
	return r == 0xad || r == 0xfeff || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2060 && r <= 0x206f || r >= 0xe0000 && r <= 0xe007f || r >= 0xfe00 && r <= 0xfe0f
}
