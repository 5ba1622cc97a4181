package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/release"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

func newShowCmd(a *app) *cobra.Command {
	o := composeOptions{target: newEnum("text", "json", "openai", "anthropic", "gemini"), placeholders: true}
	cmd := &cobra.Command{
		Use:     "show PROMPT[@VERSION]",
		Short:   "Print a prompt as a version had it",
		GroupID: groupVersion,
		Long: `Compose a prompt from git history, exactly as it was when a version was released:
with the fragments of then. VERSION is a release, or a label, which means the
release that it points at; without one, the prompt is that of the work tree.
What was composed is checked against the digest in the lock.

Values that are not given are printed as their names.

Exit status: 0; 1 if git has another composition than the lock says; 2 if the
prompt, the version or a value is wrong; 3 if git fails.`,
		Example: `  quoin show support/triage@3.1.0
  quoin show support/triage@production --explain
  quoin show support/triage@3.1.0 --samples --for openai`,
		Args:              one("one prompt, with its version behind an @"),
		ValidArgsFunction: completeFirst(a.promptIDs),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.prompt = args[0]
			o.placeholders = !o.samples && len(o.vars) == 0 && o.varsFile == "" && o.target.value == "text"
			return a.show(cmd.Context(), o)
		},
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&o.vars, "var", nil, "`NAME=VALUE`, or NAME=@FILE")
	flags.StringVar(&o.varsFile, "vars", "", "values from a JSON or TOML `FILE`")
	flags.BoolVar(&o.samples, "samples", false, "take samples for what is not given")
	flags.BoolVar(&o.explain, "explain", false, "show where every line comes from")
	o.target.addTo(cmd, "for", "what to print")
	_ = cmd.MarkFlagFilename("vars", "json", "toml")
	return cmd
}

func (a *app) show(ctx context.Context, o composeOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	w, err := a.openWorkspace(ctx)
	if err != nil {
		return err
	}
	id, version, dated := strings.Cut(o.prompt, "@")
	o.prompt = id
	if !dated {
		return a.composeIn(ctx, w, o)
	}
	r, ws, err := a.stateOf(ctx, w, id, version)
	if err != nil {
		return err
	}
	then := &opened{root: w.root, ws: ws}
	if o.prompt, err = then.idOf(r); err != nil {
		return err
	}
	return a.composeIn(ctx, then, o)
}

// idOf returns the id that a released file had.
func (o *opened) idOf(r release.Release) (string, error) {
	f, ok := o.ws.Lookup(r.ID)
	if !ok {
		return "", outside(fmt.Errorf("commit %.12s has the release of %s, and not the file", r.Commit.ID, r.ID))
	}
	return f.ID, nil
}

// stateOf finds the release of a version or a label, and the workspace in which
// it was made. It proves that git still composes what the lock says.
func (a *app) stateOf(ctx context.Context, w *opened, name, version string) (release.Release, *workspace.Workspace, error) {
	f, err := w.find(name, false)
	if err != nil {
		return release.Release{}, nil, err
	}
	r, err := a.releaseOf(ctx, w, f, version)
	if err != nil {
		return r, nil, err
	}
	if r.Commit.ID == "" {
		return r, w.ws, nil // released, and not committed yet
	}
	h, err := openHistory(ctx, w.root)
	if err != nil {
		return r, nil, err
	}
	defer h.Close()
	ws, err := h.load(ctx, r.Commit.ID)
	if err != nil {
		return r, nil, err
	}
	return r, ws, a.proven(r, ws)
}

// proven compares a release with what its commit composes.
func (a *app) proven(r release.Release, ws *workspace.Workspace) error {
	f, ok := ws.Lookup(r.ID)
	if !ok || r.Digest == "" {
		return nil
	}
	t, _ := compose.Resolve(ws, f)
	if got := t.Digest(); got.String() != r.Digest {
		fmt.Fprintf(a.err, "quoin: %s@%s is %s in the lock, and commit %.12s composes %s: it was committed with other changes than it was released with\n",
			r.ID, r.Version, short(r.Digest), r.Commit.ID, got.Short())
		return errFindings()
	}
	return nil
}

// short is a digest for people.
func short(digest string) string {
	_, hex, _ := strings.Cut(digest, ":")
	return hex[:min(len(hex), 12)]
}

// releaseOf finds a release by its version, or by a label.
func (a *app) releaseOf(ctx context.Context, w *opened, f *fragment.Fragment, version string) (release.Release, error) {
	if !release.IsVersion(version) {
		v, err := w.labelled(version, f.ID)
		if err != nil {
			return release.Release{}, err
		}
		version = v
	}
	releases, err := a.releases(ctx, w, f)
	if err != nil {
		return release.Release{}, err
	}
	var known []string
	for _, r := range releases {
		if r.Version == version {
			return r, nil
		}
		known = append(known, r.Version)
	}
	if len(known) == 0 {
		return release.Release{}, usagef("%s has no releases: run `quoin release`", f.ID)
	}
	return release.Release{}, usagef("%s has no version %s, it has %s", f.ID, version, list(known))
}

// labelled is the version that a label points at.
func (o *opened) labelled(label, id string) (string, error) {
	labels := o.labels()
	table, ok := labels.Table[label]
	if !ok {
		if names := labels.Names(); len(names) > 0 {
			return "", usagef("%q is no version and no label, the labels are %s", label, list(names))
		}
		return "", usagef("%q is no version, and there are no labels", label)
	}
	v, ok := table[id]
	if !ok {
		return "", usagef("%s has no version of %s", label, id)
	}
	return v, nil
}
