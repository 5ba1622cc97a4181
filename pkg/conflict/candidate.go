package conflict

import (
	"math"
	"slices"

	"github.com/quoin-dev/quoin/pkg/instruct"
)

// A Candidate is a pair that might conflict but that [Find] does not report:
// what a second, costlier judge is worth asking about.
type Candidate struct {
	A, B  *instruct.Instruction
	Score float64 // more is likelier; comparable within one call only
	Why   string
}

// Candidates returns at most limit pairs, likeliest first. Two instructions are
// likelier to conflict the rarer the words they share, and where one bans and
// the other demands, or where two opposed demands were settled by a condition.
func Candidates(ins []instruct.Instruction, o Options, limit int) []Candidate {
	j := newJudge(ins, o)
	skip := map[[2]int]bool{}
	for _, c := range Find(ins, o) {
		skip[[2]int{c.A.Index, c.B.Index}] = true
	}
	found := map[[2]int]*Candidate{}
	add := func(a, b *instruct.Instruction, score float64, why string) {
		if b.Index < a.Index {
			a, b = b, a
		}
		key := [2]int{a.Index, b.Index}
		if a == b || skip[key] || a.Normal() == b.Normal() || j.o.Disjoint != nil && j.o.Disjoint(a, b) {
			return
		}
		if c := found[key]; c != nil {
			c.Score += score
			return
		}
		found[key] = &Candidate{A: a, B: b, Score: score, Why: why}
	}
	j.pairs(func(a, b side) {
		if !mayOppose(a.con, b.con) {
			return
		}
		if d := oppose(a.con, b.con); d.Conflict {
			add(a.in, b.in, 2, j.decide(a, b).Settled)
		}
	})
	j.likeness(add)
	out := make([]Candidate, 0, len(found))
	for _, c := range found {
		out = append(out, *c)
	}
	slices.SortFunc(out, func(x, y Candidate) int {
		switch {
		case x.Score != y.Score:
			return int(math.Copysign(1, y.Score-x.Score))
		case x.A.Index != y.A.Index:
			return x.A.Index - y.A.Index
		}
		return x.B.Index - y.B.Index
	})
	return out[:min(limit, len(out))]
}

// likeness adds pairs that share rare words and point opposite ways.
func (j *judge) likeness(add func(a, b *instruct.Instruction, score float64, why string)) {
	at := map[string][]int{}
	for i := range j.ins {
		for _, w := range j.ins[i].Words() {
			at[w] = append(at[w], i)
		}
	}
	for i := range j.ins {
		shared := map[int]float64{}
		for _, w := range j.ins[i].Words() {
			if len(at[w]) > maxPartners {
				continue
			}
			for _, k := range at[w] {
				if k < i {
					shared[k] += 1 / float64(1+len(at[w]))
				}
			}
		}
		for k, score := range shared {
			if score > 0.3 && bans(&j.ins[i]) != bans(&j.ins[k]) {
				add(&j.ins[k], &j.ins[i], score, "they share words, and one bans")
			}
		}
	}
}

// bans reports whether an instruction forbids something.
func bans(in *instruct.Instruction) bool {
	return slices.ContainsFunc(in.Constraints, func(c instruct.Constraint) bool { return c.Polarity == instruct.Forbid && !c.Implied })
}
