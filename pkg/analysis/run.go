package analysis

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/par"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// Options says what a run starts from.
type Options struct {
	Loaded diag.List // what reading the files found, to be reported with the rest
}

// Run runs rules, and the team's own from quoin.toml, over a workspace. The
// result is the same whatever runs first. A cancelled run ends early with a
// part of the result: ask ctx.
func Run(ctx context.Context, rules []*Rule, ws *workspace.Workspace, opts Options) diag.List {
	pol, found := newPolicy(rules, ws)
	found = append(found, opts.Loaded...)
	r := newRun(ctx, pol, ws)
	r.files, r.prompts = ws.All, ws.Prompts()
	return r.finish(pol, found)
}

// RunPart runs the rules that look at single files and at single prompts, over
// some of a workspace. What it finds in these files is what Run finds there,
// but for the rules about the whole, provided that files holds every prompt,
// and prompts every one that a file of files is part of. Nothing is said about
// other files.
func RunPart(ctx context.Context, rules []*Rule, ws *workspace.Workspace, files, prompts []*fragment.Fragment, opts Options) diag.List {
	pol, found := newPolicy(rules, ws)
	pol.part = true
	found = append(found, opts.Loaded...)
	r := newRun(ctx, pol, ws)
	r.workspace, r.files, r.prompts = nil, files, prompts
	in := make(map[*source.File]bool, len(files))
	for _, f := range files {
		in[f.File] = true
	}
	return slices.DeleteFunc(r.finish(pol, found), func(d diag.Diagnostic) bool { return !in[d.Span.File] })
}

func newRun(ctx context.Context, pol *policy, ws *workspace.Workspace) *run {
	r := &run{ctx: ctx, ws: ws, shared: shared{memo: map[string]func() any{}, resolved: map[*fragment.Fragment]func() resolved{}}}
	for _, rule := range pol.active() {
		switch {
		case rule.File != nil:
			r.file = append(r.file, rule)
		case rule.Prompt != nil:
			r.prompt = append(r.prompt, rule)
		case rule.Workspace != nil:
			r.workspace = append(r.workspace, rule)
		}
	}
	return r
}

// finish runs everything and decides what becomes of what is found.
func (r *run) finish(pol *policy, found diag.List) diag.List {
	expanded, own := r.all()
	found = append(found, own...)
	found = append(found, mergePrompts(expanded)...)

	found = pol.apply(found)
	found = suppress(r.ws, pol, found)
	found.Sort()
	return slices.CompactFunc(found, same)
}

// A run holds the rules that are on, by what they look at, and what there is
// to look at.
type run struct {
	ctx                     context.Context // of the whole run
	ws                      *workspace.Workspace
	files, prompts          []*fragment.Fragment // by id
	file, prompt, workspace []*Rule
	shared                  shared
}

// A result is what one task found. In is the prompt that it looked at, nil
// for tasks that look at something else.
type result struct {
	in    *fragment.Fragment
	found diag.List
}

// all does the whole work as one list of tasks, the longest first, so that no
// core waits for another. It parts what was found in expanded prompts, where
// a fragment is seen again and again, from the rest.
func (r *run) all() (expanded []result, own diag.List) {
	var tasks []func() result
	for _, rule := range r.workspace {
		tasks = append(tasks, func() result {
			p := Pass{Workspace: r.ws, run: r, rule: rule, found: new(diag.List)}
			rule.Workspace(&p)
			return result{found: *p.found}
		})
	}
	for _, prompt := range r.prompts {
		tasks = append(tasks, func() result { return result{prompt, r.lookAtPrompt(prompt)} })
	}
	for _, f := range r.files {
		tasks = append(tasks, func() result { return result{found: r.lookAtFile(f)} })
	}
	results, _ := par.Map(r.ctx, tasks, func(_ context.Context, task func() result) (result, error) {
		return task(), nil
	})
	for _, res := range results {
		if res.in != nil {
			expanded = append(expanded, res)
		} else {
			own = append(own, res.found...)
		}
	}
	return expanded, own
}

func (r *run) lookAtFile(f *fragment.Fragment) diag.List {
	found := compose.Check(r.ws, f)
	p := Pass{Workspace: r.ws, run: r, found: &found}
	for _, p.rule = range r.file {
		p.rule.File(&p, f)
	}
	if !r.ws.Loose || f.Kind == fragment.Prompt {
		return found
	}
	for _, p.rule = range r.prompt {
		if p.rule.Loose {
			p.rule.Prompt(&p, r.resolve(f).template)
		}
	}
	return found
}

func (r *run) lookAtPrompt(prompt *fragment.Fragment) diag.List {
	expanded := r.resolve(prompt)
	found := slices.Clone(expanded.found)
	p := Pass{Workspace: r.ws, run: r, found: &found}
	for _, p.rule = range r.prompt {
		p.rule.Prompt(&p, expanded.template)
	}
	return found
}

// problem identifies a finding whoever reached it.
type problem struct {
	rule, message string
	span          source.Span
}

// maxNamed is how many prompts a note names.
const maxNamed = 3

// mergePrompts makes one diagnostic of what several prompts found at the same
// place of a fragment, and says through which prompts it was found.
func mergePrompts(results []result) diag.List {
	var merged diag.List
	at := map[problem]int{}
	reached := map[int][]string{}
	for _, res := range results {
		for _, d := range res.found {
			key := problem{d.Rule, d.Message, d.Span}
			i, seen := at[key]
			if !seen {
				i = len(merged)
				at[key] = i
				merged.Add(d)
			}
			if ids := reached[i]; len(ids) == 0 || ids[len(ids)-1] != res.in.ID {
				reached[i] = append(ids, res.in.ID)
			}
			merged[i].Severity = max(merged[i].Severity, d.Severity)
		}
	}
	for i := range merged {
		d := &merged[i]
		if ids := reached[i]; len(ids) > 1 || !isIn(d.Span, results, ids[0]) {
			d.Notes = append(slices.Clone(d.Notes), namePrompts(ids))
		}
	}
	return merged
}

// isIn reports whether a span lies in the prompt's own file, where nobody
// needs to be told which prompt is meant.
func isIn(s source.Span, results []result, id string) bool {
	i, ok := slices.BinarySearchFunc(results, id, func(r result, id string) int { return strings.Compare(r.in.ID, id) })
	return ok && results[i].in.File == s.File
}

func namePrompts(ids []string) string {
	quoted := make([]string, min(len(ids), maxNamed))
	for i := range quoted {
		quoted[i] = "`" + ids[i] + "`"
	}
	if more := len(ids) - maxNamed; more > 0 {
		return fmt.Sprintf("in %s and %d more", strings.Join(quoted, ", "), more)
	}
	return "in " + strings.Join(quoted, ", ")
}

// same reports whether two neighbours of a sorted list are one problem that
// two ways of looking came upon.
func same(a, b diag.Diagnostic) bool {
	return a.Rule == b.Rule && a.Message == b.Message && a.Span == b.Span
}
