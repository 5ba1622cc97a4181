package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/conflict"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/instruct"
	"github.com/quoin-dev/quoin/pkg/report"
	"github.com/quoin-dev/quoin/pkg/source"
)

func newConflictsCmd(a *app) *cobra.Command {
	format := newEnum("text", "short", "json")
	cmd := &cobra.Command{
		Use:     "conflicts [PROMPT | FILE]...",
		Short:   "Find instructions that cannot both be followed",
		GroupID: groupAuthor,
		Long: `Read the instructions of prompts as typed demands (length, format, language,
tone, tools, …) and report the pairs that no single answer can meet, with both
places, the variant in which they meet, and a way to settle it. Exceptions,
conditions that exclude each other and stated priorities are understood. It is
offline and deterministic, in English.

Without arguments it looks at all prompts of the workspace; a FILE is any
Markdown or text, with or without a workspace.

Exit status: 0; 1 if there is a conflict between two things that must be done;
2 if a flag, a prompt or a file is wrong.`,
		Example: `  quoin conflicts
  quoin conflicts support/reply
  quoin conflicts CLAUDE.md --format json`,
		ValidArgsFunction: completeEach(a.promptIDs),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.conflicts(cmd.Context(), args, format.value)
		},
	}
	format.addTo(cmd, "format", "how to print")
	return cmd
}

func (a *app) conflicts(ctx context.Context, args []string, format string) error {
	found, looked, err := a.findConflicts(ctx, args)
	if err != nil {
		return err
	}
	found.Sort()
	switch format {
	case "json":
		err = report.JSON(a.out, report.Lint{Diagnostics: found, Prompts: looked})
	case "short":
		err = report.Short(a.out, found, a.style())
	default:
		err = report.Text(a.out, found, a.style())
	}
	if err != nil {
		return err
	}
	if !a.quiet && format != "json" {
		fmt.Fprintf(a.err, "%d conflicts in %d texts\n", len(found), looked)
	}
	if found.Worst() >= diag.Error {
		return errFindings()
	}
	return nil
}

// findConflicts looks at files by path and at prompts by id.
func (a *app) findConflicts(ctx context.Context, args []string) (found diag.List, looked int, err error) {
	var ids []string
	for _, arg := range args {
		if info, err := os.Stat(a.at(arg)); err != nil || info.IsDir() {
			ids = append(ids, arg)
			continue
		}
		text, err := a.readNamed(arg)
		if err != nil {
			return nil, 0, err
		}
		doc := instruct.File(source.NewFile(filepath.ToSlash(arg), text))
		for _, c := range conflict.Find(instruct.Extract(doc), conflict.Options{}) {
			found.Add(c.Diagnostic())
		}
		looked++
	}
	if len(ids) == 0 && len(args) > 0 {
		return found, looked, nil
	}
	w, err := a.openWorkspace(ctx)
	if err != nil {
		return nil, 0, err
	}
	prompts, err := w.prompts(ids)
	if err != nil {
		return nil, 0, err
	}
	finder := conflict.NewFinder(conflict.Team{Exclusive: w.ws.Config.Conflicts.Exclusive, Synonyms: w.ws.Config.Conflicts.Synonyms})
	for _, f := range prompts {
		t, _ := compose.Resolve(w.ws, f)
		found = append(found, finder.InPrompt(t)...)
		looked++
	}
	return found, looked, nil
}
