package gitrepo_test

import (
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quoin-dev/quoin/pkg/gitrepo"
)

// A library is a clone of the history of real prompts, and its newest commit.
type library struct{ dir, head string }

func libraries(tb testing.TB) map[string]library {
	tb.Helper()
	files, err := filepath.Glob("../../../shared/history/*.bundle")
	if err != nil || len(files) == 0 {
		tb.Skip("there are no histories beside this checkout")
	}
	clones := map[string]library{}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".bundle")
		dir := filepath.Join(tb.TempDir(), name)
		if out, err := exec.Command("git", "clone", "--quiet", "--bare", file, dir).CombinedOutput(); err != nil {
			tb.Fatalf("clone %s: %v\n%s", file, err, out)
		}
		// A bundle need not say which of its branches is HEAD.
		head, err := exec.Command("git", "--git-dir", dir, "for-each-ref", "--count=1", "--format=%(objectname)").Output()
		if err != nil {
			tb.Fatal(err)
		}
		clones[name] = library{dir, strings.TrimSpace(string(head))}
	}
	return clones
}

// TestRealHistoriesAreReadInTwoWaysAlike compares what git log says of each
// commit with what its tree and that of its parent differ in.
func TestRealHistoriesAreReadInTwoWaysAlike(t *testing.T) {
	for name, clone := range libraries(t) {
		t.Run(name, func(t *testing.T) {
			r := open(t, clone.dir)
			commits, err := r.Log(t.Context(), gitrepo.LogOptions{Rev: clone.head, FirstParent: true})
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range commits[:min(len(commits), 200)] {
				if len(c.Parents) == 0 {
					continue
				}
				got, err := r.Changed(t.Context(), c.Parents[0], c.ID)
				if err != nil {
					t.Fatal(err)
				}
				byPath := func(a, b gitrepo.FileChange) int { return strings.Compare(a.Path, b.Path) }
				slices.SortFunc(got, byPath)
				slices.SortFunc(c.Changes, byPath)
				if diff := cmp.Diff(c.Changes, got); diff != "" {
					t.Fatalf("%s (-log +trees):\n%s", c.ID, diff)
				}
			}
		})
	}
}

func BenchmarkLog(b *testing.B) {
	for name, clone := range libraries(b) {
		b.Run(name, func(b *testing.B) {
			r, err := gitrepo.Open(b.Context(), clone.dir)
			if err != nil {
				b.Fatal(err)
			}
			defer r.Close()
			for b.Loop() {
				commits, err := r.Log(b.Context(), gitrepo.LogOptions{Rev: clone.head, Limit: 1000})
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(len(commits)), "commits")
			}
		})
	}
}

// BenchmarkReadTree opens a repository and reads all files of its head, as a
// command does that compares with a base.
func BenchmarkReadTree(b *testing.B) {
	for name, clone := range libraries(b) {
		for _, way := range []string{"one by one", "preloaded"} {
			b.Run(name+"/"+way, func(b *testing.B) {
				for b.Loop() {
					b.ReportMetric(float64(readAll(b, clone, way == "preloaded")), "files")
				}
			})
		}
	}
}

func readAll(b *testing.B, clone library, preload bool) int {
	r, err := gitrepo.Open(b.Context(), clone.dir)
	if err != nil {
		b.Fatal(err)
	}
	defer r.Close()
	files, err := r.FS(b.Context(), clone.head)
	if err != nil {
		b.Fatal(err)
	}
	var names []string
	if err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			names = append(names, name)
		}
		return err
	}); err != nil {
		b.Fatal(err)
	}
	if preload {
		if err := files.Preload(b.Context(), names); err != nil {
			b.Fatal(err)
		}
	}
	for _, name := range names {
		if _, err := files.ReadFile(name); err != nil {
			b.Fatal(err)
		}
	}
	return len(names)
}
