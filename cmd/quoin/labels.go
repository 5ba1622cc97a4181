package main

import (
	"context"
	"fmt"
	"path"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/gitrepo"
	"github.com/quoin-dev/quoin/pkg/release"
	"github.com/quoin-dev/quoin/pkg/report"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

func newLabelsCmd(a *app) *cobra.Command {
	format := newEnum("text", "json")
	cmd := &cobra.Command{
		Use:     "labels",
		Short:   "Show what each label points at, and how far behind it is",
		GroupID: groupVersion,
		Long: `List the versions that labels.toml points at, and for each how it stands to the
prompt as it is now: the same, behind by so many releases (with the largest bump
among them), or never released. A prompt that changed since its release is ahead
of all its labels.

--format json: {"version":1,"labels":[{"label","id","version","head","state",
"behind","bump"}]}.

Exit status: 0; 2 if labels.toml or the lock is wrong.`,
		Example: `  quoin labels
  quoin labels --format json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.listLabels(cmd.Context(), format.value) },
	}
	format.addTo(cmd, "format", "how to print")
	return cmd
}

// labels reads labels.toml; problems were told when the workspace was checked.
func (o *opened) labels() *release.Labels {
	file := o.ws.Labels
	if file == nil {
		file = source.NewFile(path.Join(o.ws.Config.Prompts, workspace.LabelsFile), "")
	}
	labels, _ := release.ParseLabels(file)
	return labels
}

// openReleases reads a workspace whose labels and lock can be read.
func (a *app) openReleases(ctx context.Context) (*opened, *release.Lock, error) {
	w, err := a.openWorkspace(ctx)
	if err != nil {
		return nil, nil, err
	}
	if w.ws.Labels != nil {
		_, found := release.ParseLabels(w.ws.Labels)
		if err := a.stopAt(found); err != nil {
			return nil, nil, err
		}
	}
	file := w.ws.Lock
	if file == nil {
		file = source.NewFile(workspace.LockFile, "")
	}
	lock, found := release.ParseLock(file)
	return w, lock, a.stopAt(found)
}

func (a *app) listLabels(ctx context.Context, format string) error {
	w, lock, err := a.openReleases(ctx)
	if err != nil {
		return err
	}
	lines := release.Drift(w.ws, lock, w.labels())
	if format == "json" {
		return report.LabelsJSON(a.out, lines)
	}
	return report.Labels(a.out, lines, a.style())
}

// promoteOptions are the flags of `quoin promote`.
type promoteOptions struct {
	prompt, version, label string
	allowBreaking          bool
}

func newPromoteCmd(a *app) *cobra.Command {
	var o promoteOptions
	cmd := &cobra.Command{
		Use:     "promote PROMPT VERSION --to LABEL",
		Short:   "Point a label at a version",
		GroupID: groupVersion,
		Long: `Point a label at a released version: one line of labels.toml, which a pull
request shows, CODEOWNERS protects, and a revert undoes. VERSION may be another
label: what staging has goes to production. A label that would go across a major
version, so that callers break, needs --allow-breaking.

Exit status: 0; 1 if the step is breaking; 2 if the prompt, the version or the
label is wrong; 3 if the file cannot be written.`,
		Example: `  quoin promote support/triage 3.1.0 --to production
  quoin promote support/triage staging --to production
  quoin promote support/triage 4.0.0 --to production --allow-breaking`,
		Args:              two("a prompt and a version"),
		ValidArgsFunction: completeFirst(a.promptIDs),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.prompt, o.version = args[0], args[1]
			return a.promote(cmd.Context(), o)
		},
	}
	cmd.Flags().StringVar(&o.label, "to", "", "the `LABEL`, such as production")
	cmd.Flags().BoolVar(&o.allowBreaking, "allow-breaking", false, "go across a major version")
	_ = cmd.MarkFlagRequired("to")
	return cmd
}

func (a *app) promote(ctx context.Context, o promoteOptions) error {
	w, lock, err := a.openReleases(ctx)
	if err != nil {
		return err
	}
	f, err := w.find(o.prompt, true)
	if err != nil {
		return err
	}
	if o.label == "" {
		return usagef("--to: name a label, such as production")
	}
	if !release.IsVersion(o.version) {
		if o.version, err = w.labelled(o.version, f.ID); err != nil {
			return err
		}
	}
	if err := released(lock, f, o.version); err != nil {
		return err
	}
	labels := w.labels()
	from := labels.Table[o.label][f.ID]
	if release.Crosses(from, o.version) && !o.allowBreaking {
		fmt.Fprintf(a.err, "quoin: %s of %s is %s, and %s breaks its callers: see `quoin diff %s@%s..%s@%s`, then use --allow-breaking\n",
			o.label, f.ID, from, o.version, f.ID, from, f.ID, o.version)
		return errFindings()
	}
	return a.point(w, labels, f, o.label, from, o.version)
}

// released refuses a version that is not in the lock.
func released(lock *release.Lock, f *fragment.Fragment, version string) error {
	e, ok := lock.Lookup(f.ID)
	if !ok {
		return usagef("%s has no releases: run `quoin release %s`", f.ID, f.ID)
	}
	if e.Has(version) {
		return nil
	}
	known := []string{e.Version}
	for _, p := range slices.Backward(e.Past) {
		known = append(known, p.Version)
	}
	return usagef("%s has no version %s, it has %s", f.ID, version, list(known))
}

// point writes a label.
func (a *app) point(w *opened, labels *release.Labels, f *fragment.Fragment, label, from, to string) error {
	if from == to {
		fmt.Fprintf(a.out, "%s of %s is %s already\n", label, f.ID, to)
		return nil
	}
	name := path.Join(w.ws.Config.Prompts, workspace.LabelsFile)
	if err := replaceFile(filepath.Join(w.root, filepath.FromSlash(name)), labels.Set(label, f.ID, to)); err != nil {
		return outside(plainPathError(err))
	}
	if from == "" {
		from = "–"
	}
	fmt.Fprintf(a.out, "%s of %s: %s → %s\n", label, f.ID, from, to)
	return nil
}

func newRollbackCmd(a *app) *cobra.Command {
	label, to := "", ""
	cmd := &cobra.Command{
		Use:     "rollback PROMPT --label LABEL",
		Short:   "Point a label back at what it pointed at before",
		GroupID: groupVersion,
		Long: `Point a label at the version that it pointed at before, as the history of
labels.toml in git tells; without git, at the release before. --to names another
version. A rollback may go across a major version, because it goes to what ran.

Exit status: 0; 2 if the prompt or the label is wrong, or there is nothing to go
back to; 3 if git or the disk fails.`,
		Example: `  quoin rollback support/triage --label production
  quoin rollback support/triage --label production --to 3.0.0`,
		Args:              one("one prompt"),
		ValidArgsFunction: completeFirst(a.promptIDs),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.rollback(cmd.Context(), args[0], label, to)
		},
	}
	cmd.Flags().StringVar(&label, "label", "production", "the `LABEL`")
	cmd.Flags().StringVar(&to, "to", "", "the `VERSION`")
	return cmd
}

func (a *app) rollback(ctx context.Context, name, label, to string) error {
	w, lock, err := a.openReleases(ctx)
	if err != nil {
		return err
	}
	f, err := w.find(name, true)
	if err != nil {
		return err
	}
	labels := w.labels()
	from, ok := labels.Table[label][f.ID]
	if !ok {
		return usagef("%s has no version of %s", label, f.ID)
	}
	if to == "" {
		to, err = a.before(ctx, w, lock, f, label, from)
		if err != nil {
			return err
		}
	}
	if err := released(lock, f, to); err != nil {
		return err
	}
	return a.point(w, labels, f, label, from, to)
}

// before is the version that a label had before the one that it has.
func (a *app) before(ctx context.Context, w *opened, lock *release.Lock, f *fragment.Fragment, label, now string) (string, error) {
	name := path.Join(w.ws.Config.Prompts, workspace.LabelsFile)
	if h, err := openHistory(ctx, w.root); err == nil {
		defer h.Close()
		commits, err := h.Log(ctx, gitrepo.LogOptions{Paths: []string{h.path(name)}})
		if err != nil && !isUnborn(err) {
			return "", gitError(err)
		}
		for _, c := range commits {
			tree, err := h.FS(ctx, c.ID)
			if err != nil {
				return "", gitError(err)
			}
			text, err := tree.ReadFile(h.path(name))
			if err != nil {
				continue // deleted in that commit
			}
			then, _ := release.ParseLabels(source.NewFile(name, string(text)))
			if v := then.Table[label][f.ID]; v != "" && v != now {
				return v, nil
			}
		}
	}
	e, ok := lock.Lookup(f.ID)
	if !ok || len(e.Past) == 0 {
		return "", usagef("%s of %s has pointed at nothing before %s: name a version with --to", label, f.ID, now)
	}
	all := append(slices.Clone(e.Past), release.Past{Version: e.Version})
	at := slices.IndexFunc(all, func(p release.Past) bool { return p.Version == now })
	if at <= 0 {
		return "", usagef("%s of %s has pointed at nothing before %s: name a version with --to", label, f.ID, now)
	}
	return all[at-1].Version, nil
}
