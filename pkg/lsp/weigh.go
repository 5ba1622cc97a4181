package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/cost"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/source"
)

// maxPriced bounds the prompts that are weighed to say what a fragment costs.
const maxPriced = 50

// weight says in one line what a file weighs and costs.
func (v view) weight(ctx context.Context, f *fragment.Fragment) string {
	if f.Format == fragment.Prose || v.ws.Loose {
		return tokens(v.scaleOf(f))
	}
	if f.Kind == fragment.Prompt {
		return v.promptWeight(f)
	}
	return v.fragmentWeight(ctx, f)
}

// scaleOf counts all that the team wrote in a composition.
func (v view) scaleOf(f *fragment.Fragment) cost.Count {
	w := v.weigh(f)
	n := w.Typical.Written
	return cost.Count{Tokens: n, Low: n, High: n}
}

func tokens(c cost.Count) string {
	about := ""
	if !c.Exact() {
		about = "≈"
	}
	if c.Tokens == 1 {
		return about + "1 token"
	}
	return about + cost.Thousands(c.Tokens) + " tokens"
}

func count(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return cost.Thousands(n) + " " + one + "s"
}

func (v view) promptWeight(f *fragment.Fragment) string {
	w := v.weigh(f)
	line := cost.ByPrompt([]cost.Prompt{*w})[0]
	parts := []string{tokens(line.Real)}
	if line.Known && line.Calls > 0 {
		parts = append(parts, line.Month.String()+"/month")
	} else if line.Known {
		parts = append(parts, line.Call.String()+"/call")
	}
	if b := line.Budget; b.Name != "" {
		parts = append(parts, fmt.Sprintf("%.0f%% of %s", 100*b.Used, b.Name))
	}
	if w.Variants > 1 {
		parts = append(parts, count(w.Variants, "variant"))
	}
	return strings.Join(append(parts, count(len(w.Template.Fragments()), "fragment")), " · ")
}

func (v view) fragmentWeight(ctx context.Context, f *fragment.Fragment) string {
	parts := []string{tokens(v.scaleOf(f))}
	prompts := v.ws.Reach(f)
	if len(prompts) <= maxPriced {
		if month := v.share(ctx, f, prompts); month != "" {
			parts = append(parts, month)
		}
	}
	if len(prompts) == 0 {
		return strings.Join(append(parts, "used by no prompt"), " · ")
	}
	return strings.Join(append(parts, "used by "+count(len(prompts), "prompt")), " · ")
}

// share is what the fragment's own text costs a month in all prompts, empty
// if that is unknown.
func (v view) share(ctx context.Context, f *fragment.Fragment, prompts []*fragment.Fragment) string {
	var weighed []cost.Prompt
	for _, p := range prompts {
		if ctx.Err() != nil {
			return ""
		}
		weighed = append(weighed, *v.weigh(p))
	}
	for _, s := range cost.ByFragment(weighed) {
		if s.Fragment != nil && s.Fragment.ID == f.ID && s.Known && s.Month > 0 {
			if len(f.Includes) > 0 {
				return s.Month.String() + "/month for its own text"
			}
			return s.Month.String() + "/month"
		}
	}
	return ""
}

// lenses puts one line above a file. What it says is worked out when the
// editor is about to show it.
func (v view) lenses(context.Context, json.RawMessage) (any, error) {
	if v.frag == nil {
		return []codeLens{}, nil
	}
	return []codeLens{{Range: v.enc.rangeOf(v.frag.File.Span(0, 0)), Data: v.uri(v.rel)}}, nil
}

func (v view) resolveLens(ctx context.Context, raw json.RawMessage) (any, error) {
	lens, err := decode[codeLens](raw)
	if err != nil {
		return nil, err
	}
	lens.Command = &command{}
	if v.frag != nil {
		lens.Command.Title = v.weight(ctx, v.frag)
	}
	return lens, ctx.Err()
}

func (v view) hover(ctx context.Context, raw json.RawMessage) (any, error) {
	p, err := decode[positionParams](raw)
	if err != nil {
		return nil, err
	}
	t, ok := v.at(p.Position)
	var text string
	switch {
	case v.frag == nil:
		return nil, nil
	case !ok && v.isHead(p.Position) && p.Position.Line == 0:
		line, _ := v.frag.File.Line(1)
		t.span = v.frag.File.Span(0, len(line))
		text = v.aboutFile(ctx, v.frag)
	case !ok || t.in == nil:
		return nil, nil
	case t.name == "":
		text = v.aboutFile(ctx, t.in)
	default:
		text = v.aboutVariable(t)
	}
	if text == "" {
		return nil, ctx.Err()
	}
	return hover{markdown(text), v.enc.rangeOf(t.span)}, ctx.Err()
}

// maxShown bounds the lines of a composition that a hover shows.
const maxShown = 24

// aboutFile says what a fragment or prompt is, weighs and becomes.
func (v view) aboutFile(ctx context.Context, f *fragment.Fragment) string {
	var b strings.Builder
	fmt.Fprintf(&b, "**%s**", f.ID)
	if f.Meta.Version != "" {
		fmt.Fprintf(&b, " %s", f.Meta.Version)
	}
	fmt.Fprintf(&b, " — %s\n\n", v.weight(ctx, f))
	if f.Meta.Summary != "" {
		fmt.Fprintf(&b, "%s\n\n", f.Meta.Summary)
	}
	t, _ := compose.Resolve(v.ws, f)
	var text []string
	for _, m := range t.Preview().Messages {
		if f.Kind == fragment.Prompt {
			text = append(text, "— "+m.Role+" —")
		}
		text = append(text, strings.Split(strings.TrimRight(m.Text, "\n"), "\n")...)
	}
	more := len(text) - maxShown
	if more > 0 {
		text = append(text[:maxShown], "… "+count(more, "more line"))
	}
	fence := "```"
	for strings.Contains(strings.Join(text, "\n"), fence) {
		fence += "`"
	}
	fmt.Fprintf(&b, "%shandlebars\n%s\n%s\n", fence, strings.Join(text, "\n"), fence)
	return b.String()
}

// aboutVariable says what a variable is and who declares it.
func (v view) aboutVariable(t thing) string {
	d, by := v.declared(t)
	if d == nil {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "**%s**: %s", d.Name, d.Type)
	for _, fact := range []struct {
		holds bool
		word  string
	}{{d.Required, "required"}, {d.Stable, "stable"}, {d.Untrusted, "untrusted"}} {
		if fact.holds {
			b.WriteString(", " + fact.word)
		}
	}
	if len(d.Enum) > 0 {
		fmt.Fprintf(&b, ", one of %s", list(d.Enum))
	}
	if d.Default != nil {
		fmt.Fprintf(&b, ", default %s", list([]any{d.Default}))
	}
	fmt.Fprintf(&b, " — declared in `%s`\n", by.ID)
	if d.Description != "" {
		fmt.Fprintf(&b, "\n%s\n", d.Description)
	}
	if s, ok := d.Sample.(string); ok && s != "" {
		line, rest, _ := strings.Cut(s, "\n")
		if rest != "" {
			line += " …"
		}
		fmt.Fprintf(&b, "\nsample: `%s`\n", strings.ReplaceAll(line, "`", "'"))
	}
	return b.String()
}

func list(values []any) string {
	var parts []string
	for _, v := range values {
		text, _ := json.Marshal(v)
		parts = append(parts, "`"+string(text)+"`")
	}
	return strings.Join(parts, ", ")
}

// declared finds a variable where it is declared: in its file, else in a
// prompt that the file is part of.
func (v view) declared(t thing) (*fragment.Var, *fragment.Fragment) {
	if d := t.in.Var(t.name); d != nil {
		return d, t.in
	}
	for _, p := range v.ws.Reach(t.in) {
		if d := p.Var(t.name); d != nil {
			return d, p
		}
	}
	return nil, nil
}

// symbols are the messages of a prompt, the headings and includes in them, and
// the variables that the file declares.
func (v view) symbols(ctx context.Context, _ json.RawMessage) (any, error) {
	if v.frag == nil {
		return []documentSymbol{}, ctx.Err()
	}
	return outline{v, v.frag}.symbols(), ctx.Err()
}

// find lists the prompts and fragments whose id has the letters of a query in
// their order.
func (v view) find(ctx context.Context, raw json.RawMessage) (any, error) {
	p, err := decode[symbolParams](raw)
	if err != nil {
		return nil, err
	}
	const enough = 100
	out := []symbolInformation{}
	for _, snap := range v.all {
		for _, f := range snap.ws.All {
			if matches(f.ID, p.Query) && len(out) < enough {
				at := source.Span{File: f.File}
				out = append(out, symbolInformation{f.ID, symbolModule, location{snap.uri(f.File.Path), v.enc.rangeOf(at)}})
			}
		}
	}
	return out, ctx.Err()
}

// matches reports whether a text has the letters of a query in their order.
func matches(text, query string) bool {
	text, query = strings.ToLower(text), strings.ToLower(query)
	for _, r := range query {
		i := strings.IndexRune(text, r)
		if i < 0 {
			return false
		}
		text = text[i+len(string(r)):]
	}
	return true
}

// catalogue lists the models that have a price.
func (s *snapshot) catalogue() []string {
	prices, _ := cost.Catalogue(s.ws)
	var names []string
	for _, m := range prices.Models() {
		names = append(names, m.Provider+"/"+m.ID)
	}
	return names
}
