package release

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/gitrepo"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// A Release is an entry of the lock with the commit that made it.
type Release struct {
	*Entry
	Commit gitrepo.Commit // zero for a release that is not committed yet
}

// History returns the releases of a prompt or fragment, the newest first: each
// state that its block of the lock had, with the first commit that had it. Ids
// are its own and those that it had before. Dir is the folder of prompts, from
// the root of the repository. Where no lock was ever committed, the versions
// of the file at name count, without digests.
//
// Where a shallow clone ends before the history does, the error is a
// [*gitrepo.ShallowError] and what was found is returned all the same.
func History(ctx context.Context, repo *gitrepo.Repo, dir, name string, ids []string) ([]Release, error) {
	entries, err := states(ctx, repo, path.Join(dir, workspace.LockFile), func(text string) *Entry {
		for _, id := range ids {
			if e := blockOf(text, id); e != nil {
				return e
			}
		}
		return nil
	})
	if len(entries) > 0 || err != nil && !isShallow(err) {
		return entries, err
	}
	return states(ctx, repo, name, func(text string) *Entry {
		f, _ := fragment.Parse(source.NewFile(name, text), fragment.Options{ID: ids[0]})
		if f.Meta.Version == "" {
			return nil
		}
		return &Entry{ID: ids[0], Fragment: f.Kind != fragment.Prompt, Version: f.Meta.Version, Model: f.Meta.Model}
	})
}

func isShallow(err error) bool {
	_, ok := errors.AsType[*gitrepo.ShallowError](err)
	return ok
}

// states follows a file through the history and returns each release that read
// finds in it, the newest first.
func states(ctx context.Context, repo *gitrepo.Repo, name string, read func(text string) *Entry) ([]Release, error) {
	commits, logErr := repo.Log(ctx, gitrepo.LogOptions{Paths: []string{name}})
	if logErr != nil && !isShallow(logErr) {
		return nil, logErr
	}
	var ids []string
	for _, c := range commits {
		for _, change := range c.Changes {
			if change.Path == name && change.New != "" {
				ids = append(ids, change.New)
			}
		}
	}
	found := map[string]*Entry{}
	if err := repo.Blobs(ctx, ids, func(id string, data []byte) { found[id] = read(string(data)) }); err != nil {
		return nil, fmt.Errorf("read the history of %s: %w", name, err)
	}
	type state struct{ version, digest string }
	seen := map[state]bool{}
	var out []Release
	for _, c := range slices.Backward(commits) {
		for _, change := range c.Changes {
			e := found[change.New]
			if change.Path != name || e == nil || seen[state{e.Version, e.Digest}] {
				continue
			}
			seen[state{e.Version, e.Digest}] = true
			out = append(out, Release{Entry: e, Commit: c})
		}
	}
	slices.Reverse(out)
	return out, logErr
}

// blockOf reads one block of a lock and looks at nothing else of it: a history
// has a thousand locks with a thousand blocks each.
func blockOf(text, id string) *Entry {
	for _, table := range []string{"prompt", "fragment"} {
		header := "[" + table + "." + tomlString(id) + "]\n"
		at := strings.Index(text, "\n"+header) + 1
		if at == 0 {
			continue
		}
		block := text[at+len(header):]
		if end := strings.Index(block, "\n["); end >= 0 {
			block = block[:end+1]
		}
		var b lockBlock
		if _, found := config.Decode(source.NewFile(workspace.LockFile, block), 0, len(block), &b, RuleLock); len(found) > 0 {
			return nil // a merge that was not finished
		}
		return b.entry(id, table == "fragment")
	}
	return nil
}
