package audit

import (
	"context"
	"maps"
	"slices"
	"sync"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/conflict"
	"github.com/quoin-dev/quoin/pkg/dedupe"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/gitrepo"
	"github.com/quoin-dev/quoin/pkg/instruct"
	"github.com/quoin-dev/quoin/pkg/par"
	"github.com/quoin-dev/quoin/pkg/rules"
	"github.com/quoin-dev/quoin/pkg/token"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// A Snapshot is the state of a workspace at one commit. Tokens are those of
// o200k_base throughout, whatever the models are, so that they compare.
type Snapshot struct {
	Commit       gitrepo.Commit // zero for a work tree with changes
	Prompts      int
	Fragments    int
	Tokens       int // of all prompts as composed; of all files where there are no prompts
	Written      int // of all files
	Copied       int // tokens of copies, beyond the first of each
	Instructions int
	Variants     int
	Drifted      int // pairs of copies that have drifted apart
	Dead         int // fragments that no prompt reaches
	Conflicts    map[string]bool
	Sizes        map[string]Size // of the prompts, or of the files, by id
}

// A Size is the weight of one prompt.
type Size struct{ Tokens, Instructions, Variants int }

// same reports whether nothing that is measured differs.
func (s Snapshot) same(o Snapshot) bool {
	return s.Prompts == o.Prompts && s.Fragments == o.Fragments && s.Written == o.Written && maps.Equal(s.Sizes, o.Sizes)
}

// A meter measures states of one history. Most files are the same from one
// state to the next, so what was found of a text is kept.
type meter struct {
	encoding *token.Encoding
	mu       sync.Mutex
	known    map[string]part
}

// part is what is known of one text.
type part struct {
	tokens, instructions int
	conflicts            []string
}

func newMeter() *meter {
	e, _ := token.Lookup("o200k_base")
	return &meter{encoding: e, known: map[string]part{}}
}

// once returns what compute found of a text, now or before.
func (m *meter) once(key string, compute func() part) part {
	m.mu.Lock()
	p, ok := m.known[key]
	m.mu.Unlock()
	if ok {
		return p
	}
	p = compute()
	m.mu.Lock()
	m.known[key] = p
	m.mu.Unlock()
	return p
}

func (m *meter) measure(ctx context.Context, ws *workspace.Workspace) Snapshot {
	s := Snapshot{Conflicts: map[string]bool{}, Sizes: map[string]Size{}}
	prompts := ws.Prompts()
	s.Prompts, s.Fragments = len(prompts), len(ws.All)-len(prompts)
	for i, p := range par.Each(ws.All, m.file) {
		s.Written += p.tokens
		if len(prompts) == 0 {
			s.add(ws.All[i].ID, p, 1)
		}
	}
	type sized struct {
		part
		variants int
	}
	for i, p := range par.Each(prompts, func(f *fragment.Fragment) sized {
		t, _ := compose.Resolve(ws, f)
		all, _ := t.Variants()
		return sized{m.prompt(t), len(all)}
	}) {
		s.add(prompts[i].ID, p.part, p.variants)
	}
	for _, c := range dedupe.Find(ws) {
		s.Copied += (len(c.Places) - 1) * m.encoding.Count(c.Text)
	}
	for _, d := range analysis.Run(ctx, watched(), ws, analysis.Options{}) {
		switch d.Rule {
		case "compose/near-duplicate":
			s.Drifted++
		case "compose/unused-fragment":
			s.Dead++
		}
	}
	return s
}

func (s *Snapshot) add(id string, p part, variants int) {
	s.Sizes[id] = Size{p.tokens, p.instructions, variants}
	s.Tokens += p.tokens
	s.Instructions += p.instructions
	s.Variants += variants
	for _, c := range p.conflicts {
		s.Conflicts[c] = true
	}
}

// watched are the rules whose findings are counted.
func watched() []*analysis.Rule {
	return slices.DeleteFunc(slices.Clone(rules.All), func(r *analysis.Rule) bool {
		return r.Name != "compose/near-duplicate" && r.Name != "compose/unused-fragment"
	})
}

// file measures the text of one file. In a workspace without prompts a file is
// what a model reads, so its conflicts count.
func (m *meter) file(f *fragment.Fragment) part {
	text := f.File.Text[f.Body.Start:f.Body.End]
	return m.once("file\x00"+text, func() part {
		ins := instruct.Extract(instruct.File(f.File))
		p := part{tokens: m.encoding.Count(text), instructions: len(ins)}
		for _, c := range conflict.Find(ins, conflict.Options{}) {
			p.conflicts = append(p.conflicts, c.Fingerprint())
		}
		return p
	})
}

// prompt measures a composition.
func (m *meter) prompt(t *compose.Template) part {
	return m.once("prompt\x00"+t.Digest().String(), func() part {
		var p part
		for _, msg := range t.Preview().Messages {
			p.tokens += m.encoding.Count(msg.Text)
			p.instructions += len(instruct.Extract(instruct.Document{Messages: []instruct.Message{{Text: msg.Text}}}))
		}
		for _, d := range conflict.NewFinder(conflict.Team{}).InPrompt(t) {
			p.conflicts = append(p.conflicts, d.Fingerprint)
		}
		return p
	})
}

func sortedIDs[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
