package conflict

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/quoin-dev/quoin/pkg/instruct"
)

// A Decision is what was concluded about two demands.
type Decision struct {
	Conflict   bool
	Rule       string
	Confidence float64
	Reason     string // why they clash
	Settled    string // why they do not
}

func settled(format string, args ...any) Decision {
	return Decision{Settled: fmt.Sprintf(format, args...)}
}

// decide asks in a fixed order: do the demands oppose each other at all, are
// they about one thing, do they hold in one case, does anything settle them.
func (j *judge) decide(a, b side) Decision {
	d := oppose(a.con, b.con)
	if !d.Conflict {
		return d
	}
	if j.o.Disjoint != nil && j.o.Disjoint(a.in, b.in) {
		return settled("no variant has both")
	}
	if a.in.Normal() == b.in.Normal() {
		return settled("they are one instruction, twice")
	}
	if why := j.elsewhere(a, b); why != "" {
		return settled("%s", why)
	}
	if why := cases(a, b); why != "" {
		return settled("%s", why)
	}
	if why := j.precedence(a.in, b.in); why != "" {
		return settled("%s", why)
	}
	return d
}

// mayOppose is a cheap test that lets nothing through that [oppose] would not
// look at; most pairs of a bucket end here.
func mayOppose(a, b *instruct.Constraint) bool {
	switch {
	case a.Range != nil && b.Range != nil:
		return a.Dimension != b.Dimension || a.Range.Lo > b.Range.Hi || b.Range.Lo > a.Range.Hi
	case a.Action != nil && b.Action != nil:
		return (a.Polarity == instruct.Forbid) != (b.Polarity == instruct.Forbid)
	case a.Sequence != nil:
		return true
	case a.Polarity == instruct.Forbid || b.Polarity == instruct.Forbid:
		return a.Polarity != b.Polarity && a.Value == b.Value
	}
	return a.Value != b.Value
}

// oppose reports whether two demands of one dimension exclude each other,
// leaving aside where and when they hold.
func oppose(a, b *instruct.Constraint) Decision {
	switch {
	case a.Range != nil && b.Range != nil:
		return ranges(a, b)
	case a.Action != nil && b.Action != nil:
		return actions(a, b)
	case a.Sequence != nil && b.Sequence != nil:
		return sequences(a, b)
	case a.Polarity == instruct.Forbid && b.Polarity == instruct.Forbid:
		return settled("both ban")
	case a.Dimension != b.Dimension:
		return settled("they are about different things")
	}
	if a.Polarity == instruct.Forbid || b.Polarity == instruct.Forbid {
		if a.Value != b.Value {
			return settled("%s is banned and %s is not", banned(a, b).Value, required(a, b).Value)
		}
		return Decision{
			Conflict: true, Rule: a.Rule, Confidence: confidence(a, b, 0.95),
			Reason: fmt.Sprintf("one %s %s, the other forbids it", verb(required(a, b)), phrase(a)),
		}
	}
	if a.Polarity == instruct.Allow && (b.Polarity == instruct.Allow || !b.Absolute) || b.Polarity == instruct.Allow && !a.Absolute {
		return settled("one only permits")
	}
	if !a.Excludes(b) || !b.Excludes(a) {
		return settled("%s and %s can both hold", a.Value, b.Value)
	}
	if a.Implied && b.Implied {
		return settled("neither says so itself")
	}
	return Decision{
		Conflict: true, Rule: a.Rule, Confidence: confidence(a, b, 0.97),
		Reason: fmt.Sprintf("%s cannot be both %s and %s", dimension(a), a.Value, b.Value),
	}
}

func banned(a, b *instruct.Constraint) *instruct.Constraint {
	if a.Polarity == instruct.Forbid {
		return a
	}
	return b
}

func required(a, b *instruct.Constraint) *instruct.Constraint {
	if a.Polarity == instruct.Forbid {
		return b
	}
	return a
}

func verb(c *instruct.Constraint) string {
	if c.Polarity == instruct.Allow {
		return "permits"
	}
	return "demands"
}

// confidence lowers what is surely opposed for families that words describe
// loosely.
func confidence(a, b *instruct.Constraint, sure float64) float64 {
	switch a.Rule {
	case "conflict/tone", "conflict/autonomy", "conflict/action", "conflict/persona":
		sure = 0.85
	}
	if a.Implied || b.Implied {
		sure -= 0.1
	}
	return sure
}

// dimension names what a demand is about, for a person.
func dimension(c *instruct.Constraint) string {
	name := strings.ReplaceAll(c.Dimension, "-", " ")
	if of := subject(c); of != "" {
		return name + " of the " + of
	}
	return name
}

func phrase(c *instruct.Constraint) string {
	name := c.Value
	if _, element, ok := strings.Cut(c.Dimension, "/"); ok {
		name = element
	} else if c.Value != "" {
		name = c.Value + " (" + strings.ReplaceAll(c.Dimension, "-", " ") + ")"
	}
	return "`" + name + "`"
}

func subject(c *instruct.Constraint) string {
	s, _, _ := strings.Cut(c.Subject, "#")
	name, apart, ok := strings.Cut(s, "|")
	if ok {
		return apart + " " + name
	}
	return name
}

// perUnit gives safe bounds between units that contain one another: so many of
// the first need at least so many of the second.
var perUnit = map[[2]string]float64{
	{"paragraph", "sentence"}: 1, {"paragraph", "word"}: 3, {"sentence", "word"}: 2, {"page", "word"}: 120, {"page", "paragraph"}: 1,
	{"word", "character"}: 1.5, {"sentence", "character"}: 4, {"bullet", "word"}: 1, {"page", "sentence"}: 5,
}

// ranges compares two intervals.
func ranges(a, b *instruct.Constraint) Decision {
	if a.Dimension != b.Dimension {
		return sized(a, b)
	}
	if math.Max(a.Range.Lo, b.Range.Lo) <= math.Min(a.Range.Hi, b.Range.Hi) {
		return settled("%s and %s can both hold", interval(a), interval(b))
	}
	x, y := orAnswer(subject(a)), orAnswer(subject(b))
	reason := fmt.Sprintf("%s of %s: %s and %s, no number meets both", plural(a.Dimension), x, interval(a), interval(b))
	if x != y {
		reason = fmt.Sprintf("%s: %s in %s and %s in %s, no number meets both", plural(a.Dimension), interval(a), x, interval(b), y)
	}
	return Decision{Conflict: true, Rule: a.Rule, Confidence: 0.99, Reason: reason}
}

// sizes are the units of which a text has some of each.
var sizes = map[string]bool{"word": true, "sentence": true, "paragraph": true, "character": true, "page": true}

// sized compares a lower bound in a large unit with an upper bound in a small one.
func sized(a, b *instruct.Constraint) Decision {
	for _, p := range [][2]*instruct.Constraint{{a, b}, {b, a}} {
		large, small := p[0], p[1]
		per, ok := perUnit[[2]string{large.Dimension, small.Dimension}]
		if !ok || large.Range.Lo*per <= small.Range.Hi {
			continue
		}
		return Decision{
			Conflict: true, Rule: a.Rule, Confidence: 0.96,
			Reason: fmt.Sprintf("%s %s do not fit into %s %s", interval(large), plural(large.Dimension), interval(small), plural(small.Dimension)),
		}
	}
	return settled("%s and %s are counted apart", plural(a.Dimension), plural(b.Dimension))
}

func plural(unit string) string { return strings.ReplaceAll(unit, "-", " ") + "s" }

func interval(c *instruct.Constraint) string {
	n := func(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
	r := c.Range
	switch {
	case math.IsInf(r.Hi, 1):
		return "at least " + n(r.Lo)
	case r.Lo == 0:
		return "at most " + n(r.Hi)
	case r.Lo == r.Hi:
		return "exactly " + n(r.Lo)
	}
	return n(r.Lo) + " to " + n(r.Hi)
}

// actions compares a ban and a demand: they clash where the demand is a case
// of what is banned.
func actions(a, b *instruct.Constraint) Decision {
	if (a.Polarity == instruct.Forbid) == (b.Polarity == instruct.Forbid) {
		return settled("both point the same way")
	}
	no, yes := banned(a, b), required(a, b)
	if nominal(no.Action, yes.Action) {
		return Decision{Conflict: true, Rule: a.Rule, Confidence: 0.85, Reason: fmt.Sprintf("one says to %s, the other forbids it", yes.Action.Said)}
	}
	if !sameVerb(no.Action, yes.Action) {
		return settled("%s and %s are different acts", no.Action.Verb, yes.Action.Verb)
	}
	if no.Action.Head != yes.Action.Head && !slices.Contains(yes.Action.Object, no.Action.Head) && (len(no.Action.Object) < 2 || !subset(no.Action.Object, yes.Action.Rest)) {
		return settled("they act on different objects")
	}
	// A ban on "blue cars" meets a demand for "blue cars in winter", and a ban
	// on "cars in winter" does not meet a demand for "cars".
	if !subset(no.Action.Object, yes.Action.Rest) {
		return settled("what is banned is narrower than what is demanded")
	}
	if (no.Action.Exact || yes.Action.Exact) && !slices.Equal(no.Action.Object, yes.Action.Object) {
		return settled("one prefers something else to %s", strings.Join(no.Action.Object, " "))
	}
	extra := 0
	for _, w := range no.Action.Rest {
		if !slices.Contains(yes.Action.Rest, w) && !slices.Contains(no.Action.Object, w) && !slices.Contains(emphatic, w) {
			extra++
		}
	}
	if extra > 0 {
		return settled("what is banned is narrower than what is demanded")
	}
	return Decision{
		Conflict: true, Rule: "conflict/action", Confidence: 0.8,
		Reason: fmt.Sprintf("one %s to %s, the other forbids it", map[bool]string{true: "permits", false: "says"}[yes.Polarity == instruct.Allow], yes.Action.Said),
	}
}

// emphatic are the words that widen a ban rather than narrow it.
var emphatic = []string{"circumst", "anywher", "ever", "time", "user", "custom", "way", "case", "direct", "yourself", "avoid", "anyon", "anybodi"}

// sequences compares two demands about what comes first.
func sequences(a, b *instruct.Constraint) Decision {
	x, y := a.Sequence, b.Sequence
	if !mostly(x.First, y.Then) || !mostly(x.Then, y.First) || overlap(x.First, y.First) || overlap(x.Then, y.Then) {
		return settled("they order different things")
	}
	return Decision{
		Conflict: true, Rule: a.Rule, Confidence: 0.9,
		Reason: "one puts first what the other puts last",
	}
}

// mostly reports whether two bags have at least half of the larger in common.
func mostly(a, b []string) bool {
	common := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			common++
		}
	}
	return common > 0 && 2*common >= max(len(a), len(b))
}

// nominal reports whether a ban names the demanded act as a noun: "skip input
// validation" bans validating input.
func nominal(no, yes *instruct.Action) bool {
	n := len(no.Object)
	return no.Verb == "use" && n >= 2 && no.Object[n-1] == yes.Root && subset(no.Object[:n-1], yes.Object)
}

// sameVerb reports whether the banned acts include the demanded one.
func sameVerb(no, yes *instruct.Action) bool {
	return no.Verb == yes.Verb || slices.Contains(no.Also, yes.Verb) || slices.Contains(yes.Also, no.Verb)
}

func subset(small, large []string) bool {
	for _, w := range small {
		if !slices.Contains(large, w) {
			return false
		}
	}
	return true
}
