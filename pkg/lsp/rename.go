package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/source"
)

var (
	variableForm = regexp.MustCompile(`^[\pL_][\pL\pN_-]*$`)
	idForm       = regexp.MustCompile(`^[\pL\pN_][\pL\pN_.-]*(/[\pL\pN_][\pL\pN_.-]*)*$`)
)

func (v view) prepareRename(_ context.Context, raw json.RawMessage) (any, error) {
	p, err := decode[positionParams](raw)
	if err != nil {
		return nil, err
	}
	t, ok := v.at(p.Position)
	if !ok || t.in == nil {
		return nil, nil
	}
	return prepared{v.enc.rangeOf(t.span), t.span.Text()}, nil
}

func (v view) rename(ctx context.Context, raw json.RawMessage) (any, error) {
	p, err := decode[renameParams](raw)
	if err != nil {
		return nil, err
	}
	t, ok := v.at(p.Position)
	switch {
	case !ok || t.in == nil:
		return nil, errors.New("there is no fragment or variable here that could be renamed")
	case t.name != "":
		return v.renameVariable(ctx, t, p.NewName)
	}
	return v.renameFragment(t.in, p.NewName)
}

// renameVariable renames a variable wherever it goes by this name. A name that
// means something there already would tie two variables together.
func (v view) renameVariable(ctx context.Context, t thing, name string) (any, error) {
	if !variableForm.MatchString(name) || name == "this" {
		return nil, fmt.Errorf("%q is no name of a variable: letters, digits, _ and -", name)
	}
	family := v.family(t.in, t.name)
	for _, f := range family {
		if f.Format == fragment.Prose {
			continue
		}
		taken := f.Var(name) != nil || slices.ContainsFunc(scan(f).uses, func(u use) bool { return u.name == name })
		if taken && name != t.name {
			return nil, fmt.Errorf("%s has a variable %s already", f.ID, name)
		}
		if by := v.boundByContext(f, t.name); by != "" {
			return nil, fmt.Errorf("%s gives %s as a field of an object: rename it there by hand", by, t.name)
		}
	}
	spans, err := v.variable(ctx, t)
	if err != nil {
		return nil, err
	}
	edits := replaceAll(spans, name)
	for file, list := range edits {
		if !v.renames(file, list, t.name, name) {
			return nil, fmt.Errorf("%s names %s in a way that cannot be renamed from here, such as a key of several parts: change it by hand", file.Path, t.name)
		}
	}
	return v.edit(edits, nil), nil
}

// renames tries edits on a file: the variable must have the new name and
// nothing else may be wrong then.
func (v view) renames(file *source.File, edits []spanEdit, from, to string) bool {
	old := v.ws.Named(file.Path)
	if old == nil {
		return false
	}
	var list []diag.Edit
	for _, e := range edits {
		list = append(list, diag.Edit{Span: e.span, New: e.text})
	}
	text := analysis.Apply(file.Text, list)
	f, found := fragment.Parse(source.NewFile(file.Path, text), fragment.Options{ID: old.ID})
	return len(found) <= len(v.loaded[file.Path]) && (from == to || f.Var(from) == nil || !declares(edits, old)) &&
		(old.Var(from) == nil || !declares(edits, old) || f.Var(to) != nil)
}

// declares reports whether edits change the front matter.
func declares(edits []spanEdit, f *fragment.Fragment) bool {
	return slices.ContainsFunc(edits, func(e spanEdit) bool { return e.span.Start < f.Body.Start })
}

// boundByContext returns who includes a fragment with a context of its own,
// whose fields are then its variables.
func (v view) boundByContext(f *fragment.Fragment, name string) string {
	if f.Var(name) == nil {
		return ""
	}
	for _, u := range v.ws.Users(f.ID) {
		for _, p := range u.Includes {
			if p.Name == f.ID && p.Context != nil {
				return u.ID
			}
		}
	}
	return ""
}

// renameFragment gives a fragment another id, which moves its file.
func (v view) renameFragment(f *fragment.Fragment, id string) (any, error) {
	switch {
	case v.ws.Loose:
		return nil, errors.New("there is no workspace here: rename the file")
	case f.Kind == fragment.Prompt:
		return nil, fmt.Errorf("%s is a prompt: its suite, goldens, releases and callers know it by its name; move its files and add `moved = [%q]` to it", f.ID, f.ID)
	case !idForm.MatchString(id):
		return nil, fmt.Errorf("%q is no name of a fragment: words of letters, digits, _, . and -, with / between them", id)
	case id == f.ID:
		return v.edit(nil, nil), nil
	}
	if other, ok := v.ws.Lookup(id); ok {
		return nil, fmt.Errorf("%s is there already: %s", id, other.File.Path)
	}
	if !slices.Contains(v.s.client.Capabilities.Workspace.WorkspaceEdit.ResourceOperations, "rename") {
		return nil, fmt.Errorf("this editor cannot move files for a language server: move %s to %s and rename in its users", f.File.Path, pathFor(f, id))
	}
	return v.edit(replaceAll(v.namesOf(f.ID), id), &renameFile{
		Kind: "rename", OldURI: v.uri(f.File.Path),
		NewURI: uriOf(filepath.Join(v.root, filepath.FromSlash(pathFor(f, id)))),
	}), nil
}

// pathFor is where a fragment of another id lies: in the place of its own id
// in its path.
func pathFor(f *fragment.Fragment, id string) string {
	ext := path.Ext(f.File.Path)
	if ext == ".prompt" {
		dir, base := path.Split(id)
		base = "_" + base
		return strings.TrimSuffix(f.File.Path, partialPath(f.ID)+ext) + dir + base + ext
	}
	return strings.TrimSuffix(f.File.Path, f.ID+ext) + id + ext
}

func partialPath(id string) string {
	dir, base := path.Split(id)
	return dir + "_" + base
}

// willRename changes the includes of a fragment whose file the user moves.
func (v view) willRename(_ context.Context, raw json.RawMessage) (any, error) {
	p, err := decode[renameFilesParams](raw)
	if err != nil || v.snapshot == nil || v.ws.Loose {
		return nil, err
	}
	edits := map[*source.File][]spanEdit{}
	for _, r := range p.Files {
		from, ok := pathOf(r.OldURI)
		to, ok2 := pathOf(r.NewURI)
		if !ok || !ok2 {
			continue
		}
		f := v.ws.Named(relative(v.root, from))
		rel := relative(v.root, to)
		if f == nil || !v.ws.Reads(rel) {
			continue
		}
		for file, list := range replaceAll(v.namesOf(f.ID), v.ws.IDAt(rel)) {
			edits[file] = append(edits[file], list...)
		}
	}
	if len(edits) == 0 {
		return nil, nil
	}
	return v.edit(edits, nil), nil
}

// A spanEdit replaces the text of a span.
type spanEdit struct {
	span source.Span
	text string
}

func replaceAll(spans []source.Span, text string) map[*source.File][]spanEdit {
	edits := map[*source.File][]spanEdit{}
	for _, s := range spans {
		edits[s.File] = append(edits[s.File], spanEdit{s, text})
	}
	return edits
}

// edit writes edits as the client understands them. A client that knows
// versions is told which text they are for.
func (v view) edit(edits map[*source.File][]spanEdit, move *renameFile) workspaceEdit {
	var out workspaceEdit
	versions := v.s.client.Capabilities.Workspace.WorkspaceEdit.DocumentChanges
	if !versions && move == nil {
		out.Changes = map[string][]textEdit{}
	}
	files := make([]*source.File, 0, len(edits))
	for f := range edits {
		files = append(files, f)
	}
	slices.SortFunc(files, func(a, b *source.File) int { return strings.Compare(a.Path, b.Path) })
	for _, f := range files {
		var list []textEdit
		for _, e := range edits[f] {
			list = append(list, textEdit{v.enc.rangeOf(e.span), e.text})
		}
		if out.Changes != nil {
			out.Changes[v.uri(f.Path)] = list
			continue
		}
		id := documentID{URI: v.uri(f.Path)}
		if t, ok := v.open[f.Path]; ok {
			id.Version = &t.version
		}
		out.DocumentChanges = append(out.DocumentChanges, documentEdit{id, list})
	}
	if move != nil {
		out.DocumentChanges = append(out.DocumentChanges, move)
	}
	return out
}
