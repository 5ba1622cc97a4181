package conflict

import (
	"fmt"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/instruct"
	"github.com/quoin-dev/quoin/pkg/suggest"
)

// A Finding is a problem of one instruction, or of one in the light of another.
type Finding struct {
	Rule     string // "clarity/vague-instruction"
	Severity diag.Severity
	At       *instruct.Instruction
	Other    *instruct.Instruction // nil where none matters
	Message  string
	Help     string
}

// Fingerprint identifies the finding across edits that move its text.
func (f *Finding) Fingerprint() string {
	if f.Other == nil {
		return fingerprint(f.Rule, f.At, f.At)
	}
	return fingerprint(f.Rule, f.At, f.Other)
}

// Redundant returns the instructions that say again, in the same words but for
// their order and form, what an earlier one said.
func Redundant(ins []instruct.Instruction) []Finding {
	first := map[string]*instruct.Instruction{}
	var out []Finding
	for i := range ins {
		in := &ins[i]
		if len(in.Words()) < 3 || len(in.Constraints) == 0 {
			continue
		}
		key := strings.Join(in.Words(), " ") + "|" + direction(in) + "|" + section(in.Headings)
		if earlier := first[key]; earlier != nil {
			out = append(out, Finding{
				Rule: "clarity/redundant-instruction", Severity: diag.Info, At: in, Other: earlier,
				Message: "this repeats an earlier instruction", Help: "keep the one that stands in the better place",
			})
			continue
		}
		first[key] = in
	}
	return out
}

// direction sums up which way the demands of an instruction point, so that "do"
// and "do not" are never taken for one another.
func direction(in *instruct.Instruction) string {
	var b strings.Builder
	for i := range in.Constraints {
		c := &in.Constraints[i]
		fmt.Fprintf(&b, "%s%s%d%d;", c.Dimension, c.Value, c.Polarity, len(c.Scope))
		if c.Range != nil {
			fmt.Fprintf(&b, "%v-%v;", c.Range.Lo, c.Range.Hi)
		}
	}
	return b.String()
}

// Weaker returns the instructions that repeat as advice what an earlier one
// made a must.
func Weaker(ins []instruct.Instruction) []Finding {
	strict := map[string]*instruct.Instruction{}
	var out []Finding
	for i := range ins {
		in := &ins[i]
		for k := range in.Constraints {
			c := &in.Constraints[k]
			if c.Action != nil || c.Range != nil || c.Sequence != nil || c.Implied || c.Rule == instruct.Vague || c.Polarity == instruct.Allow || len(c.Scope) > 0 {
				continue
			}
			key := fmt.Sprint(c.Dimension, "|", c.Subject, "|", c.Value, "|", c.Polarity)
			switch earlier := strict[key]; {
			case c.Strength == instruct.Must && earlier == nil:
				strict[key] = in
			case c.Strength < instruct.Must && earlier != nil:
				out = append(out, Finding{
					Rule: "clarity/weaker-restatement", Severity: diag.Info, At: in, Other: earlier,
					Message: fmt.Sprintf("this only advises what an earlier instruction demands (%s)", strings.ReplaceAll(c.Dimension, "-", " ")), Help: "remove it, or make both equally strong",
				})
			}
		}
	}
	return out
}

// VagueOnes returns the instructions that demand nothing anybody could check.
func VagueOnes(ins []instruct.Instruction) []Finding {
	var out []Finding
	for i := range ins {
		in := &ins[i]
		at := slices.IndexFunc(in.Constraints, func(c instruct.Constraint) bool { return c.Rule == instruct.Vague })
		if at < 0 || len(in.Words()) > 8 || slices.ContainsFunc(in.Constraints, checkable) {
			continue
		}
		_, what, _ := strings.Cut(in.Constraints[at].Dimension, "/")
		out = append(out, Finding{
			Rule: instruct.Vague, Severity: diag.Info, At: in,
			Message: fmt.Sprintf("this demands nothing that can be checked (%s)", what), Help: "say what it means here: a number, a format, an example",
		})
	}
	return out
}

// checkable reports whether a demand is more than an act.
func checkable(c instruct.Constraint) bool {
	return c.Rule != instruct.Vague && c.Action == nil && c.Sequence == nil
}

// alternatives are the dimensions in which a ban leaves open what to do instead.
var alternatives = []string{"output-format", "language", "spelling", "formality", "person", "tense", "casing", "measurement", "date-format", "citation-style", "indentation", "quotes"}

// NegativeOnly returns the bans that leave open what to do instead: a format is
// forbidden and none is named.
func NegativeOnly(ins []instruct.Instruction) []Finding {
	named := map[string]bool{}
	for i := range ins {
		for k := range ins[i].Constraints {
			if c := &ins[i].Constraints[k]; c.Polarity != instruct.Forbid {
				named[c.Dimension] = true
			}
		}
	}
	var out []Finding
	for i := range ins {
		for k := range ins[i].Constraints {
			c := &ins[i].Constraints[k]
			if c.Polarity != instruct.Forbid || c.Implied || named[c.Dimension] || !slices.Contains(alternatives, c.Dimension) {
				continue
			}
			out = append(out, Finding{
				Rule: "clarity/negative-only", Severity: diag.Info, At: &ins[i],
				Message: fmt.Sprintf("this forbids %s and nothing says which %s to use", phrase(c), strings.ReplaceAll(c.Dimension, "-", " ")), Help: "say what to do instead",
			})
			break
		}
	}
	return out
}

// Unreachable returns the instructions whose own conditions cannot all hold.
func Unreachable(ins []instruct.Instruction) []Finding {
	var out []Finding
	for i := range ins {
		for k := range ins[i].Constraints {
			x, y := contradiction(ins[i].Constraints[k].Scope)
			if x == nil {
				continue
			}
			out = append(out, Finding{
				Rule: "clarity/unreachable-condition", Severity: diag.Warning, At: &ins[i],
				Message: fmt.Sprintf("%q and %q never hold together", x.Text, y.Text), Help: "remove one of the conditions",
			})
			break
		}
	}
	return out
}

// contradiction returns two conditions of which one denies the other.
func contradiction(scope []instruct.Condition) (x, y *instruct.Condition) {
	for i := range scope {
		for k := range i {
			a, b := &scope[k], &scope[i]
			if len(a.Words) == 0 || !slices.Equal(a.Words, b.Words) {
				continue
			}
			if (a.Kind != b.Kind) != (a.Negated != b.Negated) {
				return a, b
			}
		}
	}
	return nil, nil
}

// longPrompt is how many instructions a prompt has before its middle counts as
// a place where rules get lost.
const longPrompt = 60

// critical are the dimensions that a reader must not miss.
var critical = []string{"output-format", "closed-output", "instructions-disclosure", "pii-display", "ai-disclosure", "external-sharing", "element/pii", "permission"}

// Buried returns the only rule about format or safety of a long prompt where it
// stands in the middle.
func Buried(ins []instruct.Instruction) []Finding {
	if len(ins) < longPrompt {
		return nil
	}
	places := map[string][]int{}
	for i := range ins {
		for k := range ins[i].Constraints {
			c := &ins[i].Constraints[k]
			if !c.Implied && slices.Contains(critical, c.Dimension) {
				places[c.Dimension] = append(places[c.Dimension], i)
			}
		}
	}
	var out []Finding
	for _, dim := range critical {
		at := slices.Compact(places[dim])
		if len(at) != 1 || at[0] < len(ins)*3/10 || at[0] >= len(ins)*7/10 {
			continue
		}
		out = append(out, Finding{
			Rule: "clarity/buried-instruction", Severity: diag.Info, At: &ins[at[0]],
			Message: fmt.Sprintf("the only rule about %s stands deep in a long prompt", strings.ReplaceAll(dim, "-", " ")), Help: "move it to the start or the end, or say it again there",
		})
	}
	return out
}

// SchemaMismatch returns the instructions that describe fields which the output
// schema does not have.
func SchemaMismatch(ins []instruct.Instruction, schema []string) []Finding {
	if len(schema) == 0 {
		return nil
	}
	var out []Finding
	for i := range ins {
		for _, name := range ins[i].Fields {
			if slices.ContainsFunc(schema, func(s string) bool { return strings.EqualFold(s, name) }) {
				continue
			}
			f := Finding{
				Rule: "conflict/schema", Severity: diag.Warning, At: &ins[i],
				Message: fmt.Sprintf("the output schema has no field `%s`", name), Help: "add it to the schema, or remove it from the text",
			}
			if near, ok := suggest.Nearest(name, schema); ok {
				f.Help = fmt.Sprintf("did you mean `%s`?", near)
			}
			out = append(out, f)
		}
	}
	return out
}
