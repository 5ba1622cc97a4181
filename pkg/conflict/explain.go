package conflict

import "github.com/quoin-dev/quoin/pkg/instruct"

// An Explanation says what was concluded about two instructions and why.
type Explanation struct {
	A, B     *instruct.Instruction
	Conflict bool
	Compared []Comparison // every two demands of one dimension, in order
	// Summary is one sentence: the reason of the conflict, or why there is none.
	Summary string
}

// A Comparison is two demands that met, and the decision about them.
type Comparison struct {
	A, B     *instruct.Constraint
	Decision Decision
}

// Explain says why [Find], given the same instructions and options, reports the
// pair or does not.
func Explain(ins []instruct.Instruction, o Options, a, b *instruct.Instruction) Explanation {
	if b.Index < a.Index {
		a, b = b, a
	}
	j := newJudge(ins, o)
	e := Explanation{A: a, B: b}
	for i := range a.Constraints {
		for k := range b.Constraints {
			x, y := &a.Constraints[i], &b.Constraints[k]
			if bucket(x) != bucket(y) || x.Rule == instruct.Vague {
				continue
			}
			d := j.decide(side{a, x}, side{b, y})
			e.Compared = append(e.Compared, Comparison{x, y, d})
			switch {
			case d.Conflict && !e.Conflict:
				e.Conflict, e.Summary = true, d.Reason
			case !d.Conflict && e.Summary == "":
				e.Summary = d.Settled
			}
		}
	}
	for _, c := range j.cycles() {
		if c.A.Index == a.Index && c.B.Index == b.Index {
			e.Conflict, e.Summary = true, c.Reason
		}
	}
	if e.Summary == "" {
		e.Summary = "they make no demand of the same kind"
	}
	return e
}
