package main

import (
	"context"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// A group is what `quoin lint` reads together: a workspace with a selection of
// its files, or all files that belong to no workspace.
type group struct {
	a      *app
	root   string            // of the workspace, "" for loose files
	paths  []string          // what was selected of the workspace; none for everything
	texts  map[string]string // loose files; in a workspace, texts that are not on the disk
	failOn diag.Severity     // the workspace's fail level
	read   *opened           // what the first load read, as long as it holds
}

// targets sorts what the command line names into groups.
func (a *app) targets(ctx context.Context, paths []string, stdinFilename string) ([]*group, error) {
	if len(paths) == 0 {
		root, ok := findRoot(a.dir)
		if !ok {
			return nil, usagef("there is no %s here or above: name the files to check, or run `quoin init`", config.Name)
		}
		return []*group{{a: a, root: root}}, nil
	}
	t := targeter{a: a, loose: &group{a: a, texts: map[string]string{}, failOn: diag.Error}, roots: map[string]*group{}}
	for _, p := range paths {
		if err := t.add(ctx, p, stdinFilename); err != nil {
			return nil, err
		}
	}
	if len(t.loose.texts) > 0 || len(t.groups) == 0 {
		t.groups = append(t.groups, t.loose)
	}
	return t.groups, nil
}

type targeter struct {
	a      *app
	loose  *group
	groups []*group
	roots  map[string]*group
}

func (t *targeter) add(ctx context.Context, path, stdinFilename string) error {
	if path == "-" {
		text, err := io.ReadAll(io.LimitReader(t.a.in, maxFile+1))
		switch {
		case err != nil:
			return outside(err)
		case len(text) > maxFile:
			return usagef("the standard input is too large: the limit is %d MB", maxFile>>20)
		}
		return t.addText(ctx, stdinFilename, string(text))
	}
	info, err := os.Stat(t.a.at(path))
	if err != nil {
		return usagef("%w", plainPathError(err))
	}
	dir := t.a.at(path)
	if !info.IsDir() {
		dir = filepath.Dir(dir)
	}
	if root, ok := findRoot(dir); ok {
		member, err := t.choose(ctx, root, path)
		if err != nil || member {
			return err
		}
	}
	if info.IsDir() {
		return t.addDir(path)
	}
	text, err := t.a.readNamed(path)
	if err == nil {
		t.loose.texts[filepath.ToSlash(path)] = text
	}
	return err
}

// addText adds a text that is not on the disk: as that of a workspace's file
// if its name is one, else on its own.
func (t *targeter) addText(ctx context.Context, name, text string) error {
	if root, ok := findRoot(filepath.Dir(t.a.at(name))); ok {
		member, err := t.choose(ctx, root, name)
		if err != nil {
			return err
		}
		if member {
			g := t.roots[root]
			if g.texts == nil {
				g.texts = map[string]string{}
			}
			g.texts[g.paths[len(g.paths)-1]] = text
			g.read = nil
			return nil
		}
	}
	t.loose.texts[filepath.ToSlash(name)] = text
	return nil
}

// choose adds a path to the group of its workspace, if there is anything of
// the workspace in it.
func (t *targeter) choose(ctx context.Context, root, path string) (bool, error) {
	abs, err := filepath.Abs(t.a.at(path))
	if err != nil {
		return false, outside(err)
	}
	rel, err := filepath.Rel(root, abs)
	if err != nil {
		return false, outside(err)
	}
	g := t.roots[root]
	if g == nil {
		g = &group{a: t.a, root: root}
	}
	rel = filepath.ToSlash(rel)
	ws, _, err := g.load(ctx, nil)
	if err != nil {
		return false, err
	}
	inside := func(f *fragment.Fragment) bool { return isUnder(f.File.Path, rel) }
	if rel != config.Name && rel != "." && !slices.ContainsFunc(ws.All, inside) {
		return false, nil
	}
	if t.roots[root] == nil {
		t.roots[root] = g
		t.groups = append(t.groups, g)
	}
	g.paths = append(g.paths, rel)
	return true, nil
}

// addDir adds the prompt files below a directory, hidden folders excepted.
func (t *targeter) addDir(dir string) error {
	return filepath.WalkDir(t.a.at(dir), func(path string, e fs.DirEntry, err error) error {
		name := filepath.Base(path)
		switch {
		case err != nil:
			return usagef("%w", plainPathError(err))
		case e.IsDir() && len(name) > 1 && strings.HasPrefix(name, ".") && name != "..":
			return fs.SkipDir
		case !e.Type().IsRegular() || !slices.Contains([]string{".md", ".prompt"}, filepath.Ext(name)):
			return nil
		}
		rel, err := filepath.Rel(t.a.at(dir), path)
		if err != nil {
			return outside(err)
		}
		shown := filepath.Join(dir, rel)
		text, err := t.a.readNamed(shown)
		if err == nil {
			t.loose.texts[filepath.ToSlash(shown)] = text
		}
		return err
	})
}

// isUnder reports whether a path is dir or below it.
func isUnder(path, dir string) bool {
	return dir == "." || path == dir || strings.HasPrefix(path, dir+"/")
}

// load reads the group, with some files' texts replaced.
func (g *group) load(ctx context.Context, changed map[string]string) (*workspace.Workspace, diag.List, error) {
	if g.read != nil && len(changed) == 0 {
		return g.read.ws, g.read.loaded, nil
	}
	texts := maps.Clone(g.texts)
	if texts == nil {
		texts = map[string]string{}
	}
	maps.Copy(texts, changed)
	if g.root != "" {
		ws, found, err := loadRoot(ctx, g.root, texts)
		if err != nil {
			return nil, nil, err
		}
		g.failOn = ws.Config.Lint.FailOn
		if len(changed) == 0 {
			g.read = &opened{g.root, ws, found}
		}
		return ws, found, nil
	}
	var files []*source.File
	for path, text := range texts {
		files = append(files, source.NewFile(path, text))
	}
	slices.SortFunc(files, func(a, b *source.File) int { return strings.Compare(a.Path, b.Path) })
	ws, found := workspace.Loose(files)
	return ws, found, nil
}

// selects reports whether a file was asked for.
func (g *group) selects(path string) bool {
	return len(g.paths) == 0 || slices.ContainsFunc(g.paths, func(p string) bool { return isUnder(path, p) })
}

// shows reports whether a diagnostic is to be shown: one in a file that was
// asked for, and everything that is wrong with quoin.toml.
func (g *group) shows(d diag.Diagnostic) bool {
	return d.Span.IsZero() || g.selects(d.Span.File.Path) || isConfigError(d)
}

// count counts the prompts and fragments that were asked for.
func (g *group) count(ws *workspace.Workspace) (prompts, fragments int) {
	for _, f := range ws.All {
		switch {
		case !g.selects(f.File.Path):
		case f.Kind == fragment.Prompt:
			prompts++
		default:
			fragments++
		}
	}
	return prompts, fragments
}

// open returns the path of one of the group's files for the process.
func (g *group) open(path string) string {
	if g.root != "" {
		return filepath.Join(g.root, filepath.FromSlash(path))
	}
	return g.a.at(filepath.FromSlash(path))
}
