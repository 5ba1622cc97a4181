package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/gitrepo"
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

// loadWith is load with options.
func (h *history) loadWith(ctx context.Context, rev string, opts workspace.Options) (*workspace.Workspace, error) {
	tree, err := h.FS(ctx, rev)
	if err != nil {
		return nil, gitError(err)
	}
	if err := preload(ctx, tree, h.dir); err != nil {
		return nil, outside(err)
	}
	sub, err := fs.Sub(tree, h.dir)
	if err != nil {
		return nil, outside(err)
	}
	ws, _, err := workspace.Load(ctx, sub, opts)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, outside(fmt.Errorf("%s has no %s at %.12s", h.dir, config.Name, tree.Commit()))
	case err != nil:
		return nil, outside(err)
	}
	return ws, nil
}

// preload reads everything that may be a prompt in one go: asking git for each
// file takes ten times as long.
func preload(ctx context.Context, tree *gitrepo.Tree, dir string) error {
	var names []string
	err := fs.WalkDir(tree, dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			if name == dir {
				return nil // the caller says what is missing
			}
			return err
		}
		if ext := path.Ext(name); e.Type().IsRegular() && (ext == ".md" || ext == ".prompt") {
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return tree.Preload(ctx, names)
}
