package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/gitrepo"
	"github.com/quoin-dev/quoin/pkg/release"
	"github.com/quoin-dev/quoin/pkg/report"
	"github.com/quoin-dev/quoin/pkg/source"
)

func newBlameCmd(a *app) *cobra.Command {
	format := newEnum("text", "json")
	cmd := &cobra.Command{
		Use:     "blame PROMPT",
		Short:   "Say who wrote each line of a composed prompt, and where",
		GroupID: groupVersion,
		Long: `Print the prompt as the model gets it and beside each line the commit, the author
and the day that it comes from, and the file and line: a fragment's line is
blamed in the fragment. Lines that are not committed have no commit.

--format json: {"version":1,"id":…,"lines":[{"role","text","path","line",
"commit","author","date"}]}.

Exit status: 0; 2 if the prompt is wrong; 3 if git fails.`,
		Example:           `  quoin blame support/triage`,
		Args:              one("one prompt"),
		ValidArgsFunction: completeFirst(a.promptIDs),
		RunE:              func(cmd *cobra.Command, args []string) error { return a.blame(cmd.Context(), args[0], format.value) },
	}
	format.addTo(cmd, "format", "how to print")
	return cmd
}

func (a *app) blame(ctx context.Context, name, format string) error {
	w, err := a.openWorkspace(ctx)
	if err != nil {
		return err
	}
	f, err := w.find(name, true)
	if err != nil {
		return err
	}
	t, found := compose.Resolve(w.ws, f)
	found = append(found, w.problemsOf(ctx, t)...)
	if err := a.stopAt(found); err != nil {
		return err
	}
	h, err := openHistory(ctx, w.root)
	if err != nil {
		return err
	}
	defer h.Close()
	lines, err := release.Blame(t.Preview(), func(file *source.File) ([]*gitrepo.Commit, error) { return h.origins(ctx, file) })
	if err != nil {
		return gitError(err)
	}
	b := report.Blame{ID: f.ID, Lines: lines}
	if format == "json" {
		return report.BlameJSON(a.out, b)
	}
	return report.WriteBlame(a.out, b, a.style())
}

// origins returns the commit of each line of a file of the work tree.
func (h *history) origins(ctx context.Context, file *source.File) ([]*gitrepo.Commit, error) {
	name := h.path(file.Path)
	tree, err := h.FS(ctx, "HEAD")
	if err != nil {
		return nil, err
	}
	text, err := tree.ReadFile(name)
	if err != nil {
		return nil, nil //nolint:nilerr // a file that HEAD does not have has no origin
	}
	lines, err := h.Blame(ctx, "HEAD", name)
	if err != nil && len(lines) == 0 {
		return nil, err
	}
	commits := make([]*gitrepo.Commit, len(lines))
	for i, l := range lines {
		commits[i] = l.Commit
	}
	return release.CarryOver(string(text), commits, file.Text), nil
}
