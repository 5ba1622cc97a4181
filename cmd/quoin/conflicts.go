package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

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
	explain, o := false, judgeOptions{}
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

--explain shows what was understood: every instruction with its demands (what is
constrained, of what, the value or the bounds, how binding, in which case), the
conflicts, and the pairs that came close with the reason why they are none. With
--format json: {"version":1,"texts":[{"id","instructions":[{"text","path","line",
"guard","constraints":[…]}],"conflicts":[…],"close":[…]}]}.

--judge-exec is a second, optional tier: the pairs that came close and are no
conflict by what is known of words go to a program, one JSON line each on its
standard input: {"id":1,"first":…,"second":…,"model":…,"messages":[…],"schema":…}
with Quoin's own judge prompt ready to send. It answers with what the model said,
by that schema, and the id: {"id":1,"contradict":true,"situation":"…",
"confidence":0.9}. What it finds is a note (conflict/judged), and never fails a
gate. CMD is split at blanks; no shell runs.

Exit status: 0; 1 if there is a conflict between two things that must be done;
2 if a flag, a prompt or a file is wrong.`,
		Example: `  quoin conflicts
  quoin conflicts support/reply --explain
  quoin conflicts CLAUDE.md --format json`,
		ValidArgsFunction: completeEach(a.promptIDs),
		RunE: func(cmd *cobra.Command, args []string) error {
			if explain {
				return a.explainConflicts(cmd.Context(), args, format.value)
			}
			return a.conflicts(cmd.Context(), args, format.value, o)
		},
	}
	cmd.Flags().StringVar(&o.program, "judge-exec", "", "ask the program `CMD` about the pairs that came close")
	cmd.Flags().IntVar(&o.maxPairs, "max-pairs", 20, "ask about at most `N` pairs a text")
	cmd.Flags().DurationVar(&o.timeout, "judge-timeout", 2*time.Minute, "wait so long for the judge")
	cmd.Flags().BoolVar(&explain, "explain", false, "show what was understood, and why")
	format.addTo(cmd, "format", "how to print")
	return cmd
}

// explainConflicts shows what was understood of prompts and files.
func (a *app) explainConflicts(ctx context.Context, args []string, format string) error {
	list, err := a.understood(ctx, args)
	if err != nil {
		return err
	}
	if format == "json" {
		return report.UnderstoodJSON(a.out, list)
	}
	return report.WriteUnderstood(a.out, list, a.style())
}

// understood reads prompts and files, all prompts where none is named.
func (a *app) understood(ctx context.Context, args []string) ([]report.Understood, error) {
	var list []report.Understood
	var ids []string
	for _, arg := range args {
		if info, err := os.Stat(a.at(arg)); err != nil || info.IsDir() {
			ids = append(ids, arg)
			continue
		}
		text, err := a.readNamed(arg)
		if err != nil {
			return nil, err
		}
		list = append(list, report.Understood{ID: arg, Understood: conflict.UnderstandFile(source.NewFile(filepath.ToSlash(arg), text))})
	}
	if len(ids) > 0 || len(args) == 0 {
		w, err := a.openWorkspace(ctx)
		if err != nil {
			return nil, err
		}
		prompts, err := w.prompts(ids)
		if err != nil {
			return nil, err
		}
		finder := finderOf(w)
		for _, f := range prompts {
			t, _ := compose.Resolve(w.ws, f)
			list = append(list, report.Understood{ID: f.ID, Understood: finder.Understand(t)})
		}
	}
	return list, nil
}

// finderOf knows the words of the team.
func finderOf(w *opened) *conflict.Finder {
	team := w.ws.Config.Conflicts
	return conflict.NewFinder(conflict.Team{Exclusive: team.Exclusive, Synonyms: team.Synonyms})
}

func (a *app) conflicts(ctx context.Context, args []string, format string, o judgeOptions) error {
	found, looked, err := a.findConflicts(ctx, args)
	if err != nil {
		return err
	}
	if o.program != "" {
		list, err := a.understood(ctx, args)
		if err != nil {
			return err
		}
		var pairs []conflict.Pair
		for i := range list {
			pairs = append(pairs, list[i].Doubtful(o.maxPairs)...)
		}
		judged, err := a.judge(ctx, pairs, o)
		if err != nil {
			return err
		}
		found = append(found, judged...)
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
	finder := finderOf(w)
	for _, f := range prompts {
		t, _ := compose.Resolve(w.ws, f)
		found = append(found, finder.InPrompt(t)...)
		looked++
	}
	return found, looked, nil
}
