package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/release"
)

// buildOptions are the flags of `quoin build`.
type buildOptions struct {
	ids    []string
	label  string
	outDir string
}

func newBuildCmd(a *app) *cobra.Command {
	o := buildOptions{outDir: "dist"}
	cmd := &cobra.Command{
		Use:     "build [PROMPT]...",
		Short:   "Write prompts as files that an application loads",
		GroupID: groupVersion,
		Long: `Write one self-contained JSON file a prompt: its messages as Handlebars templates
with nothing left to include, the JSON Schema of its variables, the model and
its config, the tools, the output schema, the version and the digest. The
application needs neither git nor Quoin, only a Handlebars library; "quoin help
loading" shows it in Go, Python and TypeScript.

--label builds, from git history, the versions that a label points at; without
it, the work tree is built. The same input gives the same bytes.

Either all files are written, or none.

Exit status: 0; 1 if a prompt has errors, or git has another composition than the
lock says; 2 if a name or the label is wrong, or a template cannot be written in
plain Handlebars; 3 if git or the disk fails.`,
		Example: `  quoin build -o dist
  quoin build --label production -o dist
  quoin build support/triage --label staging`,
		ValidArgsFunction: completeEach(a.promptIDs),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.ids = args
			return a.build(cmd.Context(), o)
		},
	}
	cmd.Flags().StringVar(&o.label, "label", "", "the versions of the `LABEL`")
	cmd.Flags().StringVarP(&o.outDir, "output", "o", o.outDir, "the `DIR` to write into")
	_ = cmd.MarkFlagDirname("output")
	return cmd
}

func (a *app) build(ctx context.Context, o buildOptions) error {
	bundles, err := a.bundles(ctx, o)
	if err != nil {
		return err
	}
	texts := map[string]string{}
	for _, b := range bundles {
		text, err := b.Marshal()
		if err != nil {
			return outside(err)
		}
		name := b.ID + ".json"
		if !filepath.IsLocal(filepath.FromSlash(name)) {
			return usagef("%s is no name for a file below %s", name, o.outDir)
		}
		texts[name] = string(text)
	}
	dir := a.at(o.outDir)
	for name := range texts {
		if err := os.MkdirAll(filepath.Join(dir, filepath.FromSlash(path.Dir(name))), 0o755); err != nil {
			return outside(plainPathError(err))
		}
	}
	if err := replaceFiles(dir, texts, nil); err != nil {
		return outside(fmt.Errorf("nothing was built: %w", plainPathError(err)))
	}
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		fmt.Fprintln(a.out, path.Join(filepath.ToSlash(o.outDir), name))
	}
	return nil
}

// bundles makes the bundles of the prompts that are asked for.
func (a *app) bundles(ctx context.Context, o buildOptions) ([]release.Bundle, error) {
	if o.label != "" {
		return a.labelledBundles(ctx, o)
	}
	w, err := a.openWorkspace(ctx)
	if err != nil {
		return nil, err
	}
	prompts, err := w.prompts(o.ids)
	if err != nil {
		return nil, err
	}
	if len(prompts) == 0 {
		return nil, usagef("the workspace has no prompts to build")
	}
	if err := a.mustCompose(ctx, w, prompts, "built"); err != nil {
		return nil, err
	}
	var out []release.Bundle
	for _, f := range prompts {
		t, _ := compose.Resolve(w.ws, f)
		b, err := bundle(t, f.Meta.Version)
		if err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	return out, nil
}

func bundle(t *compose.Template, version string) (release.Bundle, error) {
	b, err := release.NewBundle(t, version)
	if err != nil {
		return b, usagef("%w", err)
	}
	return b, nil
}

func (a *app) labelledBundles(ctx context.Context, o buildOptions) ([]release.Bundle, error) {
	w, _, err := a.openReleases(ctx)
	if err != nil {
		return nil, err
	}
	table, ok := w.labels().Table[o.label]
	if !ok {
		return nil, usagef("there is no label %q: %s", o.label, w.noLabel())
	}
	ids := o.ids
	if len(ids) == 0 {
		ids = slices.Sorted(maps.Keys(table))
	}
	var out []release.Bundle
	for _, id := range ids {
		if _, err := w.labelled(o.label, id); err != nil {
			return nil, err
		}
		r, ws, err := a.stateOf(ctx, w, id, table[id])
		if err != nil {
			return nil, err
		}
		f, ok := ws.Lookup(r.ID)
		if !ok {
			return nil, outside(fmt.Errorf("commit %.12s has the release of %s, and not the file", r.Commit.ID, r.ID))
		}
		t, _ := compose.Resolve(ws, f)
		b, err := bundle(t, r.Version)
		if err != nil {
			return nil, err
		}
		b.ID = id
		out = append(out, b)
	}
	return out, nil
}

// noLabel says which labels there are.
func (o *opened) noLabel() string {
	if names := o.labels().Names(); len(names) > 0 {
		return "the labels are " + list(names)
	}
	return "`quoin promote PROMPT VERSION --to LABEL` makes one"
}
