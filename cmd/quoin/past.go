package main

import (
	"context"
	"path"

	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/release"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// pastStates gives the workspaces in which releases were made.
type pastStates struct {
	h      *history // nil without git
	lock   string   // the commit whose lock is the base, empty without one
	loaded map[string]*workspace.Workspace
}

func (p *pastStates) close() {
	if p.h != nil {
		_ = p.h.Close()
	}
}

// locks returns the lock on disk and the one that a release starts from: that
// which was last committed, because one that is not committed is only a draft;
// without git, or before the first commit of one, that on disk.
func (a *app) locks(ctx context.Context, w *opened) (disk, base *release.Lock, past *pastStates, err error) {
	file := w.ws.Lock
	if file == nil {
		file = source.NewFile(workspace.LockFile, "")
	}
	disk, found := release.ParseLock(file)
	if err := a.stopAt(found); err != nil {
		return nil, nil, nil, err
	}
	past = &pastStates{loaded: map[string]*workspace.Workspace{}}
	if h, err := openHistory(ctx, w.root); err == nil {
		past.h = h
		if tree, err := h.FS(ctx, "HEAD"); err == nil {
			name := h.path(path.Join(w.ws.Config.Prompts, workspace.LockFile))
			if text, err := tree.ReadFile(name); err == nil {
				file, past.lock = source.NewFile(name, string(text)), tree.Commit()
			}
		}
	}
	base, found = release.ParseLock(file)
	if err := a.stopAt(found); err != nil {
		past.close()
		return nil, nil, nil, err
	}
	return disk, base, past, nil
}

// at returns the workspace in which an entry was released, nil where git does
// not have it.
func (p *pastStates) at(ctx context.Context, w *opened, f *fragment.Fragment, e *release.Entry) *workspace.Workspace {
	if p.h == nil || p.lock == "" {
		return nil
	}
	releases, err := release.History(ctx, p.h.Repo, p.h.path(w.ws.Config.Prompts), p.h.path(f.File.Path), idsOf(f))
	if err != nil && len(releases) == 0 {
		return nil
	}
	for _, r := range releases {
		if r.Version != e.Version || r.Digest != e.Digest {
			continue
		}
		ws, ok := p.loaded[r.Commit.ID]
		if !ok {
			if ws, err = p.h.load(ctx, r.Commit.ID); err != nil {
				return nil
			}
			p.loaded[r.Commit.ID] = ws
		}
		return ws
	}
	return nil
}

// idsOf returns the id of a file and those that it had before.
func idsOf(f *fragment.Fragment) []string { return append([]string{f.ID}, f.Meta.Moved...) }
