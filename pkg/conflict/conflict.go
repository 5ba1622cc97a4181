// Package conflict finds instructions that cannot both be followed, and says why.
//
// It keeps two rules. Silence is the default: two demands conflict only where
// they are about the same thing in the same case and no exception, default or
// stated precedence settles them, because a gate that cries wolf is switched
// off. And every decision can be explained: [Explain] gives for any pair the
// demands that met and what settled them.
package conflict

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/instruct"
)

// A Conflict is two instructions that no single behaviour meets.
type Conflict struct {
	Rule     string // "conflict/range"
	Severity diag.Severity
	A, B     *instruct.Instruction // in reading order
	// ConstraintA and ConstraintB are the demands that clash; nil where two
	// statements of precedence do.
	ConstraintA, ConstraintB *instruct.Constraint
	Confidence               float64
	Reason                   string // one sentence, lower case
	Help                     string // how to settle it
}

// Fingerprint identifies the conflict across edits that move or reorder its
// sides: the rule and both normalised texts, order free.
func (c *Conflict) Fingerprint() string {
	return fingerprint(c.Rule, c.A, c.B)
}

func fingerprint(rule string, a, b *instruct.Instruction) string {
	texts := []string{a.Normal(), b.Normal()}
	slices.Sort(texts)
	sum := sha256.Sum256([]byte(rule + "\x00" + strings.Join(texts, "\x00")))
	return hex.EncodeToString(sum[:16])
}

// Options are what a caller knows beyond the text.
type Options struct {
	// Precedence lists pairs of anchors of which the first wins. An empty loser
	// means that the winner wins over everything.
	Precedence []Precedence
	// Disjoint reports whether two instructions never appear together, as under
	// opposite guards. Nil means that all do.
	Disjoint func(a, b *instruct.Instruction) bool
}

// A Precedence says that the instruction anchored Winner wins over Loser.
type Precedence struct{ Winner, Loser string }

// maxPartners bounds how many demands one demand is compared with, so that a
// prompt that says one thing a thousand times stays cheap. The nearest come first.
const maxPartners = 64

// Find returns the conflicts among instructions, one a pair, in reading order.
func Find(ins []instruct.Instruction, o Options) []Conflict {
	j := newJudge(ins, o)
	found := map[[2]int]*Conflict{}
	var order [][2]int
	j.pairs(func(a, b side) {
		key := [2]int{a.in.Index, b.in.Index}
		if !mayOppose(a.con, b.con) || found[key] != nil && found[key].Confidence >= 0.95 {
			return
		}
		d := j.decide(a, b)
		if !d.Conflict {
			return
		}
		c := j.conflict(a, b, d)
		if old := found[key]; old == nil {
			order = append(order, key)
			found[key] = &c
		} else if c.Confidence > old.Confidence {
			found[key] = &c
		}
	})
	for _, c := range j.cycles() {
		key := [2]int{c.A.Index, c.B.Index}
		if found[key] == nil {
			order = append(order, key)
			found[key] = &c
		}
	}
	slices.SortFunc(order, func(x, y [2]int) int {
		if x[0] != y[0] {
			return x[0] - y[0]
		}
		return x[1] - y[1]
	})
	out := make([]Conflict, 0, len(order))
	for _, key := range order {
		out = append(out, *found[key])
	}
	return out
}

// A side is one demand of one instruction.
type side struct {
	in  *instruct.Instruction
	con *instruct.Constraint
}

// judge holds what all decisions about one document share.
type judge struct {
	ins  []instruct.Instruction
	o    Options
	wins []win
	sect []string // the section each instruction stands in, by position
	at   map[int]int
	// title is the first heading, in lower case.
	title string
}

func newJudge(ins []instruct.Instruction, o Options) *judge {
	j := &judge{ins: ins, o: o, sect: make([]string, len(ins)), at: make(map[int]int, len(ins))}
	if len(ins) > 0 && len(ins[len(ins)-1].Headings) > 0 {
		j.title = strings.ToLower(ins[len(ins)-1].Headings[0])
	}
	for i := range ins {
		j.sect[i] = section(ins[i].Headings)
		j.at[ins[i].Index] = i
		for k := range ins[i].Precedence {
			j.wins = append(j.wins, win{&ins[i], &ins[i].Precedence[k]})
		}
	}
	return j
}

// pairs calls f for every two demands that could meet: of one dimension, or
// acts upon a common object. The first comes earlier in the text.
func (j *judge) pairs(f func(a, b side)) {
	buckets := map[string][]side{}
	objects := map[string][]side{}
	for i := range j.ins {
		in := &j.ins[i]
		for k := range in.Constraints {
			con := &in.Constraints[k]
			if con.Rule == instruct.Vague {
				continue
			}
			s := side{in, con}
			if con.Sequence != nil {
				// Two orders clash where one begins with what the other ends with.
				for _, w := range con.Sequence.Then {
					meet(objects["<"+w], s, f)
				}
				for _, w := range con.Sequence.First {
					objects["<"+w] = append(objects["<"+w], s)
				}
				continue
			}
			if con.Action == nil {
				key := bucket(con)
				meet(buckets[key], s, f)
				buckets[key] = append(buckets[key], s)
				continue
			}
			// Two acts can clash only where one is banned, so posting lists are
			// kept by polarity.
			// A ban meets all that speaks of its object, wherever in the clause.
			own, other, about := "+", "-", con.Action.Rest
			if con.Polarity == instruct.Forbid {
				own, other, about = "-", "+", con.Action.Object
			}
			for _, w := range about {
				meet(objects[other+w], s, f)
			}
			for _, w := range about {
				objects[own+w] = append(objects[own+w], s)
			}
		}
	}
}

// bucket names the demands that one demand could meet: those of its dimension,
// or of any size of a text.
func bucket(c *instruct.Constraint) string {
	if c.Range != nil && sizes[c.Dimension] {
		return "size"
	}
	return c.Dimension
}

// meet calls f for the last partners of s.
func meet(partners []side, s side, f func(a, b side)) {
	seen := 0
	for i := len(partners) - 1; i >= 0 && seen < maxPartners; i-- {
		if p := partners[i]; p.in != s.in {
			seen++
			f(p, s)
		}
	}
}

// conflict builds the finding for a decision.
func (j *judge) conflict(a, b side, d Decision) Conflict {
	return Conflict{
		Rule: d.Rule, Severity: severity(a.con, b.con, d.Confidence), A: a.in, B: b.in, ConstraintA: a.con, ConstraintB: b.con,
		Confidence: d.Confidence, Reason: d.Reason, Help: help(a.in, b.in),
	}
}

// severity follows the strengths of both sides; a demand that is only likely
// to be understood right is never an error.
func severity(a, b *instruct.Constraint, confidence float64) diag.Severity {
	switch {
	case a.Strength == instruct.Preference && b.Strength == instruct.Preference:
		return diag.Info
	case a.Strength == instruct.Must && b.Strength == instruct.Must && confidence >= 0.95:
		return diag.Error
	}
	return diag.Warning
}

func help(a, b *instruct.Instruction) string {
	if a.Anchor != "" || b.Anchor != "" {
		anchor := a.Anchor
		if anchor == "" {
			anchor = b.Anchor
		}
		return "remove one, give one a condition, or state which wins: `winner = \"#" + anchor + "\"` under [[precedence]]"
	}
	return "remove one, give one a condition, or say in the prompt which wins"
}
