package main

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quoin-dev/quoin/pkg/change"
	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/cost"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/release"
	"github.com/quoin-dev/quoin/pkg/report"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// diffOptions are the flags of `quoin diff`.
type diffOptions struct {
	args       []string
	against    string
	format     *enum
	exitCode   bool
	stat       bool
	sideBySide bool
}

func newDiffCmd(a *app) *cobra.Command {
	o := diffOptions{format: newEnum("text", "json", "markdown", "github")}
	cmd := &cobra.Command{
		Use:     "diff [PROMPT]... [A..B]",
		Short:   "Say what changed, what it means and whom it reaches",
		GroupID: groupVersion,
		Long: `Compare the work tree with the merge base of the default branch, or with what
--against names: a revision, a directory, a lock, or label:NAME (what users have
now). A..B compares two of those; PROMPT@3.1.0..PROMPT@4.0.0 two releases.

For each prompt that changed: its class and the least version that it needs, the
interface, the composition, the instructions (weakened safety rules and flips
first), the text, and the numbers. Prompts whose digest did not move are proven
unchanged, whatever happened to their files. "quoin help versions" explains the
classes; [change.levels] in quoin.toml moves codes between them.

--format json: {"version":1,"prompts":[{"id","class","bump","codes","events":
[{"layer","kind","code","class","text","name","old","new","via","path","line"}],
"tokens":{"before","after"},"labels",…}],"unchanged":[…],"fragments":[…]}.

Exit status: 0; 1 with --exit-code if a prompt changed; 2 if a name or revision is
wrong; 3 if git fails.`,
		Example: `  quoin diff
  quoin diff support/triage --against v1.2.0 --side-by-side
  quoin diff --against label:production --stat
  quoin diff main..HEAD --format markdown
  quoin diff support/triage@3.1.0..support/triage@4.0.0`,
		ValidArgsFunction: completeEach(a.promptIDs),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.args = args
			return a.diff(cmd.Context(), o)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&o.against, "against", "", "compare with `REF`, a directory, a lock or label:NAME")
	flags.BoolVar(&o.exitCode, "exit-code", false, "exit with 1 if a prompt changed")
	flags.BoolVar(&o.stat, "stat", false, "a line a prompt")
	flags.BoolVar(&o.sideBySide, "side-by-side", false, "show texts beside each other")
	o.format.addTo(cmd, "format", "how to print")
	return cmd
}

func (a *app) diff(ctx context.Context, o diffOptions) error {
	w, err := a.openWorkspace(ctx)
	if err != nil {
		return err
	}
	var ids []string
	from, to := o.against, ""
	for _, arg := range o.args {
		if x, y, isRange := strings.Cut(arg, ".."); isRange && (y == "" || y[0] != '/' && y[0] != '.') {
			if o.against != "" || to != "" {
				return usagef("%q names what to compare, and so does another argument or --against", arg)
			}
			from, to = x, y
			continue
		}
		f, err := w.find(arg, true)
		if err != nil {
			return err
		}
		ids = append(ids, f.ID)
	}
	r, err := a.compare(ctx, w, from, to, ids)
	if err != nil {
		return err
	}
	if err := a.printDiff(r, o); err != nil {
		return err
	}
	if o.exitCode && len(r.Prompts) > 0 {
		return errFindings()
	}
	return nil
}

func (a *app) printDiff(r *change.Report, o diffOptions) error {
	switch o.format.value {
	case "json":
		return report.DiffJSON(a.out, r)
	case "markdown":
		return report.DiffMarkdown(a.out, r)
	case "github":
		return report.DiffGitHub(a.out, r)
	}
	return report.Diff(a.out, r, report.DiffStyle{Style: a.style(), Stat: o.stat, SideBySide: o.sideBySide})
}

// compare compares two states of the workspace; no second one means the work
// tree, and no first one the merge base of the default branch.
func (a *app) compare(ctx context.Context, w *opened, from, to string, ids []string) (*change.Report, error) {
	s := &states{app: a, w: w}
	defer s.close()
	if from == "" && to != "" {
		from = "HEAD"
	}
	id, version, isRelease := strings.Cut(from, "@")
	if _, known := w.ws.Lookup(id); isRelease && known {
		return s.releases(ctx, id, version, to)
	}
	after := w.ws
	if to != "" {
		var err error
		if after, err = s.state(ctx, to); err != nil {
			return nil, err
		}
	}
	opts, err := w.changeOptions(ids)
	if err != nil {
		return nil, err
	}
	if versions, is, err := s.versions(from); err != nil {
		return nil, err
	} else if is {
		return s.eachRelease(ctx, versions, after, opts)
	}
	var before *workspace.Workspace
	if from == "" {
		before, err = s.base(ctx)
	} else {
		before, err = s.state(ctx, from)
	}
	if err != nil {
		return nil, err
	}
	return compareIn(before, after, opts), nil
}

// changeOptions says how changes are judged in a workspace.
func (o *opened) changeOptions(ids []string) (change.Options, error) {
	opts := change.Options{Only: ids, Levels: map[string]change.Class{}, Labels: map[string][]string{}, Suites: o.tested()}
	known := change.Codes()
	for _, code := range slices.Sorted(maps.Keys(o.ws.Config.Change.Levels)) {
		name := o.ws.Config.Change.Levels[code]
		class, ok := change.ParseClass(name)
		if _, exists := known[code]; !exists || !ok {
			return opts, usagef("%s: [change.levels] says %s = %q: want a code of `quoin diff` and one of no-op, cosmetic, behavioural, breaking", config.Name, code, name)
		}
		opts.Levels[code] = class
	}
	labels := o.labels()
	for _, name := range labels.Names() {
		for id := range labels.Table[name] {
			opts.Labels[id] = append(opts.Labels[id], name)
		}
	}
	return opts, nil
}

// compareIn compares two workspaces, each with its own prices.
func compareIn(before, after *workspace.Workspace, o change.Options) *change.Report {
	return change.Compare(before, after, withPrices(before, after, o))
}

func withPrices(before, after *workspace.Workspace, o change.Options) change.Options {
	x, _ := cost.Catalogue(before)
	y, _ := cost.Catalogue(after)
	o.Before, o.After = cost.NewScale(x), cost.NewScale(y)
	return o
}

// states finds the states that a command line names.
type states struct {
	app *app
	w   *opened
	h   *history
}

func (s *states) close() {
	if s.h != nil {
		_ = s.h.Close()
	}
}

func (s *states) history(ctx context.Context) (*history, error) {
	if s.h == nil {
		h, err := openHistory(ctx, s.w.root)
		if err != nil {
			return nil, err
		}
		s.h = h
	}
	return s.h, nil
}

// base is the merge base of the default branch.
func (s *states) base(ctx context.Context) (*workspace.Workspace, error) {
	h, err := s.history(ctx)
	if err != nil {
		return nil, err
	}
	branch, err := h.DefaultBranch(ctx)
	if err != nil {
		return nil, gitError(err)
	}
	base, err := h.MergeBase(ctx, "HEAD", branch)
	if err != nil {
		return nil, gitError(err)
	}
	return h.loadLike(ctx, base, s.w.ws)
}

// state is a directory or a revision.
func (s *states) state(ctx context.Context, name string) (*workspace.Workspace, error) {
	if info, err := os.Stat(s.app.at(name)); err == nil && info.IsDir() {
		root, ok := findRoot(s.app.at(name))
		if !ok {
			return nil, usagef("%s is in no workspace: there is no %s in it or above", name, config.Name)
		}
		ws, _, err := loadRoot(ctx, root, nil)
		return ws, err
	}
	h, err := s.history(ctx)
	if err != nil {
		return nil, err
	}
	return h.loadLike(ctx, name, s.w.ws)
}

// versions are those that a label or a lock names, by prompt.
func (s *states) versions(name string) (versions map[string]string, is bool, err error) {
	if label, ok := strings.CutPrefix(name, "label:"); ok {
		table, ok := s.w.labels().Table[label]
		if !ok {
			return nil, false, usagef("there is no label %q: %s", label, s.w.noLabel())
		}
		return table, true, nil
	}
	if filepath.Ext(name) != ".lock" {
		return nil, false, nil
	}
	text, err := s.app.readNamed(name)
	if err != nil {
		return nil, false, err
	}
	lock, found := release.ParseLock(source.NewFile(name, text))
	if err := s.app.stopAt(found); err != nil {
		return nil, false, err
	}
	versions = map[string]string{}
	for id, e := range lock.Prompts {
		versions[id] = e.Version
	}
	return versions, true, nil
}

// eachRelease compares every prompt with a release of it, from git.
func (s *states) eachRelease(ctx context.Context, versions map[string]string, after *workspace.Workspace, o change.Options) (*change.Report, error) {
	out := &change.Report{}
	for _, f := range after.Prompts() {
		version, ok := versions[f.ID]
		if !ok || len(o.Only) > 0 && !slices.Contains(o.Only, f.ID) {
			continue
		}
		_, before, err := s.app.stateOf(ctx, s.w, f.ID, version)
		if err != nil {
			return nil, err
		}
		one := o
		one.Only = []string{f.ID}
		out.Add(compareIn(before, after, one))
	}
	return out, nil
}

// releases compares two releases of prompts.
func (s *states) releases(ctx context.Context, id, version, to string) (*change.Report, error) {
	_, before, err := s.app.stateOf(ctx, s.w, id, version)
	if err != nil {
		return nil, err
	}
	after := s.w.ws
	if to != "" {
		other, version, isRelease := strings.Cut(to, "@")
		if !isRelease || other != id {
			return nil, usagef("%s@… is compared with another release of it, as in %s@1.0.0..%s@2.0.0", id, id, id)
		}
		if _, after, err = s.app.stateOf(ctx, s.w, id, version); err != nil {
			return nil, err
		}
	}
	opts, err := s.w.changeOptions([]string{id})
	if err != nil {
		return nil, err
	}
	return compareIn(before, after, opts), nil
}

// judge says what changed in a file since it was released. Where git does not
// have that state only the digests can be compared, and it says so.
func (p *pastStates) judge(ctx context.Context, w *opened, o change.Options) func(*fragment.Fragment, *release.Entry) release.Change {
	return func(f *fragment.Fragment, old *release.Entry) release.Change {
		now := template(w.ws, f)
		before := p.at(ctx, w, f, old)
		if before == nil {
			return release.Guess(old, now)
		}
		then, ok := before.Lookup(old.ID)
		if !ok {
			return release.Guess(old, now)
		}
		diff := change.Templates(template(before, then), now, o)
		return release.Change{Class: diff.Class.String(), Bump: diff.Bump(), Codes: diff.Codes}
	}
}

func template(ws *workspace.Workspace, f *fragment.Fragment) *compose.Template {
	t, _ := compose.Resolve(ws, f)
	return t
}
