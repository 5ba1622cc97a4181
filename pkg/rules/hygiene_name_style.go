package rules

import (
	"fmt"
	"strings"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
)

var nameStyle = &analysis.Rule{
	Name: "hygiene/name-style", Level: diag.Info,
	Doc: analysis.Doc{
		Title: "a name is not written like the others",
		Why:   "Includes and variables are typed from memory. Names that differ in case only are one file on a laptop and two in CI.",
		Bad:   "+++\nkind = \"prompt\"\n[vars.customer_name]\ntype = \"string\"\nrequired = true\n[vars.accountId]\ntype = \"string\"\nrequired = true\n+++\nWrite to {{customer_name}} about {{accountId}}.\n",
		Good:  "+++\nkind = \"prompt\"\n[vars.customer_name]\ntype = \"string\"\nrequired = true\n[vars.account_id]\ntype = \"string\"\nrequired = true\n+++\nWrite to {{customer_name}} about {{account_id}}.\n",
		Since: "0.1",
	},
	File: func(pass *analysis.Pass, f *fragment.Fragment) {
		if id := kebab(f.ID); id != f.ID && !pass.Workspace.Loose {
			line, _ := f.File.Line(1)
			pass.Report(diag.Diagnostic{
				Span:    f.File.Span(0, len(line)),
				Message: fmt.Sprintf("the name `%s` has upper case letters or blanks", f.ID),
				Help:    fmt.Sprintf("rename the file to `%s`", id),
			})
		}
		checkVarStyle(pass, f)
	},
}

// kebab writes a name in lower case, with dashes for what is no letter, digit
// or one of `._-/`.
func kebab(id string) string {
	var b strings.Builder
	for i, r := range id {
		switch {
		case 'A' <= r && r <= 'Z':
			if i > 0 && 'a' <= id[i-1] && id[i-1] <= 'z' {
				b.WriteByte('-')
			}
			b.WriteRune(r | 0x20)
		case r == ' ':
			b.WriteByte('-')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// checkVarStyle reports the first variable that is written in another style
// than the first one of the file that shows any style.
func checkVarStyle(pass *analysis.Pass, f *fragment.Fragment) {
	var first *fragment.Var
	for i := range f.Meta.Vars {
		v := &f.Meta.Vars[i]
		style := varStyle(v.Name)
		switch {
		case style == "":
		case first == nil:
			first = v
		case style != varStyle(first.Name):
			pass.Report(diag.Diagnostic{
				Span:    v.Span,
				Message: fmt.Sprintf("`%s` is written in %s and `%s` in %s", v.Name, style, first.Name, varStyle(first.Name)),
				Related: []diag.Label{{Span: first.Span, Text: "the style of this file"}},
			})
			return
		}
	}
}

// varStyle names the style of a name, "" for one word.
func varStyle(name string) string {
	switch {
	case strings.Contains(name, "_"):
		return "snake_case"
	case strings.Contains(name, "-"):
		return "kebab-case"
	case strings.ToLower(name) != name && strings.ToUpper(name) != name:
		return "camelCase"
	}
	return ""
}
