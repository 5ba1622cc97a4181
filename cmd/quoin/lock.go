package main

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/quoin-dev/quoin/pkg/release"
	"github.com/quoin-dev/quoin/pkg/report"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

func newLockCmd(a *app) *cobra.Command {
	repair := false
	cmd := &cobra.Command{
		Use:     "lock",
		Short:   "Check the lock, or mend it after a merge",
		GroupID: groupVersion,
		Long: `Check that the lock says what the files are: the version rules of "quoin lint",
and nothing else.

--repair rebuilds a lock that git could not merge. Entries of files that are gone
leave it; where both sides of a merge have an entry, the one that the file's
version names stays, else the higher one. It never makes a release: a prompt that
came out of the merge as neither side had it still needs "quoin release".

Exit status: 0; 1 if the lock is stale; 3 if it cannot be written.`,
		Example: `  quoin lock
  quoin lock --repair`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.lock(cmd.Context(), repair) },
	}
	cmd.Flags().BoolVar(&repair, "repair", false, "rebuild it from both sides of a merge and the files")
	return cmd
}

func (a *app) lock(ctx context.Context, repair bool) error {
	w, err := a.openWorkspace(ctx)
	if err != nil {
		return err
	}
	if repair {
		if err := a.repairLock(ctx, w); err != nil {
			return err
		}
		if w, err = a.openWorkspace(ctx); err != nil {
			return err
		}
	}
	if w.ws.Lock == nil {
		return usagef("there is no %s yet: run `quoin release`", workspace.LockFile)
	}
	found := release.Check(w.ws)
	found.Sort()
	if err := report.Text(a.out, found, a.style()); err != nil {
		return err
	}
	if len(found) > 0 {
		return errFindings()
	}
	_, err = fmt.Fprintln(a.out, "the lock is as the files are")
	return err
}

func (a *app) repairLock(_ context.Context, w *opened) error {
	if w.ws.Lock == nil {
		return usagef("there is no %s to repair: run `quoin release`", workspace.LockFile)
	}
	lock, found := release.Repair(w.ws)
	if err := a.stopAt(found); err != nil {
		return err
	}
	text := lock.Marshal()
	if text == w.ws.Lock.Text {
		return nil
	}
	if err := replaceFile(filepath.Join(w.root, filepath.FromSlash(w.ws.Lock.Path)), text); err != nil {
		return outside(plainPathError(err))
	}
	if !a.quiet {
		fmt.Fprintf(a.err, "wrote %s\n", w.ws.Lock.Path)
	}
	return nil
}
