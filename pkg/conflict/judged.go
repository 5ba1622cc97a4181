package conflict

import (
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/instruct"
)

// RuleJudged is the rule of conflicts that a model found. It is a note: what a
// model says today it may not say tomorrow.
const RuleJudged = "conflict/judged"

// Doubtful returns the pairs that a judge is worth asking about, the likeliest
// first: those that came close and are no conflict by what is known of words.
func (u *Understood) Doubtful(limit int) []Pair {
	return u.Close[:min(len(u.Close), limit)]
}

// Judged is a pair that a judge found in conflict, as a diagnostic.
func Judged(a, b *instruct.Instruction, reason string) diag.Diagnostic {
	return diag.Diagnostic{
		Rule: RuleJudged, Severity: diag.Info, Span: b.Source,
		Message: "a judge finds that this contradicts another instruction: " + reason,
		Related: []diag.Label{{Span: a.Source, Text: "against this"}},
		Help:    "read both: a judge may be wrong; remove one, give one a condition, or state which wins",
	}
}
