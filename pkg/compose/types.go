package compose

import (
	"fmt"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/suggest"
	"github.com/quoin-dev/quoin/pkg/template"
)

// fits reports whether every value of the type have may stand for want.
func fits(have, want *fragment.Var) bool {
	if have == nil || want == nil || have.Type == fragment.Any || want.Type == fragment.Any {
		return true
	}
	if len(want.Enum) > 0 && len(have.Enum) > 0 {
		for _, v := range have.Enum {
			if !slices.ContainsFunc(want.Enum, func(w any) bool { return equal(v, w) }) {
				return false
			}
		}
	}
	switch want.Type {
	case fragment.String, fragment.Text:
		return have.Type == fragment.String || have.Type == fragment.Text
	case fragment.Number:
		return have.Type == fragment.Number || have.Type == fragment.Integer
	default:
		return have.Type == want.Type
	}
}

// scalar reports whether values of a type have no parts.
func scalar(t fragment.Type) bool {
	return t != fragment.Any && t != fragment.List && t != fragment.Object
}

// describe names a type with its article.
func describe(v *fragment.Var) string {
	if len(v.Enum) > 0 {
		names := make([]string, len(v.Enum))
		for i, e := range v.Enum {
			names[i] = Const{e}.String()
		}
		return "one of " + strings.Join(names, ", ")
	}
	switch v.Type {
	case fragment.Any:
		return "anything"
	case fragment.Integer, fragment.Object:
		return "an " + string(v.Type)
	case fragment.Null, fragment.Text:
		return string(v.Type)
	default:
		return "a " + string(v.Type)
	}
}

// checkArgs compares what an include gives with what the fragment declares.
func (r *resolver) checkArgs(p *template.Partial, f *file, s *scope) {
	if !f.frag.DeclaresVars() {
		return
	}
	var known []string
	for _, v := range f.frag.Meta.Vars {
		known = append(known, v.Name)
	}
	for _, a := range p.Args {
		want := f.frag.Var(a.Name)
		if want == nil {
			if r.local {
				r.found.Add(diag.Diagnostic{
					Rule: ruleUndeclared, Severity: diag.Error, Span: s.file.frag.Body.Span(a.Pos),
					Message: fmt.Sprintf("`%s` declares no variable `%s`", f.frag.ID, a.Name),
					Help:    suggest.Hint(a.Name, known),
				})
			}
			continue
		}
		r.checkArg(a, f, want, s)
	}
}

func (r *resolver) checkArg(a template.Arg, f *file, want *fragment.Var, s *scope) {
	c, literal := f.args[a.Name].(Const)
	// A literal is wrong whoever composes it; a variable may be wrong only
	// where the prompt's types are known.
	if literal != r.local {
		return
	}
	if literal {
		if problem := CheckValue(c.Value, want); problem != "" {
			r.mismatch(diag.Diagnostic{
				Span:    spanOf(s, a),
				Message: fmt.Sprintf("`%s` of `%s` %s", a.Name, f.frag.ID, problem),
				Related: []diag.Label{{Span: want.Span, Text: "declared here"}},
			})
		}
		return
	}
	if have := r.typeOf(f.args[a.Name]); !fits(have, want) {
		r.mismatch(diag.Diagnostic{
			Span:    spanOf(s, a),
			Message: fmt.Sprintf("`%s` of `%s` is %s, and this is %s", a.Name, f.frag.ID, describe(want), describe(have)),
			Related: []diag.Label{{Span: want.Span, Text: "declared here"}},
		})
	}
}

// CheckValue says how a value breaks a declaration: "is an integer, and this
// is a string"; "" for a good value.
func CheckValue(v any, want *fragment.Var) string {
	if isMissing(v) {
		return ""
	}
	if len(want.Enum) > 0 {
		if slices.ContainsFunc(want.Enum, func(e any) bool { return equal(e, v) }) {
			return ""
		}
		var names []string
		for _, e := range want.Enum {
			if s, ok := e.(string); ok {
				names = append(names, s)
			}
		}
		got, _ := text(v)
		problem := fmt.Sprintf("is %s, and this is %s", describe(want), Const{v}.String())
		if hint := suggest.Hint(got, names); hint != "" {
			problem += ": " + hint
		}
		return problem
	}
	if hasType(v, want) {
		return ""
	}
	return fmt.Sprintf("is %s, and this is %s", describe(want), kindOf(v))
}

func hasType(v any, want *fragment.Var) bool {
	f, isNumber := number(v)
	switch want.Type {
	case fragment.String, fragment.Text:
		_, ok := v.(string)
		return ok
	case fragment.Integer:
		return isNumber && f == float64(int64(f))
	case fragment.Number:
		return isNumber
	case fragment.Boolean:
		_, ok := v.(bool)
		return ok
	case fragment.Null:
		return v == nil
	case fragment.List:
		items, ok := v.([]any)
		return ok && (want.Items == nil || !slices.ContainsFunc(items, func(i any) bool { return !hasType(i, want.Items) }))
	case fragment.Object:
		switch v.(type) {
		case Object, map[string]any:
			for i := range want.Fields {
				got := member(v, want.Fields[i].Name)
				if isMissing(got) {
					if want.Fields[i].Required {
						return false
					}
				} else if !hasType(got, &want.Fields[i]) {
					return false
				}
			}
			return true
		}
		return false
	default:
		return true
	}
}

// wantOutput reports a list or an object that is written as if it were text.
func (r *resolver) wantOutput(e Expr, at source.Span) {
	t := r.typeOf(e)
	if !r.local || t == nil || t.Type != fragment.List && t.Type != fragment.Object {
		return
	}
	r.mismatch(diag.Diagnostic{
		Span:    at,
		Message: fmt.Sprintf("`%s` is %s and has no text of its own", nameOr(t, "this"), describe(t)),
		Help:    "write `{{json …}}`, or name what to show of it",
	})
}

// wantList reports a loop over what is no list.
func (r *resolver) wantList(l *Loop) {
	t := r.typeOf(l.Over)
	if !r.local || t == nil || l.Either {
		return
	}
	if scalar(t.Type) {
		r.mismatch(diag.Diagnostic{
			Span:    l.Open,
			Message: fmt.Sprintf("`{{#each}}` needs a list, and `%s` is %s", nameOr(t, "this"), describe(t)),
		})
	}
}

// wantComparable reports a comparison with a value that the variable cannot
// have.
func (r *resolver) wantComparable(test Test, at source.Span) {
	x, y := test.X, test.Y
	if _, ok := x.(Const); ok {
		x, y = y, x
	}
	c, ok := y.(Const)
	t := r.typeOf(x)
	if !r.local || !ok || t == nil || isMissing(c.Value) || c.Value == nil {
		return
	}
	if problem := CheckValue(c.Value, &fragment.Var{Name: t.Name, Type: t.Type, Enum: t.Enum}); problem != "" {
		r.mismatch(diag.Diagnostic{
			Span:    at,
			Message: fmt.Sprintf("`%s` %s, so they are never equal", nameOr(t, "the value"), problem),
			Related: relatedTo(t),
		})
	}
}

func relatedTo(v *fragment.Var) []diag.Label {
	if v.Span.IsZero() {
		return nil
	}
	return []diag.Label{{Span: v.Span, Text: "declared here"}}
}
