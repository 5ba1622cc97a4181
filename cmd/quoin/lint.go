package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/change"
	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/report"
	"github.com/quoin-dev/quoin/pkg/rules"
)

// lintOptions are the flags of `quoin lint`.
type lintOptions struct {
	paths         []string
	fix           bool
	format        *enum
	failOn        diag.Severity
	failOnGiven   bool
	stdinFilename string
	against       string
}

func newLintCmd(a *app) *cobra.Command {
	o := lintOptions{format: newEnum("text", "short", "json")}
	cmd := &cobra.Command{
		Use:     "lint [PATH]...",
		Short:   "Check prompts and fragments",
		GroupID: groupAuthor,
		Long: `Check the workspace, or what the paths name: files or directories of a
workspace, or any Markdown or .prompt file. A file outside of every workspace is
checked on its own; - is the standard input.

Of a workspace everything is read, whatever the paths, because a fragment may be
wrong only where it is used.

--fix makes the changes that cannot change what a model is told, and no others.

--against compares the workspace with a revision as well, and so finds what only a
change can break: growth budgets (max_growth), and versions that were moved too
little.

The fail level is that of --fail-on, else fail_on under [lint] in quoin.toml,
else error.

Exit status: 0 if nothing at or above the fail level was found; 1 otherwise;
2 if a path, quoin.toml or a flag is wrong; 3 if a file cannot be written.`,
		Example: `  quoin lint
  quoin lint prompts/support --fail-on warning
  quoin lint CLAUDE.md AGENTS.md
  quoin lint --fix
  git show HEAD:CLAUDE.md | quoin lint - --stdin-filename CLAUDE.md`,
		RunE: func(cmd *cobra.Command, paths []string) error {
			o.paths, o.failOnGiven = paths, cmd.Flags().Changed("fail-on")
			return a.lint(cmd.Context(), o)
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&o.fix, "fix", false, "make the safe changes")
	flags.TextVar(&o.failOn, "fail-on", diag.Off, "fail from `LEVEL` on: off, info, warning, error")
	flags.Lookup("fail-on").DefValue = "" // the workspace's
	flags.StringVar(&o.stdinFilename, "stdin-filename", "stdin.md", "the `NAME` of what is read from -")
	flags.StringVar(&o.against, "against", "", "find what changed for the worse since a `REF`, too")
	o.format.addTo(cmd, "format", "how to write what was found")
	levels := []string{"error", "warning", "info", "off"}
	_ = cmd.RegisterFlagCompletionFunc("fail-on", cobra.FixedCompletions(levels, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (a *app) lint(ctx context.Context, o lintOptions) error {
	if o.fix && slices.Contains(o.paths, "-") {
		return usagef("lint: --fix cannot change the standard input")
	}
	groups, err := a.targets(ctx, o.paths, o.stdinFilename)
	if err != nil {
		return err
	}
	var result report.Lint
	failed, wrong := false, false
	for _, g := range groups {
		r, err := a.lintGroup(ctx, g, o)
		if err != nil {
			return err
		}
		failOn := o.failOn
		if !o.failOnGiven {
			failOn = g.failOn
		}
		failed = failed || failOn != diag.Off && r.Diagnostics.Worst() >= failOn
		wrong = wrong || slices.ContainsFunc(r.Diagnostics, isConfigError)
		result.Diagnostics = append(result.Diagnostics, r.Diagnostics...)
		result.Fragments += r.Fragments
		result.Prompts += r.Prompts
		result.Fixed += r.Fixed
	}
	if err := a.printLint(result, o.format.value); err != nil {
		return err
	}
	switch {
	case wrong:
		return errPrinted()
	case failed:
		return errFindings()
	}
	return nil
}

// isConfigError reports whether d is about quoin.toml, which is an input that
// is wrong rather than a finding.
func isConfigError(d diag.Diagnostic) bool {
	return d.Rule == config.Rule && d.Severity == diag.Error
}

// lintGroup checks one workspace, or all files that belong to none.
func (a *app) lintGroup(ctx context.Context, g *group, o lintOptions) (report.Lint, error) {
	var result report.Lint
	look := func(changed map[string]string) (diag.List, error) {
		ws, loaded, err := g.load(ctx, changed)
		if err != nil {
			return nil, err
		}
		if o.against != "" && g.root != "" {
			worse, err := a.worse(ctx, &opened{root: g.root, ws: ws}, o.against)
			if err != nil {
				return nil, err
			}
			loaded = append(slices.Clone(loaded), worse...)
		}
		if rules.LeavesConflictsOut(ws) && !a.quiet {
			fmt.Fprintf(a.err, "conflicts were not looked for in a workspace of this size: `quoin conflicts` does, and always = true under [conflicts]\n")
		}
		found := analysis.Run(ctx, rules.All, ws, analysis.Options{Loaded: loaded})
		result.Prompts, result.Fragments = g.count(ws)
		return slices.DeleteFunc(found, func(d diag.Diagnostic) bool { return !g.shows(d) }), ctx.Err()
	}
	if !o.fix {
		found, err := look(nil)
		result.Diagnostics = found
		return result, err
	}
	changed, fixed, left, err := analysis.Fix(look, g.selects)
	if err != nil {
		return result, err
	}
	for path, text := range changed {
		if err := replaceFile(g.open(path), text); err != nil {
			return result, outside(fmt.Errorf("write %s: %w", path, plainPathError(err)))
		}
	}
	result.Diagnostics, result.Fixed = left, fixed
	return result, nil
}

// printLint writes what was found to stdout and the sum of it to stderr.
func (a *app) printLint(r report.Lint, format string) error {
	var err error
	switch format {
	case "json":
		return report.JSON(a.out, r)
	case "short":
		err = report.Short(a.out, r.Diagnostics, a.style())
	default:
		err = report.Text(a.out, r.Diagnostics, a.style())
		if err == nil && len(r.Diagnostics) > 0 && !a.quiet {
			_, err = io.WriteString(a.err, "\n")
		}
	}
	if err == nil && !a.quiet {
		err = report.Summary(a.err, r, a.logStyle())
	}
	return err
}

// worse finds what a workspace breaks by having changed since a revision.
func (a *app) worse(ctx context.Context, w *opened, against string) (diag.List, error) {
	s := &states{app: a, w: w}
	defer s.close()
	before, err := s.state(ctx, against)
	if err != nil {
		return nil, err
	}
	o, err := w.changeOptions(nil)
	if err != nil {
		return nil, err
	}
	o = withPrices(before, w.ws, o)
	return change.Check(change.Compare(before, w.ws, o), before, w.ws, o), nil
}
