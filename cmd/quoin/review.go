package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"os/user"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/spf13/cobra"

	"github.com/quoin-dev/quoin/pkg/report"
	"github.com/quoin-dev/quoin/pkg/report/reviewui"
	"github.com/quoin-dev/quoin/pkg/review"
)

func newReviewCmd(a *app) *cobra.Command {
	reviewer := ""
	cmd := &cobra.Command{
		Use:     "review",
		Short:   "Decide the answers that changed",
		GroupID: groupEval,
		Long: `Open the changed answers that wait for a decision (NAME.goldens/CASE.pending.json
beside a prompt), one at a time: the golden and the answer side by side, why it
is here, and a key for each decision. What is
plainly the same was cleared and what is plainly broken failed before; alike
changes are decided as one. Every decision is on disk at once, as a line of
NAME.decisions.jsonl, which is committed: a decided change is decided for
everyone, and decisions move the line of what is cleared automatically.

Without a terminal, use the commands below it.

Exit status: 0; 1 if something waits and there is no terminal; 2 if a flag is
wrong; 3 if the disk fails.`,
		Example: `  quoin review
  quoin review list --format json
  quoin review accept 5f3a91c0 --reason "the new greeting"`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.review(cmd.Context(), reviewer) },
	}
	cmd.PersistentFlags().StringVar(&reviewer, "reviewer", "", "decide as `NAME` (default git's user.email, else the login)")
	cmd.AddCommand(newReviewListCmd(a, &reviewer), newReviewStatsCmd(a, &reviewer),
		newReviewDecideCmd(a, &reviewer, review.Accept), newReviewDecideCmd(a, &reviewer, review.Reject))
	return cmd
}

// openReview opens the queue of the workspace.
func (a *app) openReview(ctx context.Context, reviewer string) (*review.Session, error) {
	w, err := a.openWorkspace(ctx)
	if err != nil {
		return nil, err
	}
	if reviewer == "" {
		reviewer = a.whoami(ctx)
	}
	s, err := review.Open(ctx, review.Store{Root: w.root}, review.DefaultBounds(), reviewer, 1, time.Now)
	if err != nil {
		return nil, outside(plainPathError(err))
	}
	for _, warning := range s.Warnings {
		fmt.Fprintf(a.err, "quoin: %v: left out\n", warning)
	}
	return s, nil
}

// whoami names the person at the keyboard, as git does where it knows.
func (a *app) whoami(ctx context.Context) string {
	cmd := exec.CommandContext(ctx, "git", "config", "user.email")
	cmd.Dir = a.dir
	if out, err := cmd.Output(); err == nil && strings.TrimSpace(string(out)) != "" {
		return strings.TrimSpace(string(out))
	}
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return "unknown"
}

func (a *app) review(ctx context.Context, reviewer string) error {
	s, err := a.openReview(ctx, reviewer)
	if err != nil {
		return err
	}
	if !a.interactive() || !isTerminal(a.out) {
		if err := report.ReviewList(a.out, s, a.style()); err != nil {
			return err
		}
		if len(s.Queue.Items) == 0 {
			return nil
		}
		return errFindings()
	}
	screen := reviewui.New(s, a.style().Color, a.editor())
	p := tea.NewProgram(screen, tea.WithAltScreen(), tea.WithContext(ctx), tea.WithInput(a.in), tea.WithOutput(a.out))
	if _, err := p.Run(); err != nil {
		return outside(err)
	}
	fmt.Fprintf(a.out, "%d decided, %d wait\n", screen.Decided(), screen.Left())
	return nil
}

// editor runs $VISUAL or $EDITOR on a file, without a shell: its words are the
// program and its arguments.
func (a *app) editor() func(string) (tea.Cmd, error) {
	words := strings.Fields(a.getenv("VISUAL"))
	if len(words) == 0 {
		words = strings.Fields(a.getenv("EDITOR"))
	}
	if len(words) == 0 {
		return nil
	}
	return func(path string) (tea.Cmd, error) {
		program, err := exec.LookPath(words[0])
		if err != nil {
			return nil, err
		}
		cmd := exec.Command(program, append(slices.Clone(words[1:]), path)...) //nolint:noctx // bubbletea waits for it; the terminal is the editor's until then
		return tea.ExecProcess(cmd, func(err error) tea.Msg { return reviewui.Edited(path, err) }), nil
	}
}

func newReviewListCmd(a *app, reviewer *string) *cobra.Command {
	format := newEnum("text", "json")
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List what waits, the most informative first",
		Long: `List the changed answers that wait for a decision, with the ids that "quoin review
accept" and "reject" take.

--format json: {"version":1,"waiting":[{"id","suite","case","prompt","category",
"kind","score","why","golden","answer","failed","group","audit"}],"cleared":N}.

Exit status: 0, also if nothing waits.`,
		Example: `  quoin review list
  quoin review list --format json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := a.openReview(cmd.Context(), *reviewer)
			if err != nil {
				return err
			}
			if format.value == "json" {
				return report.ReviewJSON(a.out, s)
			}
			return report.ReviewList(a.out, s, a.style())
		},
	}
	format.addTo(cmd, "format", "how to print")
	return cmd
}

func newReviewStatsCmd(a *app, reviewer *string) *cobra.Command {
	format, explain := newEnum("text", "json"), false
	cmd := &cobra.Command{
		Use:   "stats",
		Short: "Show the load, the agreement and what was learned",
		Long: `Sum the decisions up: changes and looks, looks a day and a person, how often two
looks agreed, how many automatic accepts audits found wrong (with the interval at
95 %), and the limits that were learned. --explain adds the arithmetic of each.

--format json: {"version":1,"changes","looks","days","per_day","twice","agreed",
"audits","audit_wrong","audit_low","audit_high","reviewers":[…],"limits":[…]}.

Exit status: 0.`,
		Example: `  quoin review stats --explain`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := a.openReview(cmd.Context(), *reviewer)
			if err != nil {
				return err
			}
			st := review.Statistics(s.Ledger(), s.Model())
			if format.value == "json" {
				return report.ReviewStatsJSON(a.out, st)
			}
			return report.ReviewStats(a.out, s, st, explain, a.style())
		},
	}
	cmd.Flags().BoolVar(&explain, "explain", false, "show the arithmetic")
	format.addTo(cmd, "format", "how to print")
	return cmd
}

// decideOptions are the flags of `quoin review accept` and `reject`.
type decideOptions struct {
	verdict  review.Verdict
	reason   string
	variant  bool
	alike    bool
	reviewer string
}

func newReviewDecideCmd(a *app, reviewer *string, v review.Verdict) *cobra.Command {
	o := decideOptions{verdict: v}
	cmd := &cobra.Command{
		Use:   string(v) + " ID...",
		Short: map[review.Verdict]string{review.Accept: "Accept changed answers", review.Reject: "Reject changed answers"}[v],
		Long: map[review.Verdict]string{
			review.Accept: `Accept answers by the ids of "quoin review list", or as SUITE/CASE: each becomes
the golden of its case. --variant keeps the golden and accepts the answer beside
it. --accept-identical-change does the same to all answers that changed alike,
but never to broken ones.

Exit status: 0; 2 if an id is unknown or the answer is broken and in bulk; 3 if
the disk fails.`,
			review.Reject: `Reject answers by the ids of "quoin review list", or as SUITE/CASE: the case
fails, and the same answer is rejected automatically from then on.

Exit status: 0; 2 if an id is unknown; 3 if the disk fails.`,
		}[v],
		Example: "  quoin review " + string(v) + " 5f3a91c0 --reason \"the new greeting\"",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, ids []string) error {
			o.reviewer = *reviewer
			return a.decide(cmd.Context(), ids, o)
		},
	}
	cmd.Flags().StringVar(&o.reason, "reason", "", "why, in a `SENTENCE`")
	if v == review.Accept {
		cmd.Flags().BoolVar(&o.variant, "variant", false, "accept beside the golden, not in its place")
		cmd.Flags().BoolVar(&o.alike, "accept-identical-change", false, "and all answers that changed alike")
	}
	return cmd
}

func (a *app) decide(ctx context.Context, ids []string, o decideOptions) error {
	s, err := a.openReview(ctx, o.reviewer)
	if err != nil {
		return err
	}
	var items []*review.Item
	for _, id := range ids {
		found := slices.DeleteFunc(s.Find(id), func(it *review.Item) bool { return !it.Waits() && it.Category != review.Broken })
		switch {
		case len(found) == 0:
			return usagef("nothing that waits is called %q: see `quoin review list`", id)
		case len(found) > 1:
			return usagef("%q is the name of %d cases: use the id that `quoin review list` shows", id, len(found))
		}
		items = append(items, found[0])
		if o.alike {
			for _, other := range s.Queue.Alike(found[0]) {
				if !slices.Contains(items, other) {
					items = append(items, other)
				}
			}
		}
	}
	verdict := o.verdict
	if o.variant {
		verdict = review.Variant
	}
	if o.alike {
		if err := s.Decide(items, verdict, o.reason); err != nil {
			return reviewError(err)
		}
	} else {
		for _, it := range items {
			if err := s.Decide([]*review.Item{it}, verdict, o.reason); err != nil {
				return reviewError(err)
			}
		}
	}
	for _, it := range items {
		fmt.Fprintf(a.out, "%s: %s/%s\n", verdict, it.Suite, it.Case)
	}
	if n := len(s.Queue.Items); n > 0 && !a.quiet {
		fmt.Fprintf(a.err, "%d wait\n", n)
	}
	return nil
}

func reviewError(err error) error {
	if errors.Is(err, review.ErrBulk) {
		return usagef("%w", err)
	}
	return outside(plainPathError(err))
}
