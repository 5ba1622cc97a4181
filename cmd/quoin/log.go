package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/quoin-dev/quoin/pkg/cost"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/gitrepo"
	"github.com/quoin-dev/quoin/pkg/price"
	"github.com/quoin-dev/quoin/pkg/release"
	"github.com/quoin-dev/quoin/pkg/report"
)

func newLogCmd(a *app) *cobra.Command {
	format := newEnum("text", "json", "csv")
	limit := 0
	cmd := &cobra.Command{
		Use:     "log PROMPT",
		Short:   "List the versions of a prompt",
		GroupID: groupVersion,
		Long: `List the releases of a prompt or fragment, the newest first: the day and the
author of the commit, the class of the change, the tokens of the worst variant,
what 1,000 typical calls cost at today's prices, and the reason. The line above
draws how the tokens grew.

Releases are read from the history of the lock in git; without a lock, the
versions in the prompt's own front matter count, and their tokens are unknown.

--format json: {"version":1,"id":…,"releases":[{"version","commit","date",
"author","class","tokens","counter","usd_per_1000_calls","reason","digest",
"labels"}]}.

Exit status: 0; 2 if the name is wrong; 3 if git fails or the clone is too
shallow.`,
		Example: `  quoin log support/triage
  quoin log support/triage --format json`,
		Args:              one("one prompt or fragment"),
		ValidArgsFunction: completeFirst(a.allIDs),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.log(cmd.Context(), args[0], format.value, limit)
		},
	}
	cmd.Flags().IntVarP(&limit, "limit", "n", 0, "the newest `N` only")
	format.addTo(cmd, "format", "how to print")
	return cmd
}

func (a *app) log(ctx context.Context, name, format string, limit int) error {
	w, err := a.openWorkspace(ctx)
	if err != nil {
		return err
	}
	f, err := w.find(name, false)
	if err != nil {
		return err
	}
	releases, err := a.releases(ctx, w, f)
	if err != nil {
		return err
	}
	catalogue, found := cost.Catalogue(w.ws)
	if err := a.stopAt(found); err != nil {
		return err
	}
	l := report.Log{ID: f.ID}
	labels := labelsOf(w, f.ID)
	for _, r := range releases {
		l.Releases = append(l.Releases, report.LogLine{Release: r, Calls: thousandCalls(catalogue, r.Entry), Labels: labels[r.Version]})
	}
	if limit > 0 {
		l.Releases = l.Releases[:min(limit, len(l.Releases))]
	}
	switch format {
	case "json":
		return report.LogJSON(a.out, l)
	case "csv":
		return report.LogCSV(a.out, l)
	}
	return report.WriteLog(a.out, l, a.style())
}

// releases lists what git has of a file's releases, the newest first, below
// one that is in the lock on disk only.
func (a *app) releases(ctx context.Context, w *opened, f *fragment.Fragment) ([]release.Release, error) {
	h, err := openHistory(ctx, w.root)
	if err != nil {
		return nil, err
	}
	defer h.Close()
	releases, err := release.History(ctx, h.Repo, h.path(w.ws.Config.Prompts), h.path(f.File.Path), idsOf(f))
	var shallow *gitrepo.ShallowError
	switch {
	case errors.As(err, &shallow) && len(releases) > 0:
		fmt.Fprintf(a.err, "quoin: %v\n", err)
	case err != nil && !isUnborn(err):
		return nil, gitError(err)
	}
	if w.ws.Lock != nil {
		lock, found := release.ParseLock(w.ws.Lock)
		if err := a.stopAt(found); err != nil {
			return nil, err
		}
		if e, ok := lock.Lookup(f.ID); ok && !slices.ContainsFunc(releases, func(r release.Release) bool {
			return r.Version == e.Version && r.Digest == e.Digest
		}) {
			releases = slices.Insert(releases, 0, release.Release{Entry: e})
		}
	}
	return releases, nil
}

// isUnborn reports whether a repository has no commit yet.
func isUnborn(err error) bool {
	_, ok := errors.AsType[*gitrepo.RevisionError](err)
	return ok
}

// thousandCalls is what 1,000 typical calls of a release cost at today's
// prices, with nothing cached.
func thousandCalls(c *price.Catalogue, e *release.Entry) report.Amount {
	m, ok := c.Lookup(e.Model)
	if !ok || e.Tokens.Counter == "" {
		return report.Amount{}
	}
	return report.Amount{USD: m.Cost(price.Usage{Input: e.Tokens.Call, Output: e.Tokens.Output}).Times(1000), Known: true}
}

// labelsOf returns the labels that point at each version of a prompt.
func labelsOf(w *opened, id string) map[string][]string {
	out := map[string][]string{}
	if w.ws.Labels == nil {
		return out
	}
	labels, _ := release.ParseLabels(w.ws.Labels)
	for _, label := range labels.Names() {
		if v, ok := labels.Table[label][id]; ok {
			out[v] = append(out[v], label)
		}
	}
	return out
}
