package gitrepo

import (
	"context"
	"path"
	"strings"
)

// A FileChange is a file that is not the same in two trees. A file that moved
// is one that went and one that came, with the same blob.
type FileChange struct {
	Path     string
	Old, New string // ids of the blobs; empty where the file is not
}

// Changed lists what differs between the files of two revisions, in the order
// of paths. Directories that are the same are not looked into, so the answer
// takes as long as the change is large, not the repository. Links and
// submodules count as files.
func (r *Repo) Changed(ctx context.Context, a, b string) ([]FileChange, error) {
	before, err := r.FS(ctx, a)
	if err != nil {
		return nil, err
	}
	after, err := r.FS(ctx, b)
	if err != nil {
		return nil, err
	}
	c := comparison{ctx: ctx, repo: r}
	err = c.trees("", before.root.id, after.root.id)
	return c.changes, err
}

type comparison struct {
	ctx     context.Context
	repo    *Repo
	changes []FileChange
}

// trees compares two directories; an empty id is one that is not there.
func (c *comparison) trees(dir, a, b string) error {
	if err := c.ctx.Err(); err != nil || a == b {
		return err
	}
	before, err := c.entries(a)
	if err != nil {
		return err
	}
	after, err := c.entries(b)
	if err != nil {
		return err
	}
	for len(before)+len(after) > 0 {
		var x, y entry
		order := compareHeads(before, after)
		if order <= 0 {
			x, before = before[0], before[1:]
		}
		if order >= 0 {
			y, after = after[0], after[1:]
		}
		if err := c.pair(dir, x, y); err != nil {
			return err
		}
	}
	return nil
}

func (c *comparison) entries(id string) ([]entry, error) {
	if id == "" {
		return nil, nil
	}
	return c.repo.tree(id)
}

// compareHeads says which of two sorted lists has the next name: negative for
// the first, positive for the second, zero for both.
func compareHeads(a, b []entry) int {
	switch {
	case len(b) == 0:
		return -1
	case len(a) == 0:
		return 1
	}
	return strings.Compare(a[0].name, b[0].name)
}

// pair compares what has one name in both trees; the zero entry is nothing. A
// directory that became a file is a directory that went and a file that came.
func (c *comparison) pair(dir string, x, y entry) error {
	name := path.Join(dir, x.name)
	if x.name == "" {
		name = path.Join(dir, y.name)
	}
	var fileX, fileY, dirX, dirY string
	if x.mode == modeDir {
		dirX = x.id
	} else {
		fileX = x.id
	}
	if y.mode == modeDir {
		dirY = y.id
	} else {
		fileY = y.id
	}
	if fileX != fileY || fileX != "" && (x.mode == modeLink) != (y.mode == modeLink) {
		c.changes = append(c.changes, FileChange{name, fileX, fileY})
	}
	return c.trees(name, dirX, dirY)
}
