package main

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/dedupe"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/par"
	"github.com/quoin-dev/quoin/pkg/report"
	"github.com/quoin-dev/quoin/pkg/rules"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

func newDedupeCmd(a *app) *cobra.Command {
	format := newEnum("text", "json")
	write := false
	cmd := &cobra.Command{
		Use:     "dedupe",
		Short:   "Find copied text and move it into fragments",
		GroupID: groupAuthor,
		Long: `Find runs of lines that several files share, and rules whose copies have drifted
apart, and propose the fragment that they should include.

--write makes the fragments and puts includes in the place of the copies, but only
where that is proven to change nothing: the digests of all prompts before and
after are the same, and the proof is printed. What cannot be proven is left as
it is, with the reason. Copies that have drifted are only shown, because a person
has to say which of them is meant.

Either all files are written, or none.

--format json: {"version":1,"copies":[{"id","path","lines","written","reason",
"places":[{"path","line","end_line"}]}],"drifted":[{"path","line","other_path",
"other_line"}],"proof":[{"id","digest"}]}.

Exit status: 0; 1 if nothing may be changed because a prompt has errors; 2 if a
flag is wrong; 3 if the disk fails.`,
		Example: `  quoin dedupe
  quoin dedupe --write`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.dedupe(cmd.Context(), write, format.value) },
	}
	cmd.Flags().BoolVar(&write, "write", false, "extract what is proven to change nothing")
	format.addTo(cmd, "format", "how to print")
	return cmd
}

func (a *app) dedupe(ctx context.Context, write bool, format string) error {
	w, err := a.openWorkspace(ctx)
	if err != nil {
		return err
	}
	if write {
		if err := a.mustCompose(ctx, w, w.ws.All, "changed"); err != nil {
			return err
		}
	}
	r := report.Dedupe{Prompts: w.ws.Config.Prompts, Drifted: drifted(ctx, w.ws), Wrote: write}
	for _, c := range dedupe.Find(w.ws) {
		r.Copies = append(r.Copies, report.DedupeCopy{Copy: c})
	}
	if write {
		texts, err := prove(ctx, w, &r)
		if err != nil {
			return err
		}
		if err := writeAll(w.root, texts); err != nil {
			return err
		}
	}
	if format == "json" {
		return report.DedupeJSON(a.out, r)
	}
	return report.WriteDedupe(a.out, r, a.style())
}

// writeAll writes texts below a folder, with the folders that they need.
func writeAll(root string, texts map[string]string) error {
	for name := range texts {
		if err := os.MkdirAll(filepath.Join(root, filepath.FromSlash(path.Dir(name))), 0o755); err != nil {
			return outside(plainPathError(err))
		}
	}
	if err := replaceFiles(root, texts, nil); err != nil {
		return outside(fmt.Errorf("nothing was changed: %w", plainPathError(err)))
	}
	return nil
}

// drifted finds rules whose copies differ in a few words.
func drifted(ctx context.Context, ws *workspace.Workspace) diag.List {
	only := slices.DeleteFunc(slices.Clone(rules.All), func(r *analysis.Rule) bool { return r.Name != "compose/near-duplicate" })
	return analysis.Run(ctx, only, ws, analysis.Options{})
}

// prove takes the copies out, all at once and, if that moves a digest, one after
// the other, and returns the texts of the files.
func prove(ctx context.Context, w *opened, r *report.Dedupe) (map[string]string, error) {
	before := digests(w.ws)
	prompts := w.ws.Config.Prompts
	all := dedupe.NewEdits()
	for _, c := range r.Copies {
		all = all.With(c.Copy, prompts)
	}
	reason, err := w.changes(ctx, before, all)
	if err != nil {
		return nil, err
	}
	edits := dedupe.NewEdits()
	for i := range r.Copies {
		c := &r.Copies[i]
		if next := edits.With(c.Copy, prompts); reason == "" {
			c.Written, edits = true, next
		} else if c.Reason, err = w.changes(ctx, before, next); err != nil {
			return nil, err
		} else if c.Reason == "" {
			c.Written, edits = true, next
		}
	}
	for _, f := range w.ws.Prompts() {
		r.Proof = append(r.Proof, report.Proof{ID: f.ID, Digest: before[f.ID]})
	}
	return edits.Texts(), nil
}

// changes says what edits would change of what models are told, "" for nothing.
func (o *opened) changes(ctx context.Context, before map[string]compose.Digest, edits *dedupe.Edits) (string, error) {
	ws, found, err := loadRoot(ctx, o.root, edits.Texts())
	if err != nil {
		return "", err
	}
	if reason := moved(before, digests(ws)); reason != "" {
		return reason, nil
	}
	for _, d := range found {
		if d.Severity >= diag.Error {
			return d.Message, nil
		}
	}
	return "", nil
}

// digests are those of all prompts and fragments.
func digests(ws *workspace.Workspace) map[string]compose.Digest {
	out := map[string]compose.Digest{}
	for i, d := range par.Each(ws.All, func(f *fragment.Fragment) compose.Digest {
		t, _ := compose.Resolve(ws, f)
		return t.Digest()
	}) {
		out[ws.All[i].ID] = d
	}
	return out
}

// moved names a prompt or fragment whose digest is another one.
func moved(before, after map[string]compose.Digest) string {
	var ids []string
	for id, d := range before {
		if after[id] != d {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return ""
	}
	slices.Sort(ids)
	return "the digest of " + list(ids) + " would move"
}
