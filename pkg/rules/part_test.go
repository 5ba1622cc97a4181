package rules_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/rules"
	"github.com/quoin-dev/quoin/pkg/workspace"
	"github.com/quoin-dev/quoin/pkg/workspace/workspacetest"
)

// What a run over a part says of a file is what the whole run says of it, but
// for the rules about the whole.
func TestAPartIsLintedAsTheWholeIs(t *testing.T) {
	fsys := workspacetest.Large(60, 12)
	spoil(fsys)
	ws, loaded, err := workspace.Load(t.Context(), fsys, workspace.Options{})
	if err != nil {
		t.Fatal(err)
	}
	whole := map[string]bool{}
	for _, r := range rules.All {
		whole[r.Name] = r.Workspace != nil
	}
	all := analysis.Run(t.Context(), rules.All, ws, analysis.Options{Loaded: loaded})
	found := 0
	for _, f := range ws.All {
		prompts := ws.Reach(f)
		files := slices.Concat([]*fragment.Fragment{f}, ws.Users(f.ID), prompts)
		slices.SortFunc(files, func(a, b *fragment.Fragment) int { return cmp.Compare(a.ID, b.ID) })
		files = slices.Compact(files)
		part := analysis.RunPart(t.Context(), rules.All, ws, files, prompts, analysis.Options{Loaded: loaded})
		want := slices.DeleteFunc(slices.Clone(all), func(d diag.Diagnostic) bool {
			return whole[d.Rule] || !slices.ContainsFunc(files, func(f *fragment.Fragment) bool { return f.File == d.Span.File })
		})
		found += len(want)
		if d := gocmp.Diff(lines(want), lines(part)); d != "" {
			t.Errorf("%s (-whole +part):\n%s", f.ID, d)
		}
	}
	if found < 50 {
		t.Errorf("only %d problems were found: this compares too little", found)
	}
}

// spoil puts problems of every sort into a workspace.
func spoil(fsys fstest.MapFS) {
	bad := []string{
		"\n{{> nowhere}}\n", "\n{{undeclared}}\n", "\ntrailing  \nTODO write this\n", "\n{{#if\n",
		"\n{{! quoin-ignore hygiene/placeholder: a reason }}\nTODO one\n",
		"\n{{! quoin-ignore hygiene/placeholder: not needed }}\nnothing\n",
		"\n{{! quoin-ignore security/pii, compose/duplicate-include: whatever }}\nnothing\n",
		"\n## Empty\n\n## Empty\n",
	}
	i := 0
	var names []string
	for name := range fsys {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if strings.HasSuffix(name, ".md") {
			text := string(fsys[name].Data) + bad[i%len(bad)]
			fsys[name] = &fstest.MapFile{Data: []byte(text)}
			i++
		}
	}
}

func lines(l diag.List) []string {
	var out []string
	for _, d := range l {
		out = append(out, d.Error()+" | "+strings.Join(d.Notes, "; "))
	}
	return out
}
