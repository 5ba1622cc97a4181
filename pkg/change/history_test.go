package change_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/quoin-dev/quoin/pkg/change"
	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/gitrepo"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// asPrompts reads each Markdown file of a tree as a prompt of its own, the way
// libraries without Quoin keep them.
type asPrompts struct{ fs.FS }

func (a asPrompts) ReadFile(name string) ([]byte, error) { return fs.ReadFile(a.FS, name) }

// TestHistory compares the consecutive commits of real prompt libraries.
func TestHistory(t *testing.T) {
	bundles, _ := filepath.Glob("../../../shared/history/*.bundle")
	if len(bundles) == 0 {
		t.Skip("there are no bundles in ../shared/history")
	}
	most := 60
	if os.Getenv("QUOIN_BENCH") != "" {
		most = 1 << 30
	}
	for _, bundle := range bundles {
		dir := t.TempDir()
		if out, err := exec.CommandContext(t.Context(), "git", "clone", "-q", "--bare", bundle, dir).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		repo, err := gitrepo.Open(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		defer repo.Close()
		commits, err := repo.Log(t.Context(), gitrepo.LogOptions{Rev: "refs/heads/main", FirstParent: true})
		if err != nil {
			t.Fatal(err)
		}
		conf := config.Default()
		conf.Prompts = "."
		classes := map[string]int{}
		pairs := 0
		var after *workspace.Workspace
		for i, c := range commits {
			if pairs == most {
				break
			}
			tree, err := repo.FS(t.Context(), c.ID)
			if err != nil {
				t.Fatal(err)
			}
			before, _, err := workspace.Load(t.Context(), asPrompts{tree}, workspace.Options{Config: conf, Like: after})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range before.All {
				f.Kind = fragment.Prompt
			}
			if i > 0 {
				pairs++
				r := change.Compare(before, after, change.Options{})
				for _, p := range r.Prompts {
					classes[p.Class.String()]++
					for _, e := range p.Events {
						classes[e.Code]++
						if e.Span.File != nil && (e.Span.Start > e.Span.End || e.Span.End > len(e.Span.File.Text)) {
							t.Errorf("%s: %s of %s is at %d-%d of %d bytes", c.ID, e.Code, p.ID, e.Span.Start, e.Span.End, len(e.Span.File.Text))
						}
					}
					if p.Class == change.NoOp && p.Was == "" {
						t.Errorf("%s: %s changed and nothing says how", c.ID, p.ID)
					}
					if os.Getenv("QUOIN_SHOW") != "" {
						t.Logf("%.8s %s %s %s", commits[i-1].ID, p.ID, p.Class, strings.Join(p.Codes, " "))
						for _, e := range p.Events {
							t.Logf("    %s %s", e.Kind, e.Text())
						}
					}
				}
			}
			after = before
		}
		t.Logf("%s: %d pairs of commits, %v", filepath.Base(bundle), pairs, classes)
	}
}
