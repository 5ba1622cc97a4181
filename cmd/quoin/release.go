package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/cost"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/release"
	"github.com/quoin-dev/quoin/pkg/report"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// releaseOptions are the flags of `quoin release`.
type releaseOptions struct {
	ids    []string
	reason string
	dryRun bool
	format *enum
}

func newReleaseCmd(a *app) *cobra.Command {
	o := releaseOptions{format: newEnum("text", "json")}
	cmd := &cobra.Command{
		Use:     "release [PROMPT]...",
		Short:   "Give what changed its next version",
		GroupID: groupVersion,
		Long: `Work out the least version that each change asks for, since the lock was last
committed, and write it: into the front matter of every prompt that changed, and
of every fragment in it that changed and has a version, into the lock
(quoin.lock) and into CHANGELOG.md. An edit of a shared fragment changes all its
dependents, and so releases them; a refactoring changes none. A version that is
higher than it must be is kept.

major: callers, or what reads the answer, break. minor: behaviour changes.
patch: only looks. "quoin help versions" lists what counts as what.

The reason goes into the changelog and the lock. It is that of --reason, else
that of a file in changes/ (a .md file; prompts = ["ID"] in its front matter
says which prompts it is about, and it is deleted once they are released), else,
on a terminal, it is asked for.

Either everything is written, or nothing.

--format json: {"version":1,"dry_run":…,"releases":[{"id","kind","from","to",
"class","bump","codes","reason","digest","path"}],"removed":[…]}.

Exit status: 0; 1 if a file has errors, so that it cannot be released; 2 if a
flag or the lock is wrong; 3 if git or the disk fails.`,
		Example: `  quoin release --dry-run
  quoin release --reason "legal asked for the notice"
  quoin release support/triage`,
		ValidArgsFunction: completeEach(a.promptIDs),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.ids = args
			return a.release(cmd.Context(), o)
		},
	}
	cmd.Flags().StringVar(&o.reason, "reason", "", "why, in a `SENTENCE`, for the changelog")
	cmd.Flags().BoolVarP(&o.dryRun, "dry-run", "n", false, "print the plan and write nothing")
	o.format.addTo(cmd, "format", "how to print")
	return cmd
}

func (a *app) release(ctx context.Context, o releaseOptions) error {
	w, err := a.openWorkspace(ctx)
	if err != nil {
		return err
	}
	files, err := w.named(o.ids)
	if err != nil {
		return err
	}
	if err := a.mustCompose(ctx, w, files, "released"); err != nil {
		return err
	}
	disk, base, past, err := a.locks(ctx, w)
	if err != nil {
		return err
	}
	defer past.close()
	catalogue, found := cost.Catalogue(w.ws)
	if err := a.stopAt(found); err != nil {
		return err
	}
	notes, err := a.notes(w.root)
	if err != nil {
		return err
	}
	judging, err := w.changeOptions(nil)
	if err != nil {
		return err
	}
	reason := notes.Reason
	if o.reason != "" {
		reason = func(string) string { return o.reason }
	}
	steps := release.Plan(w.ws, base, release.Entries(w.ws, cost.NewScale(catalogue)), release.PlanOptions{
		Only: o.ids, Change: past.judge(ctx, w, judging), Reason: reason, Draft: disk,
	})
	if err := a.askReasons(steps, o.dryRun); err != nil {
		return err
	}
	r := report.Release{Steps: steps, DryRun: o.dryRun}
	lock := release.Apply(disk, steps)
	if len(o.ids) == 0 {
		r.Removed = lock.Prune(w.ws)
	}
	if !o.dryRun {
		if err := a.writeRelease(ctx, w, steps, lock, notes.Used(steps)); err != nil {
			return err
		}
	}
	if o.format.value == "json" {
		return report.ReleaseJSON(a.out, r)
	}
	return report.WriteRelease(a.out, r, a.style())
}

// mustCompose ends the command where one of the files has errors: a digest of
// what cannot be composed means nothing. Done is what then did not happen.
func (a *app) mustCompose(ctx context.Context, w *opened, files []*fragment.Fragment, done string) error {
	var wrong diag.List
	seen := map[string]bool{}
	for _, f := range files {
		t, _ := compose.Resolve(w.ws, f)
		for _, d := range w.problemsOf(ctx, t) {
			key := d.Rule + d.Message + fmt.Sprint(d.Span.File.Path, d.Span.Start)
			if d.Severity >= diag.Error && !seen[key] {
				seen[key] = true
				wrong = append(wrong, d)
			}
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	wrong.Sort()
	if err := report.Text(a.err, wrong[:min(len(wrong), 5)], a.logStyle()); err != nil {
		return err
	}
	fmt.Fprintf(a.err, "\nnothing was %s: see `quoin lint`\n", done)
	return errFindings()
}

// named returns the prompts and fragments that the command line names, or all
// that have releases.
func (o *opened) named(ids []string) ([]*fragment.Fragment, error) {
	var out []*fragment.Fragment
	for _, id := range ids {
		f, err := o.find(id, false)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	if len(ids) > 0 {
		return out, nil
	}
	return slices.DeleteFunc(slices.Clone(o.ws.All), func(f *fragment.Fragment) bool { return !release.IsReleased(f) }), nil
}

// notes reads the reasons that people left in changes/.
func (a *app) notes(root string) (release.Notes, error) {
	r, err := openConfined(root)
	if err != nil {
		return nil, outside(plainPathError(err))
	}
	defer r.Close()
	notes, found, err := release.LoadNotes(r)
	if err != nil {
		return nil, outside(plainPathError(err))
	}
	return notes, a.stopAt(found)
}

// askReasons asks once for the reason of all steps that have none, if somebody
// is there to answer.
func (a *app) askReasons(steps []release.Step, dryRun bool) error {
	var open []string
	for _, s := range steps {
		if s.New.Reason == "" && s.Old != nil && !s.New.Fragment {
			open = append(open, s.New.ID)
		}
	}
	if len(open) == 0 || dryRun || !a.interactive() {
		return nil
	}
	fmt.Fprintf(a.err, "why did %s change? (one line, empty for none)\n> ", list(open))
	line, err := bufio.NewReader(io.LimitReader(a.in, 1<<16)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return outside(err)
	}
	for _, s := range steps {
		if s.New.Reason == "" && s.Old != nil {
			s.New.Reason = strings.TrimSpace(line)
		}
	}
	return nil
}

// writeRelease writes all files of a release, or none.
func (a *app) writeRelease(ctx context.Context, w *opened, steps []release.Step, lock *release.Lock, done []string) error {
	texts := map[string]string{}
	for _, s := range steps {
		if !s.Given() {
			texts[s.File.File.Path] = release.SetVersion(s.File, s.New.Version)
		}
	}
	if err := w.sameDigests(ctx, steps, texts); err != nil {
		return err
	}
	prompts := w.ws.Config.Prompts
	if w.ws.Lock == nil || w.ws.Lock.Text != lock.Marshal() {
		texts[path.Join(prompts, workspace.LockFile)] = lock.Marshal()
	}
	if len(steps) > 0 {
		name := path.Join(prompts, "CHANGELOG.md")
		old, err := os.ReadFile(filepath.Join(w.root, filepath.FromSlash(name)))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return outside(plainPathError(err))
		}
		texts[name] = release.Changelog(string(old), steps, time.Now().Format(time.DateOnly))
	}
	if err := replaceFiles(w.root, texts, done); err != nil {
		return outside(fmt.Errorf("nothing was released: %w", plainPathError(err)))
	}
	return nil
}

// sameDigests proves, before anything is written, that the new front matters
// say the new versions and change nothing that a model is told.
func (o *opened) sameDigests(ctx context.Context, steps []release.Step, texts map[string]string) error {
	ws, _, err := loadRoot(ctx, o.root, texts)
	if err != nil {
		return err
	}
	after := release.Entries(ws, nil)
	for _, s := range steps {
		if e := after[s.New.ID]; e == nil || e.Digest != s.New.Digest || e.Version != s.New.Version {
			return usagef("%s: its version cannot be set to %s without changing more: write it by hand", s.File.File.Path, s.New.Version)
		}
	}
	return nil
}
