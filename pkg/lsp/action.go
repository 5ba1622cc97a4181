package lsp

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/source"
)

const (
	kindQuickFix = "quickfix"
	kindFixAll   = "source.fixAll"
)

// codeActions offers the fixes of the problems at a place, and all safe fixes
// of the file at once.
func (v view) codeActions(ctx context.Context, raw json.RawMessage) (any, error) {
	p, err := decode[codeActionParams](raw)
	if err != nil {
		return nil, err
	}
	actions := []codeAction{}
	if v.frag == nil {
		return actions, nil
	}
	found := v.known(v.frag)
	if found == nil { // nobody has looked at this text yet
		part := v.part([]string{v.rel}, few)
		found = analysis.RunPart(ctx, v.s.opts.Rules, v.ws, part.files, part.prompts, analysis.Options{Loaded: v.loadedOf(part.files)})
	}
	at := v.enc.span(v.frag.File, p.Range)
	if wants(p.Context.Only, kindQuickFix) {
		for _, d := range found {
			if d.Span.File.Path == v.rel && d.Span.Start <= at.End && at.Start <= d.Span.End {
				actions = append(actions, v.quickFixes(d)...)
			}
		}
	}
	if wants(p.Context.Only, kindFixAll) {
		actions = append(actions, v.fixAll(found)...)
	}
	return actions, ctx.Err()
}

// wants reports whether a client asks for a kind of action, or for one that
// it is a sort of.
func wants(only []string, kind string) bool {
	return len(only) == 0 || slices.ContainsFunc(only, func(o string) bool {
		return o == kind || strings.HasPrefix(kind, o+".") || strings.HasPrefix(o, kind+".")
	})
}

func (v view) quickFixes(d diag.Diagnostic) []codeAction {
	var actions []codeAction
	for _, fix := range d.Fixes {
		edit, ok := v.fixEdit(fix.Edits)
		if !ok {
			continue
		}
		actions = append(actions, codeAction{
			Title: fix.Title, Kind: kindQuickFix, Edit: edit,
			Diagnostics: []diagnostic{v.s.diagnostic(v.snapshot, d)}, IsPreferred: fix.Safe && len(d.Fixes) == 1,
		})
	}
	return actions
}

// fixAll makes the fixes that cannot change what a model is told, as `quoin
// lint --fix` does. Choose picks some of one pass; saving again makes the rest.
func (v view) fixAll(found diag.List) []codeAction {
	own := slices.DeleteFunc(slices.Clone(found), func(d diag.Diagnostic) bool {
		return d.Span.File.Path != v.rel || slices.ContainsFunc(d.Fixes, func(f diag.Fix) bool {
			return slices.ContainsFunc(f.Edits, func(e diag.Edit) bool { return e.Span.File.Path != v.rel })
		})
	})
	edits, n := analysis.Choose(own)
	if n == 0 {
		return nil
	}
	var all []diag.Edit
	for _, list := range edits {
		all = append(all, list...)
	}
	edit, ok := v.fixEdit(all)
	if !ok {
		return nil
	}
	return []codeAction{{Title: "fix what can be fixed safely: " + count(n, "problem"), Kind: kindFixAll + ".quoin", Edit: edit}}
}

// fixEdit writes the edits of a fix; false if one is for a text that is not
// the present one, or for a file that is none of the workspace.
func (v view) fixEdit(edits []diag.Edit) (workspaceEdit, bool) {
	files := map[*source.File][]spanEdit{}
	for _, e := range edits {
		f := v.ws.Named(e.Span.File.Path)
		if f == nil || f.File.Text != e.Span.File.Text {
			return workspaceEdit{}, false
		}
		files[f.File] = append(files[f.File], spanEdit{f.File.Span(e.Span.Start, e.Span.End), e.New})
	}
	if len(files) == 0 {
		return workspaceEdit{}, false
	}
	return v.edit(files, nil), true
}
