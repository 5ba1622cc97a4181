package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/quoin-dev/quoin/pkg/cost"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/gitrepo"
	"github.com/quoin-dev/quoin/pkg/release"
	"github.com/quoin-dev/quoin/pkg/report"
)

// versionTable has a line for each release of the prompts, the newest first,
// and above them one for a prompt that is not what its newest release was.
func (a *app) versionTable(ctx context.Context, w *opened, p prices, weighed []cost.Prompt) (report.CostTable, error) {
	t := report.CostTable{By: "version", Total: cost.Total(cost.ByPrompt(weighed))}
	all, err := a.everyRelease(ctx, w)
	if err != nil {
		return t, err
	}
	for i := range weighed {
		f := weighed[i].Template.Prompt
		digest := weighed[i].Template.Digest().String()
		var lines []cost.Line
		current := false
		for _, r := range all[f.ID] {
			current = current || r.Digest == digest && r.Version == f.Meta.Version
			lines = append(lines, releaseLine(p, f, r.Entry))
		}
		if !current {
			line := cost.ByPrompt(weighed[i : i+1])[0]
			line.Label += " (work tree)"
			lines = append([]cost.Line{line}, lines...)
		}
		t.Lines = append(t.Lines, lines...)
	}
	return t, nil
}

// everyRelease lists the releases of all prompts by id, the newest first; none
// where there is no git.
func (a *app) everyRelease(ctx context.Context, w *opened) (map[string][]release.Release, error) {
	out := map[string][]release.Release{}
	var all []release.Release
	if h, err := openHistory(ctx, w.root); err == nil {
		defer h.Close()
		all, err = release.Everything(ctx, h.Repo, h.path(w.ws.Config.Prompts))
		var shallow *gitrepo.ShallowError
		switch {
		case errors.As(err, &shallow):
			fmt.Fprintf(a.err, "quoin: %v\n", err)
		case err != nil && !isUnborn(err):
			return nil, gitError(err)
		}
	}
	for _, r := range all {
		out[r.ID] = append(out[r.ID], r)
	}
	if w.ws.Lock == nil {
		return out, nil
	}
	lock, found := release.ParseLock(w.ws.Lock)
	for id, e := range lock.Prompts {
		if list := out[id]; len(list) == 0 || list[0].Version != e.Version || list[0].Digest != e.Digest {
			out[id] = append([]release.Release{{Entry: e}}, list...)
		}
	}
	return out, a.stopAt(found)
}

// releaseLine is what a release costs at today's prices and traffic.
func releaseLine(p prices, f *fragment.Fragment, e *release.Entry) cost.Line {
	line := cost.Line{
		Label: e.ID + "@" + e.Version, Prompts: 1, Calls: f.Meta.Traffic.CallsPerMonth, Written: e.Tokens.Written,
		Real: cost.Count{Tokens: e.Tokens.Call, Low: e.Tokens.Call, High: e.Tokens.Call}, Typed: e.Tokens.Typed, Worst: e.Tokens.Worst,
	}
	m, ok := p.Lookup(e.Model)
	if !ok {
		return line
	}
	money := cost.Pay(m, f.Meta.Traffic, e.Tokens.Call, e.Tokens.Prefix)
	line.Call, line.Cached, line.Month, line.Known = money.Call, money.Cached, money.Month, true
	return line
}
