package review

import (
	"fmt"
	"slices"

	"gonum.org/v1/gonum/mathext"
)

// Bounds are what a team allows.
type Bounds struct {
	FalseAccept float64 // share of automatic accepts that may be wrong, 0.01 by default
	FalseReject float64 // share of automatic rejects that may be wrong, 0.10 by default: it costs the author a look, not a user an error
	Audit       float64 // share of automatic accepts that a person sees all the same, 0.05 by default
	Confidence  float64 // of every bound, 0.95 by default
}

// DefaultBounds are the bounds of a team that said nothing.
func DefaultBounds() Bounds {
	return Bounds{FalseAccept: 0.01, FalseReject: 0.10, Audit: 0.05, Confidence: 0.95}
}

// UpperBound is the Clopper-Pearson upper bound of a share of which k of n were
// seen.
func UpperBound(k, n int, confidence float64) float64 {
	if k >= n {
		return 1
	}
	return mathext.InvRegIncBeta(float64(k)+1, float64(n-k), confidence)
}

// LowerBound is the lower bound of the same share.
func LowerBound(k, n int, confidence float64) float64 {
	if k <= 0 || n == 0 {
		return 0
	}
	return mathext.InvRegIncBeta(float64(k), float64(n-k)+1, 1-confidence)
}

// An Evidence is what people found of one change: Right says that the last
// word on it was that the answer is right.
type Evidence struct {
	Prompt, Suite string
	Kind          Kind
	Score         float64
	Right         bool
	Audit         bool
	Looks         int // of people
	Lead          int // by how many looks one verdict is ahead of the other
	// Open is set where another look is needed before it proves anything:
	// because the looks are split, or because the verdict is not what people
	// found of alike changes and only one of them says so.
	Open bool
	key  change
}

// evidence gathers the decisions of people by change, in order of the first
// decision about each. Of a group that was decided together one counts, because
// nobody looked at the others. A change on which the looks are split evenly is
// disputed and proves nothing.
func (l *Ledger) evidence() []Evidence {
	var out []Evidence
	at := map[change]int{}
	right := map[change]int{}
	groups := map[string]change{}
	for _, d := range l.Decisions {
		if d.Tier != Person || d.Verdict == Retire {
			continue
		}
		key := d.change()
		if d.Group != "" {
			if first, ok := groups[d.Group]; ok && first != key {
				continue
			}
			groups[d.Group] = key
		}
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, Evidence{Prompt: d.Prompt, Suite: d.Suite, Kind: d.Kind, Score: d.Score, Audit: d.Audit, key: key})
		}
		e := &out[i]
		e.Looks++
		if d.Verdict.IsAccept() {
			right[key]++
		}
		e.Right = 2*right[key] > e.Looks
		e.Lead = abs(2*right[key] - e.Looks)
	}
	markOpen(out)
	return out
}

func abs(n int) int { return max(n, -n) }

const (
	// neighbours is how many changes of the same kind with about the same score
	// a verdict is held against.
	neighbours = 20
	// settledLead is the lead that settles a verdict which its neighbours
	// contradict. A reviewer who errs once in thirty is wrong twice in a row
	// once in a thousand.
	settledLead = 2
	// contrary is the share of neighbours that makes a verdict a surprise.
	contrary = 0.85
)

// markOpen finds the verdicts that need another look.
func markOpen(all []Evidence) {
	byKind := map[Kind][]int{}
	for i, e := range all {
		byKind[e.Kind] = append(byKind[e.Kind], i)
	}
	for _, list := range byKind {
		slices.SortStableFunc(list, func(a, b int) int { return compare(all[a].Score, all[b].Score) })
		right := make([]int, len(list)+1) // how many of the first n are right
		for n, i := range list {
			right[n+1] = right[n]
			if all[i].Right {
				right[n+1]++
			}
		}
		for n, i := range list {
			from := max(0, min(n-neighbours/2, len(list)-1-neighbours))
			to := min(len(list), from+neighbours+1)
			agree := right[to] - right[from]
			if !all[i].Right {
				agree = to - from - agree
			}
			others := to - from - 1
			surprise := others >= neighbours/2 && float64(others-(agree-1)) >= contrary*float64(others)
			all[i].Open = all[i].Lead == 0 || surprise && all[i].Lead < settledLead
		}
	}
}

// A Limit is what was learned for one kind of change: from Accept on a score is
// accepted, below Reject it is rejected. What has no limit has 2 and -1, which
// no score reaches.
type Limit struct {
	Kind           Kind
	Scope          string // "prompt", "suite", "workspace", or "" where nothing was learned
	Accept, Reject float64
	// The decisions behind each: how many changes lie beyond the limit, and of
	// how many of them people found the opposite.
	AcceptOf, AcceptWrong int
	RejectOf, RejectWrong int
	// Tightened is set where audits of late found more wrong than the bound
	// allows: what was learned before does not count any more.
	Tightened bool
}

// noAccept and noReject are limits that no score reaches.
const (
	noAccept = 2.0
	noReject = -1.0
)

// Model holds what was learned, for every prompt.
type Model struct {
	Bounds   Bounds
	evidence []Evidence
	byScope  map[string]map[Kind]Limit
	open     map[change]bool // changes that need another look
}

// Learn fits the limits to the decisions.
func Learn(l *Ledger, b Bounds) *Model {
	m := &Model{Bounds: b, evidence: l.evidence(), byScope: map[string]map[Kind]Limit{}, open: map[change]bool{}}
	scopes := map[string][]Evidence{}
	for _, e := range m.evidence {
		if e.Open {
			m.open[e.key] = true
		}
		scopes["prompt "+e.Prompt] = append(scopes["prompt "+e.Prompt], e)
	}
	for s, list := range scopes {
		m.byScope[s] = m.fit(list)
	}
	// What drifted says nothing about the prompts that did not.
	wider := map[string][]Evidence{}
	for _, e := range m.evidence {
		if m.byScope["prompt "+e.Prompt][e.Kind].Tightened {
			continue
		}
		for _, s := range []string{"suite " + e.Suite, "workspace"} {
			wider[s] = append(wider[s], e)
		}
	}
	for s, list := range wider {
		m.byScope[s] = m.fit(list)
	}
	return m
}

// Limit returns what holds for a kind of change of a prompt: what was learned
// from its own decisions, else from its suite's, else from the workspace's. A
// prompt whose own audits failed has no wider limit to fall back on.
func (m *Model) Limit(prompt, suite string, kind Kind) Limit {
	none := Limit{Kind: kind, Accept: noAccept, Reject: noReject}
	for _, scope := range []struct{ name, key string }{{"prompt", "prompt " + prompt}, {"suite", "suite " + suite}, {"workspace", "workspace"}} {
		limit, ok := m.byScope[scope.key][kind]
		if !ok {
			continue
		}
		limit.Scope = scope.name
		if limit.Tightened {
			return limit
		}
		if none.Accept == noAccept && limit.Accept < noAccept {
			none.Accept, none.AcceptOf, none.AcceptWrong, none.Scope = limit.Accept, limit.AcceptOf, limit.AcceptWrong, limit.Scope
		}
		if none.Reject == noReject && limit.Reject > noReject {
			none.Reject, none.RejectOf, none.RejectWrong = limit.Reject, limit.RejectOf, limit.RejectWrong
			if none.Scope == "" {
				none.Scope = limit.Scope
			}
		}
	}
	return none
}

// fit learns the limits of one scope.
func (m *Model) fit(list []Evidence) map[Kind]Limit {
	byKind := map[Kind][]Evidence{}
	for _, e := range list {
		byKind[e.Kind] = append(byKind[e.Kind], e)
	}
	out := map[Kind]Limit{}
	for kind, list := range byKind {
		limit := Limit{Kind: kind, Accept: noAccept, Reject: noReject}
		if at := m.drift(list); at >= 0 {
			limit.Tightened = true
			list = list[at:]
		}
		settled := slices.DeleteFunc(slices.Clone(list), func(e Evidence) bool { return e.Open })
		m.accept(&limit, settled)
		m.reject(&limit, settled)
		limit.Tightened = limit.Tightened && limit.Accept == noAccept
		out[kind] = limit
	}
	return out
}

// accept finds the lowest score from which on so few changes are wrong that the
// bound holds. Scores are looked at from the top: the first at which it holds
// is where the proof begins, and it ends where it breaks.
func (m *Model) accept(limit *Limit, list []Evidence) {
	slices.SortStableFunc(list, func(a, b Evidence) int { return compare(b.Score, a.Score) })
	wrong := 0
	for i, e := range list {
		if !e.Right {
			wrong++
		}
		if i+1 < len(list) && list[i+1].Score == e.Score {
			continue // equal scores are on one side
		}
		if UpperBound(wrong, i+1, m.Bounds.Confidence) <= m.Bounds.FalseAccept {
			limit.Accept, limit.AcceptOf, limit.AcceptWrong = e.Score, i+1, wrong
		}
	}
}

// reject does the same from below.
func (m *Model) reject(limit *Limit, list []Evidence) {
	slices.SortStableFunc(list, func(a, b Evidence) int { return compare(a.Score, b.Score) })
	wrong := 0
	for i, e := range list {
		if e.Right {
			wrong++
		}
		if i+1 < len(list) && list[i+1].Score == e.Score {
			continue
		}
		if e.Score < limit.Accept && UpperBound(wrong, i+1, m.Bounds.Confidence) <= m.Bounds.FalseReject {
			limit.Reject, limit.RejectOf, limit.RejectWrong = e.Score, i+1, wrong
		}
	}
}

// auditWindow is how many audits are looked back at for drift.
const auditWindow = 40

// drift returns the position behind the last moment at which the audits of one
// window showed, with confidence, more wrong accepts than the bound allows: -1
// where there is none. Only settled audits count: one reviewer's slip is no
// drift.
func (m *Model) drift(list []Evidence) int {
	var window []bool
	last := -1
	for i, e := range list {
		if !e.Audit || e.Open {
			continue
		}
		window = append(window, !e.Right)
		if len(window) > auditWindow {
			window = window[1:]
		}
		wrong := 0
		for _, w := range window {
			if w {
				wrong++
			}
		}
		if LowerBound(wrong, len(window), m.Bounds.Confidence) > m.Bounds.FalseAccept {
			last, window = i, nil
		}
	}
	if last < 0 {
		return -1
	}
	return last + 1
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Explain says in a sentence how a limit came about, with its arithmetic.
func (l Limit) Explain(b Bounds) string {
	switch {
	case l.Tightened:
		return "audits found more wrong accepts than the bound allows, so what was learned before does not count"
	case l.Accept == noAccept && l.Reject == noReject:
		return fmt.Sprintf("too few decisions to prove anything: %d in a row without a wrong one are needed", needed(b))
	}
	var out string
	if l.Accept < noAccept {
		out = fmt.Sprintf("accepted from %.2f on: %d of %d such changes were wrong, so with %.0f%% confidence fewer than %.2f%% are",
			l.Accept, l.AcceptWrong, l.AcceptOf, 100*b.Confidence, 100*UpperBound(l.AcceptWrong, l.AcceptOf, b.Confidence))
	}
	if l.Reject > noReject {
		if out != "" {
			out += "; "
		}
		out += fmt.Sprintf("rejected up to %.2f: %d of %d such changes were right, so with %.0f%% confidence fewer than %.2f%% are",
			l.Reject, l.RejectWrong, l.RejectOf, 100*b.Confidence, 100*UpperBound(l.RejectWrong, l.RejectOf, b.Confidence))
	}
	return out
}

// needed is how many decisions without a wrong one prove the bound.
func needed(b Bounds) int {
	n := 1
	for UpperBound(0, n, b.Confidence) > b.FalseAccept && n < 1_000_000 {
		n++
	}
	return n
}
