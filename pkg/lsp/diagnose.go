package lsp

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/par"
	"github.com/quoin-dev/quoin/pkg/source"
)

const (
	// pause is how long nothing must change before the whole is looked at.
	pause = 400 * time.Millisecond

	// few is how many prompts are looked at with every keystroke. The rest of
	// those that a fragment is part of comes right behind.
	few = 16

	// maxUnopened bounds the files that are not open and shown to have
	// problems: editors were not made for ten thousand.
	maxUnopened = 1000
)

// work looks for problems until the session ends: at what changed, at once.
// What takes longer is done in another goroutine, one at a time, because it
// cannot be given up at any moment.
func (p *project) work() {
	before := make(chan struct{})
	close(before)
	for {
		select {
		case <-p.s.ctx.Done():
			return
		case <-p.wake:
		}
		ctx, stop := context.WithCancel(p.s.ctx)
		p.mu.Lock()
		snap, dirty := p.snap, slices.Sorted(maps.Keys(p.dirty))
		p.giveUp = stop
		p.mu.Unlock()
		rest := !p.loose && p.lookAtPart(p.s.ctx, snap, dirty, few)

		last, done := before, make(chan struct{})
		before = done
		p.s.goes(func() {
			defer close(done)
			defer stop()
			<-last
			p.followUp(ctx, snap, dirty, rest)
		})
	}
}

// followUp looks at all that a change reaches and, when nobody types, at
// everything.
func (p *project) followUp(ctx context.Context, snap *snapshot, dirty []string, rest bool) {
	if p.loose {
		p.lookAtAll(ctx, snap)
		return
	}
	if rest {
		p.lookAtPart(ctx, snap, dirty, -1)
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return
	case <-timer.C:
	}
	if p.isStale() {
		if err := p.reload(); err != nil {
			fmt.Fprintf(p.s.opts.Log, "quoin lsp: read %s: %v\n", p.root, err)
			return
		}
		snap = p.now()
	}
	p.lookAtAll(ctx, snap)
}

func (p *project) isStale() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.stale
}

// lookAtAll lints everything and shows what is there.
func (p *project) lookAtAll(ctx context.Context, snap *snapshot) {
	found := analysis.Run(par.Behind(ctx), p.s.opts.Rules, snap.ws, analysis.Options{Loaded: flat(snap.loaded)})
	p.showing.Lock()
	defer p.showing.Unlock()
	p.mu.Lock()
	if ctx.Err() != nil || p.snap != snap { // a change gives up under this lock
		p.mu.Unlock()
		return
	}
	clear(p.dirty)
	p.found = byPath(found)
	p.whole = byPath(slices.DeleteFunc(found, func(d diag.Diagnostic) bool { return !p.isWhole(d.Rule) }))
	all := maps.Clone(p.found)
	p.mu.Unlock()
	for name := range p.shown {
		if _, ok := all[name]; !ok {
			all[name] = nil
		}
	}
	for name := range snap.open {
		if _, ok := all[name]; !ok {
			all[name] = nil
		}
	}
	unopened := 0
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if _, open := snap.open[name]; !open && len(all[name]) > 0 {
			if unopened++; unopened > maxUnopened {
				continue
			}
		}
		p.show(snap, name, all[name], false)
	}
}

func flat(paths map[string]diag.List) diag.List {
	var l diag.List
	for _, name := range slices.Sorted(maps.Keys(paths)) {
		l = append(l, paths[name]...)
	}
	return l
}

// isWhole reports whether a rule looks at the workspace as a whole.
func (p *project) isWhole(name string) bool {
	i := slices.IndexFunc(p.s.opts.Rules, func(r *analysis.Rule) bool { return r.Name == name })
	return i >= 0 && p.s.opts.Rules[i].Workspace != nil
}

// lookAtPart lints the files that changed, their users and the prompts that
// they are part of, and shows what it finds with what is known of the whole.
// With a limit it looks at so many prompts, those of open files first, shows
// only the files that changed, and reports whether there are more.
func (p *project) lookAtPart(ctx context.Context, snap *snapshot, dirty []string, limit int) (rest bool) {
	part := snap.part(dirty, limit)
	if len(part.files) == 0 {
		return false
	}
	found := analysis.RunPart(ctx, p.s.opts.Rules, snap.ws, part.files, part.prompts, analysis.Options{Loaded: snap.loadedOf(part.files)})
	p.showing.Lock()
	defer p.showing.Unlock()
	if ctx.Err() != nil {
		return false
	}
	paths := byPath(found)
	for _, f := range part.files {
		name := f.File.Path
		changed := slices.Contains(dirty, name)
		if part.rest && !changed {
			continue // what it has from prompts that were not looked at is missing
		}
		p.mu.Lock()
		list := append(paths[name], move(p.whole[name], f.File)...)
		list.Sort()
		p.found[name] = list
		p.mu.Unlock()
		p.show(snap, name, list, changed)
	}
	return part.rest
}

// A part is what a change may have made problems in.
type part struct {
	files, prompts []*fragment.Fragment // by id
	rest           bool
}

func (s *snapshot) part(names []string, limit int) part {
	var p part
	for _, name := range names {
		if f := s.ws.Named(name); f != nil {
			p.files = append(append(p.files, f), s.ws.Users(f.ID)...)
			p.prompts = append(p.prompts, s.ws.Reach(f)...)
		}
	}
	p.prompts = sorted(p.prompts)
	if limit >= 0 && len(p.prompts) > limit {
		p.rest = true
		slices.SortStableFunc(p.prompts, func(a, b *fragment.Fragment) int { return cmp.Compare(s.rank(a), s.rank(b)) })
		p.prompts = sorted(p.prompts[:limit])
		p.files = slices.DeleteFunc(p.files, func(f *fragment.Fragment) bool { return !slices.Contains(names, f.File.Path) })
	}
	p.files = sorted(append(p.files, p.prompts...))
	return p
}

// rank puts what is open before what is not.
func (s *snapshot) rank(f *fragment.Fragment) int {
	if _, open := s.open[f.File.Path]; open {
		return 0
	}
	return 1
}

func sorted(l []*fragment.Fragment) []*fragment.Fragment {
	slices.SortFunc(l, func(a, b *fragment.Fragment) int { return cmp.Compare(a.ID, b.ID) })
	return slices.Compact(l)
}

func (s *snapshot) loadedOf(files []*fragment.Fragment) diag.List {
	var l diag.List
	for _, f := range files {
		l = append(l, s.loaded[f.File.Path]...)
	}
	return l
}

// move puts what was found in an earlier text of a file where it stands now.
// What the change touches is left out: it may be gone. Fixes are left out
// too, until the whole is looked at again.
func move(l diag.List, to *source.File) diag.List {
	var moved diag.List
	for _, d := range l {
		from := d.Span.File.Text
		if from == to.Text {
			moved.Add(d)
			continue
		}
		head, tail := common(from, to.Text)
		switch {
		case d.Span.End <= head:
		case d.Span.Start >= len(from)-tail:
			d.Span.Start += len(to.Text) - len(from)
			d.Span.End += len(to.Text) - len(from)
		default:
			continue
		}
		d.Span.File, d.Fixes = to, nil
		moved.Add(d)
	}
	return moved
}

// common returns how many bytes two texts share at their beginnings and, of
// the rest, at their ends.
func common(a, b string) (head, tail int) {
	shorter := min(len(a), len(b))
	for head < shorter && a[head] == b[head] {
		head++
	}
	for tail < shorter-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	return head, tail
}

// show sends the diagnostics of a file, if they are new to the client or must
// be sent.
func (p *project) show(snap *snapshot, name string, l diag.List, must bool) {
	msg := publishParams{URI: snap.uri(name), Diagnostics: []diagnostic{}}
	for _, d := range l {
		msg.Diagnostics = append(msg.Diagnostics, p.s.diagnostic(snap, d))
	}
	last := p.shown[name]
	t, open := snap.open[name]
	if !open && last.URI != "" {
		msg.URI = last.URI // as the client writes it
	}
	if !must && last.URI == msg.URI && reflect.DeepEqual(last, msg) {
		return
	}
	if last.URI == "" && len(l) == 0 && !open {
		return
	}
	p.shown[name] = msg
	if open {
		msg.Version = &t.version
	}
	_ = p.s.conn.Notify(p.s.ctx, "textDocument/publishDiagnostics", msg)
}

// diagnostic writes a problem as the protocol has it.
func (s *server) diagnostic(snap *snapshot, d diag.Diagnostic) diagnostic {
	out := diagnostic{Range: s.enc.rangeOf(d.Span), Code: d.Rule, Source: "quoin", Message: message(d)}
	switch d.Severity {
	case diag.Error:
		out.Severity = 1
	case diag.Warning:
		out.Severity = 2
	default:
		out.Severity = 3
	}
	if strings.HasPrefix(d.Rule, "compose/unused-") || d.Rule == "compose/dead-branch" {
		out.Tags = []int{1} // unnecessary: shown faded
	}
	for _, r := range d.Related {
		if !r.Span.IsZero() {
			out.Related = append(out.Related, related{location{snap.uri(r.Span.File.Path), s.enc.rangeOf(r.Span)}, r.Text})
		}
	}
	return out
}

func message(d diag.Diagnostic) string {
	var b strings.Builder
	b.WriteString(d.Message)
	for _, n := range d.Notes {
		b.WriteString("\nnote: " + n)
	}
	if d.Help != "" {
		b.WriteString("\nhelp: " + d.Help)
	}
	return b.String()
}
