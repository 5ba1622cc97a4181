package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/gitrepo"
	"github.com/quoin-dev/quoin/pkg/par"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// A history is the git repository that a workspace is in.
type history struct {
	*gitrepo.Repo
	dir string // of the workspace, from the root of the repository; "." for the root itself
}

// openHistory finds the repository around a workspace. It must be closed.
func openHistory(ctx context.Context, root string) (*history, error) {
	repo, err := gitrepo.Open(ctx, root)
	if err != nil {
		return nil, gitError(err)
	}
	dir := path.Clean(repo.Prefix())
	return &history{repo, dir}, nil
}

// gitError gives an error of git its exit code: 2 where the command line named
// something that is not there, 3 where git or the repository is at fault.
func gitError(err error) error {
	if _, ok := errors.AsType[*gitrepo.RevisionError](err); ok {
		return usagef("%w", err)
	}
	return outside(err)
}

// path is the path of a file of the workspace from the root of the repository.
func (h *history) path(name string) string { return path.Join(h.dir, name) }

// load reads the workspace as it was at a revision.
func (h *history) load(ctx context.Context, rev string) (*workspace.Workspace, error) {
	return h.loadWith(ctx, rev, workspace.Options{})
}

// loadLike is load for a revision that is much like a workspace that was read
// already: what is the same there is neither read nor parsed again.
func (h *history) loadLike(ctx context.Context, rev string, known *workspace.Workspace) (*workspace.Workspace, error) {
	return h.loadWith(ctx, rev, workspace.Options{Like: known})
}

// loadWith is load with options.
func (h *history) loadWith(ctx context.Context, rev string, opts workspace.Options) (*workspace.Workspace, error) {
	tree, err := h.FS(ctx, rev)
	if err != nil {
		return nil, gitError(err)
	}
	same := h.unchanged(tree, opts.Like)
	if err := preload(ctx, tree, h.dir, same); err != nil {
		return nil, outside(err)
	}
	sub, err := fs.Sub(tree, h.dir)
	if err != nil {
		return nil, outside(err)
	}
	ws, _, err := workspace.Load(ctx, known{overlay{sub, same}}, opts)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, outside(fmt.Errorf("%s has no %s at %.12s", h.dir, config.Name, tree.Commit()))
	case err != nil:
		return nil, outside(err)
	}
	return ws, nil
}

// known is a file system some of whose files were read before: it lists no
// others than it has, so there is nothing to merge.
type known struct{ overlay }

// ReadDir implements [fs.ReadDirFS].
func (k known) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(k.FS, name) }

// unchanged returns the texts of the files that a workspace has as the tree
// does, by their paths in the workspace: git's ids tell, without reading.
func (h *history) unchanged(tree *gitrepo.Tree, like *workspace.Workspace) map[string]string {
	if like == nil {
		return nil
	}
	texts := map[string]string{}
	ids := par.Each(like.All, func(f *fragment.Fragment) string { return h.BlobID([]byte(f.File.Text)) })
	for i, f := range like.All {
		if tree.Blob(h.path(f.File.Path)) == ids[i] {
			texts[f.File.Path] = f.File.Text
		}
	}
	return texts
}

// preload reads everything that may be a prompt in one go: asking git for each
// file takes ten times as long.
func preload(ctx context.Context, tree *gitrepo.Tree, dir string, known map[string]string) error {
	var names []string
	err := fs.WalkDir(tree, dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			if name == dir {
				return nil // the caller says what is missing
			}
			return err
		}
		if ext := path.Ext(name); e.Type().IsRegular() && (ext == ".md" || ext == ".prompt") {
			below := name
			if dir != "." {
				below = strings.TrimPrefix(name, dir+"/")
			}
			if _, ok := known[below]; ok {
				return nil
			}
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return tree.Preload(ctx, names)
}
