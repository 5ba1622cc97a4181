package gitrepo

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// An entry is one name in a tree object.
type entry struct {
	name string
	mode string // in octal, as git has it
	id   string
}

// The modes that are no plain file.
const (
	modeDir       = "40000"
	modeExec      = "100755"
	modeLink      = "120000"
	modeSubmodule = "160000"
)

// isDir reports whether an entry is shown as a directory. A submodule is an
// empty one: its files are in another repository.
func (e entry) isDir() bool { return e.mode == modeDir || e.mode == modeSubmodule }

func (e entry) fsMode() fs.FileMode {
	switch e.mode {
	case modeDir, modeSubmodule:
		return fs.ModeDir | 0o755
	case modeLink:
		return fs.ModeSymlink | 0o777
	case modeExec:
		return 0o755
	}
	return 0o644
}

// tree returns the entries of a tree object in the order of their names.
func (r *Repo) tree(id string) ([]entry, error) {
	r.mu.Lock()
	entries, known := r.trees[id]
	r.mu.Unlock()
	if known {
		return entries, nil
	}
	o, err := r.batch.object(id)
	if err != nil {
		return nil, err
	}
	if entries, err = parseTree(o.data, len(id)/2); err != nil {
		return nil, fmt.Errorf("read tree %s: %w", id, err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.trees[id] = entries
	return entries, nil
}

// parseTree reads what git stores of a directory: for each entry its mode, a
// space, its name, a zero byte and its id of so many bytes. Git sorts a
// directory as if its name ended in a slash; here names are sorted as they are.
func parseTree(data []byte, idSize int) ([]entry, error) {
	var entries []entry
	for len(data) > 0 {
		mode, rest, ok := bytes.Cut(data, []byte(" "))
		name, rest, ok2 := bytes.Cut(rest, []byte{0})
		if !ok || !ok2 || len(rest) < idSize {
			return nil, fmt.Errorf("it is broken behind entry %d", len(entries))
		}
		entries = append(entries, entry{string(name), string(mode), hex.EncodeToString(rest[:idSize])})
		data = rest[idSize:]
	}
	slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.name, b.name) })
	return entries, nil
}

// A Tree is all files of one commit. It implements [fs.FS] with [fs.ReadFileFS],
// [fs.ReadDirFS], [fs.StatFS] and [fs.ReadLinkFS], and is safe for concurrent
// use while its Repo is open. Links are followed as far as they stay inside.
// Directories are read when they are first looked into, files whenever they are
// asked for.
type Tree struct {
	repo   *Repo
	commit string
	root   entry
	loaded map[string][]byte // blobs by id that Preload has read
}

var (
	_ fs.ReadFileFS = (*Tree)(nil)
	_ fs.ReadDirFS  = (*Tree)(nil)
	_ fs.StatFS     = (*Tree)(nil)
	_ fs.ReadLinkFS = (*Tree)(nil)
)

// FS returns the files of a revision. Errors are those of [Repo.Resolve].
func (r *Repo) FS(ctx context.Context, rev string) (*Tree, error) {
	c, err := r.commit(ctx, rev)
	if err != nil {
		return nil, err
	}
	id, err := treeOf(c)
	if err != nil {
		return nil, err
	}
	return &Tree{repo: r, commit: c.id, root: entry{".", modeDir, id}}, nil
}

// treeOf returns the id of a commit's root, which its first line gives.
func treeOf(c object) (string, error) {
	line, _, _ := strings.Cut(string(c.data[:min(len(c.data), 100)]), "\n")
	id, ok := strings.CutPrefix(line, "tree ")
	if !ok {
		return "", fmt.Errorf("read commit %s: it has no tree", c.id)
	}
	return id, nil
}

// Commit returns the id of the commit.
func (t *Tree) Commit() string { return t.commit }

// Blob returns the id of a file's content: two files of the same id are equal.
// It is empty for a directory and what is not there.
func (t *Tree) Blob(name string) string {
	e, err := t.find("open", name, true)
	if err != nil || e.isDir() {
		return ""
	}
	return e.id
}

// Preload reads many files at once, which takes a fraction of the time that it
// takes to ask for them one by one, and keeps them for [Tree.ReadFile]. Names
// that are not there are left out. It must not run beside other calls.
func (t *Tree) Preload(ctx context.Context, names []string) error {
	var ids []string
	for _, name := range names {
		if id := t.Blob(name); id != "" && t.loaded[id] == nil {
			ids = append(ids, id)
		}
	}
	if err := ctx.Err(); err != nil || len(ids) == 0 {
		return err
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if t.loaded == nil {
		t.loaded = make(map[string][]byte, len(ids))
	}
	return t.repo.batch.objects(ids, func(o object) { t.loaded[o.id] = o.data })
}

// maxLinks is how many links may lead to each other, as in Linux.
const maxLinks = 40

// find returns the entry at a path, behind a link if follow is true.
func (t *Tree) find(op, name string, follow bool) (entry, error) {
	fail := func(err error) (entry, error) { return entry{}, &fs.PathError{Op: op, Path: name, Err: err} }
	if !fs.ValidPath(name) {
		return fail(fs.ErrInvalid)
	}
	at := name
	for range maxLinks {
		e, rest, err := t.walk(at)
		if err != nil {
			return fail(err)
		}
		if e.mode != modeLink || rest == "" && !follow {
			if rest != "" {
				return fail(fs.ErrNotExist) // a file is no directory
			}
			return e, nil
		}
		target, err := t.content(e.id)
		if err != nil {
			return fail(err)
		}
		link := strings.TrimSuffix(at[:len(at)-len(rest)], "/")
		at = path.Join(path.Dir(link), string(target), rest)
		if path.IsAbs(string(target)) || !fs.ValidPath(at) {
			return fail(fs.ErrNotExist) // it leads out of the tree
		}
	}
	return fail(fmt.Errorf("more than %d links lead to each other", maxLinks))
}

// walk goes down a path to its end or to the first entry that is no directory;
// rest is what remains of the path then.
func (t *Tree) walk(name string) (e entry, rest string, err error) {
	e, rest = t.root, name
	if name == "." {
		return e, "", nil
	}
	for rest != "" && e.isDir() {
		entries, err := t.entries(e)
		if err != nil {
			return entry{}, "", err
		}
		var first string
		first, rest, _ = strings.Cut(rest, "/")
		i, ok := slices.BinarySearchFunc(entries, first, func(e entry, name string) int { return strings.Compare(e.name, name) })
		if !ok {
			return entry{}, "", fs.ErrNotExist
		}
		e = entries[i]
	}
	return e, rest, nil
}

// entries lists a directory.
func (t *Tree) entries(dir entry) ([]entry, error) {
	if dir.mode == modeSubmodule {
		return nil, nil
	}
	return t.repo.tree(dir.id)
}

// content returns the bytes of a blob, which belong to the tree.
func (t *Tree) content(id string) ([]byte, error) {
	if data, ok := t.loaded[id]; ok {
		return data, nil
	}
	o, err := t.repo.batch.object(id)
	return o.data, err
}
