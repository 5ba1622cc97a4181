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
	entries, err := states(ctx, repo, path.Join(dir, workspace.LockFile), func(text string) []*Entry {
		for _, id := range ids {
			if e := blockOf(text, id); e != nil {
				return []*Entry{e}
			}
		}
		return nil
	})
	if len(entries) > 0 || err != nil && !isShallow(err) {
		return firstOnes(entries), err
	}
	return states(ctx, repo, name, func(text string) []*Entry {
		f, _ := fragment.Parse(source.NewFile(name, text), fragment.Options{ID: ids[0]})
		if f.Meta.Version == "" {
			return nil
		}
		return []*Entry{{ID: ids[0], Fragment: f.Kind != fragment.Prompt, Version: f.Meta.Version, Model: f.Meta.Model}}
	})
}

// firstOnes leaves out what a file that moved had already under its old id.
func firstOnes(all []Release) []Release {
	type state struct{ version, digest string }
	seen := map[state]bool{}
	var out []Release
	for _, r := range slices.Backward(all) {
		if s := (state{r.Version, r.Digest}); !seen[s] {
			seen[s] = true
			out = append(out, r)
		}
	}
	slices.Reverse(out)
	return out
}

func isShallow(err error) bool {
	_, ok := errors.AsType[*gitrepo.ShallowError](err)
	return ok
}

// Everything returns the releases of all prompts, as [History] does those of
// one.
func Everything(ctx context.Context, repo *gitrepo.Repo, dir string) ([]Release, error) {
	seen := map[string]bool{} // blocks that an earlier lock had as well
	return states(ctx, repo, path.Join(dir, workspace.LockFile), func(text string) []*Entry {
		var out []*Entry
		for _, block := range strings.Split(text, "\n[prompt.")[1:] {
			block, _, _ = strings.Cut(block, "\n[")
			block = withoutPast(block)
			if seen[block] {
				continue
			}
			seen[block] = true
			lock, found := ParseLock(source.NewFile(workspace.LockFile, "[prompt."+block+"\n"))
			if len(found) == 0 {
				for _, e := range lock.Prompts {
					out = append(out, e)
				}
			}
		}
		return out
	})
}

// states follows a file through the history and returns each release that read
// finds in it, the newest first.
func states(ctx context.Context, repo *gitrepo.Repo, name string, read func(text string) []*Entry) ([]Release, error) {
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
	texts := map[string]string{}
	if err := repo.Blobs(ctx, ids, func(id string, data []byte) { texts[id] = string(data) }); err != nil {
		return nil, fmt.Errorf("read the history of %s: %w", name, err)
	}
	type state struct{ id, version, digest string }
	seen := map[state]bool{}
	var out []Release
	for _, c := range slices.Backward(commits) {
		for _, change := range c.Changes {
			text, ok := texts[change.New]
			if change.Path != name || !ok {
				continue
			}
			for _, e := range read(text) {
				if s := (state{e.ID, e.Version, e.Digest}); !seen[s] {
					seen[s] = true
					out = append(out, Release{Entry: e, Commit: c})
				}
			}
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
		block = withoutPast(block)
		var b lockBlock
		if _, found := config.Decode(source.NewFile(workspace.LockFile, block), 0, len(block), &b, RuleLock); len(found) > 0 {
			return nil // a merge that was not finished
		}
		return b.entry(id, table == "fragment")
	}
	return nil
}

// withoutPast cuts the list of earlier releases off a block: the history shows
// them itself, and reading a thousand lists of up to a thousand takes a second.
func withoutPast(block string) string {
	if at := strings.Index(block, "\npast "); at >= 0 {
		return block[:at+1]
	}
	return block
}
