package conflict

import (
	"fmt"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/instruct"
)

// A win is one statement of precedence and where it stands.
type win struct {
	in *instruct.Instruction
	p  *instruct.Precedence
}

// precedence says which stated precedence settles a pair.
func (j *judge) precedence(a, b *instruct.Instruction) string {
	for _, p := range j.o.Precedence {
		if p.Winner == "" {
			continue
		}
		if p.Winner == a.Anchor && (p.Loser == "" || p.Loser == b.Anchor) || p.Winner == b.Anchor && (p.Loser == "" || p.Loser == a.Anchor) {
			return "#" + p.Winner + " is stated to win"
		}
	}
	for _, w := range j.wins {
		if w.p.General && (about(a, w.p.Winner) || about(b, w.p.Winner)) ||
			!w.p.General && (about(a, w.p.Winner) && about(b, w.p.Loser) || about(b, w.p.Winner) && about(a, w.p.Loser)) {
			return fmt.Sprintf("%q settles it", w.in.Text)
		}
	}
	return ""
}

// about reports whether an instruction, or the section it stands in, is about
// the thing that words name.
func about(in *instruct.Instruction, words []string) bool {
	if len(words) == 0 {
		return false
	}
	if overlap(in.Words(), words) {
		return true
	}
	for _, h := range in.Headings {
		for w := range strings.FieldsSeq(strings.ToLower(h)) {
			if slices.ContainsFunc(words, func(x string) bool { return len(x) > 3 && strings.HasPrefix(w, x) }) {
				return true
			}
		}
	}
	return false
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(w string) bool { return slices.Contains(b, w) })
}

// cycles returns the pairs of statements that each let the other's winner lose.
func (j *judge) cycles() []Conflict {
	var out []Conflict
	for i, x := range j.wins {
		for _, y := range j.wins[max(0, i-maxPartners):i] {
			if x.in == y.in || !overlap(x.p.Winner, y.p.Loser) || !overlap(x.p.Loser, y.p.Winner) || overlap(x.p.Winner, y.p.Winner) {
				continue
			}
			out = append(out, Conflict{
				Rule: "conflict/priority", Severity: diag.Error, A: y.in, B: x.in, Confidence: 0.97,
				Reason: "each lets the other's winner lose", Help: help(y.in, x.in),
			})
		}
	}
	return out
}
