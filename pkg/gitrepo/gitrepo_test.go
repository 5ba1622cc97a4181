package gitrepo_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quoin-dev/quoin/pkg/gitrepo"
)

// A fixture is a repository that knows nothing of the machine that it is on.
type fixture struct {
	t   *testing.T
	dir string
	now int // minutes since the first commit
}

func newFixture(t *testing.T, options ...string) *fixture {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	f := &fixture{t: t, dir: t.TempDir()}
	f.git(append([]string{"init", "--quiet", "--initial-branch=main"}, options...)...)
	return f
}

func (f *fixture) git(args ...string) string {
	f.t.Helper()
	return f.gitIn(f.dir, args...)
}

func (f *fixture) gitIn(dir string, args ...string) string {
	f.t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	date := time.Date(2026, 1, 1, 12, f.now, 0, 0, time.FixedZone("", 3600)).Format(time.RFC3339)
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + f.dir, "GIT_CONFIG_GLOBAL=" + os.DevNull, "GIT_CONFIG_NOSYSTEM=1",
		"GIT_AUTHOR_NAME=Ada Ünal", "GIT_AUTHOR_EMAIL=ada@example.com", "GIT_AUTHOR_DATE=" + date,
		"GIT_COMMITTER_NAME=C", "GIT_COMMITTER_EMAIL=c@example.com", "GIT_COMMITTER_DATE=" + date,
		"GIT_CONFIG_COUNT=2", "GIT_CONFIG_KEY_0=protocol.file.allow", "GIT_CONFIG_VALUE_0=always",
		"GIT_CONFIG_KEY_1=core.autocrlf", "GIT_CONFIG_VALUE_1=false",
	}
	out, err := cmd.CombinedOutput()
	if err != nil {
		f.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

// commit writes files, of which an empty one is removed, and returns the id.
func (f *fixture) commit(message string, files map[string]string) string {
	f.t.Helper()
	for name, text := range files {
		at := filepath.Join(f.dir, filepath.FromSlash(name))
		if text == "" {
			if err := os.Remove(at); err != nil {
				f.t.Fatal(err)
			}
			continue
		}
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			f.t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o600); err != nil {
			f.t.Fatal(err)
		}
	}
	f.now++
	f.git("add", "--all")
	f.git("commit", "--quiet", "--allow-empty", "-m", message)
	return f.git("rev-parse", "HEAD")
}

// open opens a directory and closes it with the test.
func open(t *testing.T, dir string) *gitrepo.Repo {
	t.Helper()
	r, err := gitrepo.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

func tree(t *testing.T, r *gitrepo.Repo, rev string) *gitrepo.Tree {
	t.Helper()
	files, err := r.FS(t.Context(), rev)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func read(t *testing.T, files fs.FS, name string) string {
	t.Helper()
	text, err := fs.ReadFile(files, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestATreeIsAFileSystem(t *testing.T) {
	for _, format := range []string{"sha1", "sha256"} {
		t.Run(format, func(t *testing.T) {
			f := newFixture(t, "--object-format="+format)
			f.commit("first", map[string]string{
				"quoin.toml": "x = 1\n", "prompts/a.md": "A\n", "prompts/a/b.md": "B\n", "prompts/a-b": "-\n",
				"prompts/deep/er/and/deeper.md": strings.Repeat("long\n", 50_000), "naïve name.md": "ü\n", "tab\there.md": "t\n",
			})
			files := tree(t, open(t, f.dir), "HEAD")
			if err := fstest.TestFS(files, "quoin.toml", "prompts/a.md", "prompts/a/b.md", "prompts/a-b",
				"prompts/deep/er/and/deeper.md", "naïve name.md", "tab\there.md"); err != nil {
				t.Error(err)
			}
			if err := files.Preload(t.Context(), []string{"quoin.toml", "prompts/a.md", "prompts", "missing"}); err != nil {
				t.Error(err)
			}
			if err := fstest.TestFS(files, "quoin.toml"); err != nil {
				t.Error("preloaded:", err)
			}
		})
	}
}

func TestFilesOfARevisionAreThoseOfThatRevision(t *testing.T) {
	f := newFixture(t)
	f.commit("first", map[string]string{"a.md": "old\n", "gone.md": "g\n"})
	f.git("tag", "v1", "-a", "-m", "annotated")
	f.commit("second", map[string]string{"a.md": "new\n", "gone.md": ""})
	r := open(t, f.dir)
	before, after := tree(t, r, "v1"), tree(t, r, "main")
	if got := read(t, before, "a.md") + read(t, after, "a.md"); got != "old\nnew\n" {
		t.Errorf("read %q", got)
	}
	if _, err := fs.ReadFile(after, "gone.md"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a removed file: %v", err)
	}
	if before.Commit() != f.git("rev-parse", "v1^{commit}") {
		t.Errorf("the tree of v1 is of commit %s", before.Commit())
	}
	if got, want := after.Blob("a.md"), f.git("rev-parse", "main:a.md"); got != want || r.BlobID([]byte("new\n")) != want {
		t.Errorf("blob %s, computed %s, want %s", got, r.BlobID([]byte("new\n")), want)
	}
	if before.Blob("missing") != "" || before.Blob(".") != "" {
		t.Error("what is no file has a blob")
	}
}

func TestLinksAreFollowedInsideTheTree(t *testing.T) {
	f := newFixture(t)
	for name, target := range map[string]string{
		"link.md": "dir/a.md", "dir/up.md": "../b.md", "folder": "dir", "loop": "loop", "out": "../../etc/passwd", "abs": "/etc/passwd",
	} {
		if err := os.MkdirAll(filepath.Join(f.dir, "dir"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(target, filepath.Join(f.dir, filepath.FromSlash(name))); err != nil {
			t.Skip("links cannot be made here:", err)
		}
	}
	f.commit("links", map[string]string{"dir/a.md": "A", "b.md": "B"})
	files := tree(t, open(t, f.dir), "HEAD")
	for name, want := range map[string]string{"link.md": "A", "dir/up.md": "B", "folder/a.md": "A", "folder/up.md": "B"} {
		if got := read(t, files, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	for _, name := range []string{"out", "abs", "b.md/x", "link.md/x"} {
		if _, err := files.Open(name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := files.Open("loop"); err == nil {
		t.Error("a link to itself was opened")
	}
	if target, err := files.ReadLink("link.md"); err != nil || target != "dir/a.md" {
		t.Errorf("link.md leads to %q, %v", target, err)
	}
	if info, err := files.Lstat("link.md"); err != nil || info.Mode().Type() != fs.ModeSymlink {
		t.Errorf("link.md is %v, %v", info, err)
	}
}

func TestRevisionsThatAreNone(t *testing.T) {
	f := newFixture(t)
	f.commit("first", map[string]string{"a": "a"})
	blob := f.git("rev-parse", "HEAD:a")
	r := open(t, f.dir)
	for _, rev := range []string{"", "-h", "--all", "--output=x", "nope", "HEAD~5", "a..b", "HEAD\nmain", blob, "HEAD:a", "x y"} {
		_, err := r.FS(t.Context(), rev)
		var wrong *gitrepo.RevisionError
		if !errors.As(err, &wrong) || wrong.Rev != rev {
			t.Errorf("%q: %v", rev, err)
		}
	}
	if _, err := r.Resolve(t.Context(), "HEAD"); err != nil {
		t.Errorf("after bad revisions, HEAD: %v", err)
	}
}

func TestChangedNamesEveryFileOnce(t *testing.T) {
	f := newFixture(t)
	a := f.commit("first", map[string]string{"same": "s", "edit": "1", "gone/x": "g", "move/from": "m", "kind": "file", "deep/a/b": "1"})
	b := f.commit("second", map[string]string{"edit": "2", "gone/x": "", "move/from": "", "move/to": "m", "kind": "", "deep/a/b": "2", "new/y/z": "n"})
	f.commit("third", map[string]string{"kind/inner": "k"})
	r := open(t, f.dir)
	id := func(text string) string { return r.BlobID([]byte(text)) }
	got, err := r.Changed(t.Context(), a, b)
	if err != nil {
		t.Fatal(err)
	}
	want := []gitrepo.FileChange{
		{"deep/a/b", id("1"), id("2")},
		{"edit", id("1"), id("2")},
		{"gone/x", id("g"), ""},
		{"kind", id("file"), ""},
		{"move/from", id("m"), ""},
		{"move/to", "", id("m")},
		{"new/y/z", "", id("n")},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	got, err = r.Changed(t.Context(), a, "main")
	if want := (gitrepo.FileChange{Path: "kind/inner", New: id("k")}); err != nil || len(got) != 8 || got[4] != want {
		t.Errorf("a file that became a folder: %v, %v", got, err)
	}
	if got, err := r.Changed(t.Context(), b, b); err != nil || len(got) > 0 {
		t.Errorf("nothing changed, but %v, %v", got, err)
	}
}

// TestChangedAgreesWithGit goes through the history of a repository that was
// made by chance.
func TestChangedAgreesWithGit(t *testing.T) {
	f := newFixture(t)
	last := f.commit("0", map[string]string{"f0": "0"})
	for i := 1; i < 12; i++ {
		files := map[string]string{}
		for j := range 5 {
			files[fmt.Sprintf("d%d/f%d", (i*j)%4, (i+j)%7)] = strconv.Itoa(i % (j + 2))
		}
		next := f.commit(strconv.Itoa(i), files)
		got, err := open(t, f.dir).Changed(t.Context(), last, next)
		if err != nil {
			t.Fatal(err)
		}
		var paths []string
		for _, c := range got {
			paths = append(paths, c.Path)
		}
		if want := f.git("diff-tree", "-r", "--no-renames", "--name-only", last, next); strings.Join(paths, "\n") != want {
			t.Errorf("%d: %q, git says %q", i, paths, want)
		}
		last = next
	}
}

func TestMergeBaseAndDefaultBranch(t *testing.T) {
	f := newFixture(t)
	base := f.commit("base", map[string]string{"a": "a"})
	f.git("checkout", "--quiet", "-b", "topic")
	f.commit("topic", map[string]string{"b": "b"})
	f.git("checkout", "--quiet", "main")
	f.commit("main", map[string]string{"c": "c"})
	f.git("checkout", "--quiet", "--orphan", "stranger")
	f.commit("alone", nil)
	r := open(t, f.dir)
	if got, err := r.MergeBase(t.Context(), "main", "topic"); err != nil || got != base {
		t.Errorf("merge base %s, %v, want %s", got, err, base)
	}
	if _, err := r.MergeBase(t.Context(), "main", "stranger"); !errors.Is(err, gitrepo.ErrUnrelated) {
		t.Errorf("merge base of strangers: %v", err)
	}
	if _, err := r.MergeBase(t.Context(), "main", "--help"); err == nil {
		t.Error("an option was taken for a revision")
	}
	branch := func(want string) {
		t.Helper()
		if got, err := r.DefaultBranch(t.Context()); err != nil || got != want {
			t.Errorf("default branch %q, %v, want %q", got, err, want)
		}
	}
	branch("main")
	f.git("branch", "-m", "main", "master")
	branch("master")
	f.git("update-ref", "refs/remotes/origin/main", "topic")
	branch("origin/main")
	f.git("update-ref", "refs/remotes/origin/trunk", "topic")
	f.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk")
	branch("origin/trunk")
	f.git("update-ref", "-d", "refs/remotes/origin/main")
	f.git("update-ref", "-d", "refs/remotes/origin/trunk")
	f.git("branch", "-m", "master", "other")
	if got, err := r.DefaultBranch(t.Context()); !errors.Is(err, gitrepo.ErrNoDefaultBranch) {
		t.Errorf("default branch %q, %v", got, err)
	}
}

func TestLogTellsWhoChangedWhat(t *testing.T) {
	f := newFixture(t)
	first := f.commit("first: ünïcode\n\nA body\nof :100644 two lines\n", map[string]string{"p/a.md": "1", "other": "o"})
	f.commit("elsewhere", map[string]string{"other": "p"})
	third := f.commit("third", map[string]string{"p/a.md": "2", "p/b.md": "b", "other": "q"})
	r := open(t, f.dir)
	id := func(text string) string { return r.BlobID([]byte(text)) }
	at := func(minute int) time.Time {
		return time.Date(2026, 1, 1, 12, minute, 0, 0, time.FixedZone("", 3600))
	}
	want := []gitrepo.Commit{
		{
			ID: third, Parents: []string{f.git("rev-parse", "HEAD~1")}, Author: "Ada Ünal", Email: "ada@example.com", Time: at(3), Subject: "third",
			Changes: []gitrepo.FileChange{{"p/a.md", id("1"), id("2")}, {"p/b.md", "", id("b")}},
		},
		{
			ID: first, Author: "Ada Ünal", Email: "ada@example.com", Time: at(1), Subject: "first: ünïcode", Body: "A body\nof :100644 two lines",
			Changes: []gitrepo.FileChange{{"p/a.md", "", id("1")}},
		},
	}
	got, err := r.Log(t.Context(), gitrepo.LogOptions{Paths: []string{"p"}})
	if err != nil {
		t.Fatal(err)
	}
	// Parents of commits are those of the history with a path left out.
	got[0].Parents, want[0].Parents = nil, nil
	got[1].Parents = nil
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, tc := range []struct {
		options gitrepo.LogOptions
		want    int
	}{
		{gitrepo.LogOptions{}, 3},
		{gitrepo.LogOptions{Limit: 2}, 2},
		{gitrepo.LogOptions{Since: first}, 2},
		{gitrepo.LogOptions{Rev: "HEAD~1"}, 2},
		{gitrepo.LogOptions{Paths: []string{"nowhere"}}, 0},
		{gitrepo.LogOptions{Paths: []string{"-p"}}, 0},
		{gitrepo.LogOptions{Paths: []string{":(top)other", "*"}}, 0},
	} {
		if got, err := r.Log(t.Context(), tc.options); err != nil || len(got) != tc.want {
			t.Errorf("%+v: %d commits, %v, want %d", tc.options, len(got), err, tc.want)
		}
	}
	if _, err := r.Log(t.Context(), gitrepo.LogOptions{Rev: "--output=/tmp/x"}); err == nil {
		t.Error("an option was taken for a revision")
	}
}

func TestLogOfEmptyCommitsAndMerges(t *testing.T) {
	f := newFixture(t)
	f.commit("base", map[string]string{"a": "1"})
	f.git("checkout", "--quiet", "-b", "topic")
	f.commit("on topic", map[string]string{"b": "1"})
	f.git("checkout", "--quiet", "main")
	f.commit("nothing", nil)
	f.now++
	f.git("merge", "--quiet", "--no-ff", "-m", "merge topic", "topic")
	r := open(t, f.dir)
	subjects := func(o gitrepo.LogOptions) string {
		var text strings.Builder
		commits, err := r.Log(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range commits {
			fmt.Fprintf(&text, "%s %d;", c.Subject, len(c.Changes))
		}
		return text.String()
	}
	if got, want := subjects(gitrepo.LogOptions{FirstParent: true}), "merge topic 1;nothing 0;base 1;"; got != want {
		t.Errorf("first parents: %s, want %s", got, want)
	}
	if got, want := subjects(gitrepo.LogOptions{}), "merge topic 0;on topic 1;nothing 0;base 1;"; got != want && got != "merge topic 0;nothing 0;on topic 1;base 1;" {
		t.Errorf("all: %s, want %s", got, want)
	}
}

func TestBlameFindsTheOriginOfLines(t *testing.T) {
	f := newFixture(t)
	first := f.commit("first", map[string]string{"dir/old name.md": "one\ntwo\nthree\n"})
	f.git("mv", "dir/old name.md", "dir/nëw.md")
	second := f.commit("second", map[string]string{"dir/nëw.md": "zero\none\ntwo\nthree\n"})
	r := open(t, f.dir)
	lines, err := r.Blame(t.Context(), "HEAD", "dir/nëw.md")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range lines {
		got = append(got, fmt.Sprint(l.Commit.ID, " ", l.Path, " ", l.Number, " ", l.Commit.Author, " ", l.Commit.Email, " ", l.Commit.Subject, " ", l.Commit.Time.Format(time.RFC3339)))
	}
	want := []string{second + " dir/nëw.md 1 Ada Ünal ada@example.com second 2026-01-01T12:02:00+01:00"}
	for i := range 3 {
		want = append(want, fmt.Sprintf("%s dir/old name.md %d Ada Ünal ada@example.com first 2026-01-01T12:01:00+01:00", first, i+1))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, name := range []string{"missing", "dir", "../x", "-h"} {
		if _, err := r.Blame(t.Context(), "HEAD", name); err == nil {
			t.Errorf("blame of %q gives no error", name)
		}
	}
}

func TestOpenFindsTheRootFromBelow(t *testing.T) {
	f := newFixture(t)
	f.commit("first", map[string]string{"a/b/c.md": "c"})
	root, err := filepath.EvalSymlinks(f.dir)
	if err != nil {
		t.Fatal(err)
	}
	r := open(t, filepath.Join(f.dir, "a", "b"))
	if r.Root() != root || r.Prefix() != "a/b" || r.Bare() || r.Shallow() {
		t.Errorf("root %s, prefix %s, bare %v, shallow %v", r.Root(), r.Prefix(), r.Bare(), r.Shallow())
	}
	if got := read(t, tree(t, r, "HEAD"), "a/b/c.md"); got != "c" {
		t.Errorf("read %q", got)
	}
}

func TestKindsOfRepositories(t *testing.T) {
	f := newFixture(t)
	f.commit("first", map[string]string{"a.md": "one"})
	f.commit("second", map[string]string{"a.md": "two"})
	f.git("config", "uploadpack.allowFilter", "true")
	f.git("config", "uploadpack.allowAnySHA1InWant", "true")
	url := "file://" + filepath.ToSlash(f.dir)
	other := newFixture(t)
	other.commit("outer", map[string]string{"o.md": "o"})
	other.git("submodule", "add", "--quiet", url, "sub")
	other.commit("with a submodule", nil)
	for name, prepare := range map[string]func(dir string) string{
		"bare":     func(dir string) string { f.git("clone", "--quiet", "--bare", url, dir); return dir },
		"worktree": func(dir string) string { f.git("worktree", "add", "--quiet", "--detach", dir); return dir },
		"partial": func(dir string) string {
			f.git("clone", "--quiet", "--filter=blob:none", "--no-checkout", url, dir)
			return dir
		},
		"treeless": func(dir string) string {
			f.git("clone", "--quiet", "--filter=tree:0", "--no-checkout", url, dir)
			return dir
		},
		"submodule": func(string) string { return filepath.Join(other.dir, "sub") },
	} {
		t.Run(name, func(t *testing.T) {
			r := open(t, prepare(filepath.Join(t.TempDir(), "clone")))
			if r.Bare() != (name == "bare") {
				t.Errorf("bare: %v", r.Bare())
			}
			if got := read(t, tree(t, r, "HEAD~1"), "a.md") + read(t, tree(t, r, "HEAD"), "a.md"); got != "onetwo" {
				t.Errorf("read %q", got)
			}
			if log, err := r.Log(t.Context(), gitrepo.LogOptions{}); err != nil || len(log) != 2 {
				t.Errorf("log: %v, %v", log, err)
			}
		})
	}
	files := tree(t, open(t, other.dir), "HEAD")
	if err := fstest.TestFS(files, "o.md", ".gitmodules"); err != nil {
		t.Error(err)
	}
	if list, err := fs.ReadDir(files, "sub"); err != nil || len(list) != 0 {
		t.Errorf("a submodule holds %v, %v", list, err)
	}
}

func TestAShallowCloneSaysHowDeepItIs(t *testing.T) {
	f := newFixture(t)
	first := f.commit("1", map[string]string{"a.md": "1\n"})
	for i := 2; i <= 5; i++ {
		f.commit(strconv.Itoa(i), map[string]string{"a.md": strings.Repeat("1\n", i)})
	}
	f.git("branch", "topic", "HEAD~4")
	dir := filepath.Join(t.TempDir(), "clone")
	f.git("clone", "--quiet", "--depth=2", "file://"+filepath.ToSlash(f.dir), dir)
	r := open(t, dir)
	if !r.Shallow() {
		t.Error("the clone is not known to be shallow")
	}
	check := func(what string, err error) {
		t.Helper()
		var shallow *gitrepo.ShallowError
		if !errors.As(err, &shallow) || shallow.Depth != 2 || !strings.Contains(err.Error(), "fetch-depth: 0") {
			t.Errorf("%s: %v", what, err)
		}
	}
	_, err := r.Resolve(t.Context(), first)
	check("an old commit", err)
	_, err = r.FS(t.Context(), "HEAD~3")
	check("an old tree", err)
	log, err := r.Log(t.Context(), gitrepo.LogOptions{})
	check("the log", err)
	if len(log) != 2 {
		t.Errorf("the log has %d commits", len(log))
	}
	if _, err := r.Log(t.Context(), gitrepo.LogOptions{Limit: 1}); err != nil {
		t.Errorf("a log that ends before the clone does: %v", err)
	}
	lines, err := r.Blame(t.Context(), "HEAD", "a.md")
	check("blame", err)
	if len(lines) != 5 {
		t.Errorf("blame has %d lines", len(lines))
	}
	f.gitIn(dir, "fetch", "--quiet", "--depth=1", "origin", "topic:topic")
	_, err = open(t, dir).MergeBase(t.Context(), "HEAD", "topic")
	check("the merge base", err)
}

func TestWhatIsNoRepository(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	dir := t.TempDir()
	t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(dir))
	for _, dir := range []string{dir, filepath.Join(dir, "missing")} {
		_, err := gitrepo.Open(t.Context(), dir)
		var not *gitrepo.NotRepoError
		if !errors.As(err, &not) || not.Dir != dir {
			t.Errorf("%s: %v", dir, err)
		}
	}
}

func TestWithoutGit(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := gitrepo.Open(t.Context(), t.TempDir()); !errors.Is(err, gitrepo.ErrNoGit) {
		t.Errorf("without git: %v", err)
	}
}

func TestVariablesOfAHookDoNotMislead(t *testing.T) {
	f, other := newFixture(t), newFixture(t)
	f.commit("mine", map[string]string{"a": "mine"})
	other.commit("other", map[string]string{"a": "other"})
	t.Setenv("GIT_DIR", filepath.Join(other.dir, ".git"))
	t.Setenv("GIT_WORK_TREE", other.dir)
	t.Setenv("GIT_INDEX_FILE", "nowhere")
	if got := read(t, tree(t, open(t, f.dir), "HEAD"), "a"); got != "mine" {
		t.Errorf("read %q", got)
	}
}

// TestSettingsOfARepositoryRunNothing covers the settings of a repository that
// name programs.
func TestSettingsOfARepositoryRunNothing(t *testing.T) {
	f := newFixture(t)
	mark := filepath.Join(t.TempDir(), "ran")
	run := "touch " + filepath.ToSlash(mark)
	id := f.commit("first", map[string]string{"a.md": "1", ".gitattributes": "*.md diff=evil filter=evil\n"})
	f.commit("second", map[string]string{"a.md": "2"})
	for _, key := range []string{"core.fsmonitor", "core.pager", "core.editor", "diff.external", "diff.evil.textconv", "diff.evil.command", "gpg.program", "core.askPass"} {
		f.git("config", key, run)
	}
	f.git("config", "log.showSignature", "true")
	r := open(t, f.dir)
	read(t, tree(t, r, "HEAD"), "a.md")
	if _, err := r.Log(t.Context(), gitrepo.LogOptions{}); err != nil {
		t.Error(err)
	}
	if _, err := r.Blame(t.Context(), "HEAD", "a.md"); err != nil {
		t.Error(err)
	}
	if _, err := r.MergeBase(t.Context(), id, "HEAD"); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(mark); err == nil {
		t.Error("a program that the repository names was run")
	}
}

func TestManyReadersShareOneProcess(t *testing.T) {
	f := newFixture(t)
	files := map[string]string{}
	for i := range 200 {
		files[fmt.Sprintf("d%d/f%d", i%7, i)] = fmt.Sprintf("text %d", i)
	}
	f.commit("many", files)
	all := tree(t, open(t, f.dir), "HEAD")
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for name, want := range files {
				if got, err := all.ReadFile(name); err != nil || string(got) != want {
					t.Errorf("%s: %q, %v", name, got, err)
				}
			}
		})
	}
	wait.Wait()
}

func TestNothingIsLeftBehind(t *testing.T) {
	f := newFixture(t)
	f.commit("first", map[string]string{"a": "a"})
	before := runtime.NumGoroutine()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r, err := gitrepo.Open(ctx, f.dir)
	if err != nil {
		t.Fatal(err)
	}
	files := tree(t, r, "HEAD")
	read(t, files, "a")
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Error("closing twice:", err)
	}
	if _, err := files.ReadFile("a"); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("reading from a closed repository: %v", err)
	}
	r, err = gitrepo.Open(ctx, f.dir)
	if err != nil {
		t.Fatal(err)
	}
	files = tree(t, r, "HEAD")
	cancel()
	if _, err := files.ReadFile("a"); !errors.Is(err, context.Canceled) {
		t.Errorf("reading after the context has ended: %v", err)
	}
	if _, err := r.Log(ctx, gitrepo.LogOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("the log after the context has ended: %v", err)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	for deadline := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d goroutines are left of %d", runtime.NumGoroutine(), before)
		}
	}
}
