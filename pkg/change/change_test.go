package change_test

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/quoin-dev/quoin/pkg/change"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

func load(t testing.TB, fsys fs.FS) *workspace.Workspace {
	t.Helper()
	ws, _, err := workspace.Load(t.Context(), fsys, workspace.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return ws
}

// side is one half of an archive as a workspace.
func side(t testing.TB, a *txtar.Archive, name string) *workspace.Workspace {
	fsys := fstest.MapFS{"quoin.toml": {}}
	for _, f := range a.Files {
		if rest, ok := strings.CutPrefix(f.Name, name+"/"); ok {
			fsys[rest] = &fstest.MapFile{Data: f.Data}
		}
	}
	return load(t, fsys)
}

// outcome writes a report as the table has it: class and bump, then each event
// once by its code and name.
func outcome(r *change.Report) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", r.Class(), r.Class().Bump())
	var lines []string
	for _, p := range r.Prompts {
		for _, e := range p.Events {
			name := e.Name
			if e.Code == "FRAGMENT_MOVED" || e.Layer == change.Interface && (strings.HasPrefix(e.Code, "OUTPUT_FORMAT") || strings.HasPrefix(e.Code, "OUTPUT_SCHEMA")) {
				name = ""
			}
			lines = append(lines, strings.TrimSpace(e.Code+" "+name))
		}
	}
	slices.Sort(lines)
	for _, l := range slices.Compact(lines) {
		b.WriteString(l + "\n")
	}
	return b.String()
}

// TestTruth holds every code and every event against what people say it is.
func TestTruth(t *testing.T) {
	files, err := filepath.Glob("../../testdata/change/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	seen := map[string]bool{}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want := strings.SplitAfter(string(a.Files[len(a.Files)-1].Data), "\n")
			slices.Sort(want[1:])
			before, after := side(t, a, "before"), side(t, a, "after")
			r := change.Compare(before, after, change.Options{})
			if diff := cmp.Diff(strings.Join(want, ""), outcome(r)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			for _, p := range r.Prompts {
				for _, c := range p.Codes {
					seen[c] = true
				}
			}
			for _, ws := range []*workspace.Workspace{before, after} {
				if r := change.Compare(ws, ws, change.Options{}); len(r.Prompts) > 0 {
					t.Errorf("a workspace differs from itself: %s", outcome(r))
				}
			}
		})
	}
	for code := range change.Codes() {
		// Told by others, or only where text differs that no rule is made of.
		if !seen[code] && code != "TEXT_CHANGED" && code != "FRAGMENT_REPINNED" {
			t.Errorf("no pair has %s", code)
		}
	}
}

func TestLevels(t *testing.T) {
	a, err := txtar.ParseFile("../../testdata/change/rule-number.txtar")
	if err != nil {
		t.Fatal(err)
	}
	r := change.Compare(side(t, a, "before"), side(t, a, "after"), change.Options{Levels: map[string]change.Class{"RULE_NUMBER": change.Breaking}})
	if r.Class() != change.Breaking {
		t.Errorf("the class is %s", r.Class())
	}
}
