package rules

import (
	"fmt"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/template"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

var unusedVariable = &analysis.Rule{
	Name: "compose/unused-variable", Level: diag.Warning,
	Doc: analysis.Doc{
		Title: "a variable is declared and never used",
		Why:   "Callers go to the trouble of giving a value that no model ever sees, or the text that used it was lost.",
		Bad: `+++
kind = "prompt"
[vars.note]
type = "string"
+++
Write the reply.
`,
		Good: `+++
kind = "prompt"
[vars.note]
type = "string"
default = "none"
+++
Write the reply. Our own note on the customer: {{note}}.
`,
		Since: "0.1",
	},
	File: func(pass *analysis.Pass, f *fragment.Fragment) {
		if len(f.Meta.Vars) == 0 {
			return
		}
		used := usedNames(pass.Workspace, f)
		if used[everything] {
			return
		}
		for _, v := range f.Meta.Vars {
			if !used[v.Name] {
				pass.Report(diag.Diagnostic{
					Span:    v.Span,
					Message: fmt.Sprintf("`%s` is declared and never used", v.Name),
					Help:    "remove the declaration, or use {{" + v.Name + "}} in the text",
				})
			}
		}
	},
}

// everything stands for the use of all variables at once, as {{json this}}.
const everything = "this"

// usedNames returns the names that a file uses itself or that the fragments
// which it includes would take from it.
func usedNames(ws *workspace.Workspace, f *fragment.Fragment) map[string]bool {
	used := ownNames(f)
	seen := map[*fragment.Fragment]bool{f: true}
	queue := []*fragment.Fragment{f}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		for _, p := range at.Includes {
			target, ok := ws.Lookup(p.Name)
			if !ok || seen[target] {
				continue
			}
			seen[target] = true
			queue = append(queue, target)
			if target.DeclaresVars() {
				for _, v := range target.Meta.Vars {
					used[v.Name] = true
				}
				continue
			}
			for name := range ownNames(target) {
				used[name] = true
			}
		}
	}
	return used
}

// ownNames returns the first names of all paths in a file.
func ownNames(f *fragment.Fragment) map[string]bool {
	names := map[string]bool{}
	var expr func(e template.Expr)
	expr = func(e template.Expr) {
		switch e := e.(type) {
		case *template.Path:
			switch {
			case e.Data && len(e.Parts) > 1 && e.Parts[0] == "root":
				names[e.Parts[1]] = true
			case e.Data && len(e.Parts) == 1 && e.Parts[0] == "root", !e.Data && len(e.Parts) == 0 && e.Up == 0:
				names[everything] = true
			case !e.Data && len(e.Parts) > 0:
				names[e.Parts[0]] = true
			}
		case *template.Call:
			for _, a := range e.Args {
				expr(a)
			}
			for _, a := range e.Hash {
				expr(a.Value)
			}
		}
	}
	for n := range template.All(f.Body.Nodes) {
		for _, e := range template.Exprs(n) {
			expr(e)
		}
	}
	return names
}
