package workspace

import (
	"cmp"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
)

// Update returns the workspace with one prompt or fragment read again, in time
// that does not depend on how many there are but for the copying of a few
// tables; w stays as it was. The diagnostics are those that reading this file
// found. It is for an editor, where a file changes with every key.
//
// It reports false where only [Load] can tell: if the file was not part of the
// workspace or is no longer, or is one that others refer to.
func (w *Workspace) Update(fsys fs.FS, name string) (next *Workspace, found diag.List, ok bool) {
	old := w.at(name)
	if old == nil || w.files[name] != nil {
		return nil, nil, false
	}
	copied := *w
	next = &copied
	next.files = maps.Clone(w.files)
	l := &loader{fsys: fsys, ws: next}
	read := l.parse(name)
	if read.fragment == nil {
		return nil, nil, false
	}
	l.references(read.fragment)
	next.replace(old, read.fragment)
	found = append(read.found, l.found...)
	found.Sort()
	return next, found, true
}

// at returns the prompt or fragment of a path. Most have an id that says where
// they are.
func (w *Workspace) at(name string) *fragment.Fragment {
	l := loader{ws: w}
	if f := w.byID[l.id(name)]; f != nil && f.File.Path == name {
		return f
	}
	return nil
}

// replace puts a fragment in the place of another one of the same id.
func (w *Workspace) replace(old, f *fragment.Fragment) {
	byID := func(a, b *fragment.Fragment) int { return cmp.Compare(a.ID, b.ID) }
	w.All = slices.Clone(w.All)
	if i, ok := slices.BinarySearchFunc(w.All, f, byID); ok {
		w.All[i] = f
	}
	w.byID = maps.Clone(w.byID)
	w.byID[f.ID] = f
	w.users = maps.Clone(w.users)
	for _, p := range old.Includes {
		w.users[p.Name] = slices.DeleteFunc(slices.Clone(w.users[p.Name]), func(u *fragment.Fragment) bool { return u.ID == f.ID })
	}
	for _, p := range f.Includes {
		users := w.users[p.Name]
		if i, has := slices.BinarySearchFunc(users, f, byID); !has {
			w.users[p.Name] = slices.Insert(slices.Clip(users), i, f)
		}
	}
}

// Named returns the prompt or fragment that a path below the root is read as,
// nil for none.
func (w *Workspace) Named(name string) *fragment.Fragment {
	if w.Loose {
		i := slices.IndexFunc(w.All, func(f *fragment.Fragment) bool { return f.File.Path == name })
		if i < 0 {
			return nil
		}
		return w.All[i]
	}
	return w.at(name)
}

// Reads reports whether a file at a path would be read as a prompt or fragment
// if it is not hidden, in a folder of goldens or about its folder.
func (w *Workspace) Reads(name string) bool {
	return isPromptFile(name) && (w.Config.Prompts == "." || strings.HasPrefix(name, w.Config.Prompts+"/"))
}

// IDAt returns the id that a file at a path has.
func (w *Workspace) IDAt(name string) string {
	l := loader{ws: w}
	return l.id(name)
}
