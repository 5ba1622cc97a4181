package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/report"
	"github.com/quoin-dev/quoin/pkg/suggest"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// findRoot returns the nearest directory, from dir upwards, that holds a
// quoin.toml.
func findRoot(dir string) (string, bool) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", false
	}
	top := filepath.VolumeName(abs) + string(filepath.Separator)
	below, err := filepath.Rel(top, abs)
	if err != nil {
		return "", false
	}
	root, ok := config.Discover(os.DirFS(top), filepath.ToSlash(below))
	return filepath.Join(top, filepath.FromSlash(root)), ok
}

// loadRoot reads the workspace in a directory, with some files' texts given.
// The file system is confined to the directory: no link leads out of it.
func loadRoot(ctx context.Context, root string, texts map[string]string) (*workspace.Workspace, diag.List, error) {
	r, err := openConfined(root)
	if err != nil {
		return nil, nil, outside(plainPathError(err))
	}
	ws, found, err := workspace.Load(ctx, overlay{r, texts}, workspace.Options{})
	if err == nil {
		err = r.Close()
	}
	if err != nil {
		return nil, nil, outside(plainPathError(err))
	}
	return ws, found, nil
}

// opened is the workspace that a command works on.
type opened struct {
	root   string
	ws     *workspace.Workspace
	loaded diag.List
}

// openWorkspace reads the workspace around the working directory. Errors in
// quoin.toml are printed and end the command.
func (a *app) openWorkspace(ctx context.Context) (*opened, error) {
	root, ok := findRoot(a.dir)
	if !ok {
		return nil, usagef("there is no %s here or above: run `quoin init`, or say where with -C", config.Name)
	}
	ws, loaded, err := loadRoot(ctx, root, nil)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(loaded, isConfigError) {
		wrong := slices.DeleteFunc(slices.Clone(loaded), func(d diag.Diagnostic) bool { return !isConfigError(d) })
		if err := report.Text(a.err, wrong, a.logStyle()); err != nil {
			return nil, err
		}
		return nil, errPrinted()
	}
	return &opened{root, ws, loaded}, nil
}

// find returns the prompt or fragment that the command line names, by its id
// or by the path of its file.
func (o *opened) find(name string, promptsOnly bool) (*fragment.Fragment, error) {
	var ids []string
	for _, f := range o.ws.All {
		if promptsOnly && f.Kind != fragment.Prompt {
			continue
		}
		if f.ID == name || f.File.Path == filepath.ToSlash(filepath.Clean(name)) {
			return f, nil
		}
		ids = append(ids, f.ID)
	}
	what := "prompt or fragment"
	if promptsOnly {
		what = "prompt"
		if _, ok := o.ws.Lookup(name); ok {
			return nil, usagef("%s is a fragment, not a prompt: it has no kind = \"prompt\"", name)
		}
	}
	if near, ok := suggest.Nearest(name, ids); ok {
		return nil, usagef("no %s is named %q, did you mean %s?", what, name, near)
	}
	if len(ids) == 0 {
		return nil, usagef("no %s is named %q: the workspace has none", what, name)
	}
	return nil, usagef("no %s is named %q, there are %s", what, name, list(ids))
}

// list names the first of many.
func list(ids []string) string {
	const enough = 5
	if len(ids) > enough {
		return strings.Join(ids[:enough], ", ") + ", …"
	}
	return strings.Join(ids, ", ")
}

// allIDs and promptIDs complete names; a workspace that cannot be read has
// none.
func (a *app) allIDs(cmd *cobra.Command) []string { return a.completeIDs(cmd, false) }

func (a *app) promptIDs(cmd *cobra.Command) []string { return a.completeIDs(cmd, true) }

func (a *app) completeIDs(cmd *cobra.Command, promptsOnly bool) []string {
	root, ok := findRoot(a.dir)
	if !ok {
		return nil
	}
	ws, _, err := loadRoot(cmd.Context(), root, nil)
	if err != nil {
		return nil
	}
	var ids []string
	for _, f := range ws.All {
		if !promptsOnly || f.Kind == fragment.Prompt {
			ids = append(ids, f.ID)
		}
	}
	return ids
}
