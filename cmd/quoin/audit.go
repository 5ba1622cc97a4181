package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quoin-dev/quoin/pkg/audit"
	"github.com/quoin-dev/quoin/pkg/gitrepo"
	"github.com/quoin-dev/quoin/pkg/report"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// auditOptions are the flags of `quoin audit`.
type auditOptions struct {
	since   string
	samples int
	format  *enum
}

func newAuditCmd(a *app) *cobra.Command {
	o := auditOptions{samples: 24, format: newEnum("text", "json", "markdown")}
	cmd := &cobra.Command{
		Use:     "audit",
		Short:   "Measure how the prompts grew, and what that left behind",
		GroupID: groupMeasure,
		Long: `Read the git history of the workspace: how tokens, instructions and variants of
each prompt grew, how old each fragment is and who wrote it, copies and drift,
conflicts that came and went, dead fragments, prompts without a suite, and the
share of changes that do not say why. The debt score is the sum of its parts, and
each part shows the figure that it is made of.

A change says why if its commit message has more than one paragraph, or if it
comes with a note in changes/, a changelog entry or a release. Tokens are those
of o200k_base throughout. At most --samples states are measured, the first and the
last of them always; old states are read with today's quoin.toml.

--format json: {"version":1,"samples":[…],"prompts":[…],"fragments":[…],
"conflicts":{"now","born","mended"},"changes":{"all","explained"},
"debt":{"score","parts":[{"name","figure","sum","points","most"}]}}.

Exit status: 0; 2 if a revision is wrong; 3 if git fails.`,
		Example: `  quoin audit
  quoin audit --since 2026-01-01
  quoin audit --since v1.0 --format markdown`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.audit(cmd.Context(), o) },
	}
	cmd.Flags().StringVar(&o.since, "since", "", "only what came after a `REVISION` or a day")
	cmd.Flags().IntVar(&o.samples, "samples", o.samples, "measure `N` states of the history")
	o.format.addTo(cmd, "format", "how to print")
	return cmd
}

func (a *app) audit(ctx context.Context, o auditOptions) error {
	if o.samples < 2 {
		return usagef("--samples: want at least 2, got %d", o.samples)
	}
	w, err := a.openWorkspace(ctx)
	if err != nil {
		return err
	}
	h, err := openHistory(ctx, w.root)
	if err != nil {
		return err
	}
	defer h.Close()
	r, err := audit.Run(ctx, h.Repo, audit.Options{
		Dir: h.dir, Prompts: w.ws.Config.Prompts, Since: o.since, Samples: o.samples, Now: w.ws, Tested: w.tested(),
		Load: func(ctx context.Context, rev string) (*workspace.Workspace, error) {
			return h.loadWith(ctx, rev, workspace.Options{Config: w.ws.Config})
		},
	})
	var shallow *gitrepo.ShallowError
	switch {
	case errors.As(err, &shallow) && r != nil:
		fmt.Fprintf(a.err, "quoin: %v\n", err)
	case err != nil:
		return gitError(err)
	}
	switch o.format.value {
	case "json":
		return report.AuditJSON(a.out, r)
	case "markdown":
		return report.AuditMarkdown(a.out, r)
	}
	return report.Audit(a.out, r, a.style())
}

// tested lists the prompts that have a suite beside them.
func (o *opened) tested() map[string]bool {
	out := map[string]bool{}
	for _, f := range o.ws.Prompts() {
		name := strings.TrimSuffix(f.File.Path, filepath.Ext(f.File.Path)) + ".eval.toml"
		if _, err := os.Stat(filepath.Join(o.root, filepath.FromSlash(name))); err == nil {
			out[f.ID] = true
		}
	}
	return out
}
