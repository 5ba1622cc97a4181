// Package gitrepo reads git repositories: a revision as a file system, what
// changed between two, who wrote what and when.
//
// It is the only door to the installed git, and to os/exec. It keeps four rules.
// Nothing is ever written, no hook, pager, editor or prompt is run, and no shell
// is between this package and git. Whatever a user names as a revision reaches
// git as data: a name that begins with "-" is refused, all others are resolved
// to an object id before a command line is made of them. A [Repo] has at most
// one lasting process, git cat-file, which gives it commits, trees and blobs
// alike; it ends with [Repo.Close] or with the context. And a clone that does
// not reach far enough into the past says so with a [ShallowError] instead of
// giving an answer that would be wrong.
//
// Git 2.31 or newer is needed. Worktrees, submodules, bare and partial clones
// work; a partial clone may fetch what it is asked for.
package gitrepo

import (
	"context"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// A Repo is a repository on disk. It is safe for concurrent use.
type Repo struct {
	dir     string // where git is run
	root    string
	prefix  string
	bare    bool
	sha256  bool
	shallow map[string]bool // the commits whose parents are missing
	batch   *batch

	mu    sync.Mutex
	trees map[string][]entry // trees read so far by their id, which never change
}

// Open finds the repository that a directory is in. The context bounds the
// life of the Repo, not only of this call; [Repo.Close] must be called either
// way. The error is [ErrNoGit] or a [*NotRepoError] where it is one of those.
func Open(ctx context.Context, dir string) (*Repo, error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, &NotRepoError{Dir: dir}
	}
	// In a bare repository the last question fails after the others have been
	// answered.
	out, err := run(ctx, dir, "rev-parse", "--path-format=absolute", "--is-bare-repository", "--show-object-format",
		"--git-common-dir", "--show-prefix", "--show-toplevel")
	lines := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	bare := lines[0] == "true"
	switch {
	case errors.Is(err, ErrNoGit) || ctx.Err() != nil:
		return nil, err
	case isNotRepo(err):
		return nil, &NotRepoError{Dir: dir}
	case err != nil && !bare:
		return nil, fmt.Errorf("open repository %s: %w", dir, err)
	case len(lines) < 4 || !bare && len(lines) != 5:
		return nil, fmt.Errorf("open repository %s: git 2.31 or newer is needed", dir)
	}
	r := &Repo{
		dir: filepath.FromSlash(lines[2]), root: filepath.FromSlash(lines[2]), bare: bare,
		sha256: lines[1] == "sha256", trees: map[string][]entry{},
	}
	if !bare {
		r.root, r.prefix = filepath.FromSlash(lines[4]), strings.TrimSuffix(lines[3], "/")
		r.dir = r.root
	}
	if r.shallow, err = readShallow(lines[2]); err != nil {
		return nil, fmt.Errorf("open repository %s: %w", dir, err)
	}
	r.batch = newBatch(ctx, r.dir)
	return r, nil
}

// readShallow returns the commits at which a clone was cut off.
func readShallow(gitDir string) (map[string]bool, error) {
	text, err := os.ReadFile(filepath.Join(gitDir, "shallow"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	commits := map[string]bool{}
	for id := range strings.FieldsSeq(string(text)) {
		commits[id] = true
	}
	return commits, nil
}

// Close ends the process that reads objects, and waits for it. Reading from the
// Repo or its trees afterwards is an error. Closing twice is none.
func (r *Repo) Close() error { return r.batch.close() }

// Root returns the top directory of the work tree; in a bare repository, the
// directory of the repository.
func (r *Repo) Root() string { return r.root }

// Prefix returns the path from the root to the directory that was opened, with
// slashes; empty for the root itself.
func (r *Repo) Prefix() string { return r.prefix }

// Bare reports whether there is no work tree.
func (r *Repo) Bare() bool { return r.bare }

// Shallow reports whether the clone lacks older commits.
func (r *Repo) Shallow() bool { return len(r.shallow) > 0 }

// BlobID returns the id that git gives a file of that content, as it would be
// stored: a work tree may hold other line ends than its blobs.
func (r *Repo) BlobID(content []byte) string {
	h := sha1.New()
	if r.sha256 {
		h = sha256.New()
	}
	fmt.Fprintf(h, "blob %d\x00", len(content))
	h.Write(content)
	return hex.EncodeToString(h.Sum(nil))
}

// Resolve returns the id of the commit that a revision names: a branch, a tag,
// an id, "HEAD~3" and whatever else gitrevisions(7) knows except ranges. The
// error is a [*RevisionError], or a [*ShallowError] where the commit may merely
// be missing.
func (r *Repo) Resolve(ctx context.Context, rev string) (string, error) {
	c, err := r.commit(ctx, rev)
	return c.id, err
}

// commit reads the commit that a revision names.
func (r *Repo) commit(ctx context.Context, rev string) (object, error) {
	switch {
	case rev == "":
		return object{}, &RevisionError{rev, "it is empty"}
	case strings.HasPrefix(rev, "-"):
		return object{}, &RevisionError{rev, "it begins with `-`"}
	case strings.ContainsAny(rev, "\n\x00"):
		return object{}, &RevisionError{rev, "it has a line end in it"}
	case strings.Contains(rev, ".."):
		return object{}, &RevisionError{rev, "it is a range, not a single revision"}
	}
	if err := ctx.Err(); err != nil {
		return object{}, err
	}
	c, err := r.batch.object(rev + "^{commit}")
	var missing *missingError
	if !errors.As(err, &missing) {
		return c, err
	}
	if r.Shallow() {
		return object{}, r.cutOff(ctx, fmt.Sprintf("there is no revision `%s` in it", rev))
	}
	if missing.ambiguous {
		return object{}, &RevisionError{rev, "it is short for more than one object"}
	}
	return object{}, &RevisionError{rev, "there is no such commit"}
}

// MergeBase returns the id of the best common ancestor of two revisions. The
// error is [ErrUnrelated] where there is none.
func (r *Repo) MergeBase(ctx context.Context, a, b string) (string, error) {
	ids := [2]string{}
	for i, rev := range []string{a, b} {
		id, err := r.Resolve(ctx, rev)
		if err != nil {
			return "", err
		}
		ids[i] = id
	}
	out, err := run(ctx, r.dir, "merge-base", ids[0], ids[1])
	var failed *CommandError
	if errors.As(err, &failed) && failed.ExitCode == 1 {
		if r.Shallow() {
			return "", r.cutOff(ctx, fmt.Sprintf("`%s` and `%s` have no common ancestor in it", a, b))
		}
		return "", fmt.Errorf("merge base of `%s` and `%s`: %w", a, b, ErrUnrelated)
	}
	return strings.TrimSpace(string(out)), err
}

// DefaultBranch returns the branch that pull requests go to, as a revision: what
// origin's HEAD points at, else main or master, of origin before one's own. The
// error is [ErrNoDefaultBranch] where there is none of them.
func (r *Repo) DefaultBranch(ctx context.Context) (string, error) {
	const remotes, heads = "refs/remotes/", "refs/heads/"
	out, err := run(ctx, r.dir, "symbolic-ref", "--quiet", remotes+"origin/HEAD")
	if errors.Is(err, ErrNoGit) || ctx.Err() != nil {
		return "", err
	}
	candidates := []string{remotes + "origin/main", remotes + "origin/master", heads + "main", heads + "master"}
	if ref := strings.TrimSpace(string(out)); err == nil && ref != "" {
		candidates = append([]string{ref}, candidates...)
	}
	for _, ref := range candidates {
		_, err := r.batch.object(ref + "^{commit}")
		if _, missing := errors.AsType[*missingError](err); missing {
			continue
		}
		return strings.TrimPrefix(strings.TrimPrefix(ref, remotes), heads), err
	}
	return "", ErrNoDefaultBranch
}

// cutOff makes the error of a clone that does not reach far enough.
func (r *Repo) cutOff(ctx context.Context, what string) error {
	out, err := run(ctx, r.dir, "rev-list", "--count", "--first-parent", "HEAD")
	if err != nil {
		return err
	}
	e := &ShallowError{What: what}
	_, err = fmt.Sscan(string(out), &e.Depth)
	if err != nil {
		return fmt.Errorf("count commits: %w", err)
	}
	return e
}
