package conflict

import (
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/instruct"
)

// beside is how many things a clause may speak of that the other side does not
// know, before its demand is taken to be about these things only.
type beside struct {
	ban    int // of a ban: it bans less than it seems to
	demand int // of each of two demands: each has a matter of its own
}

// besides sets the bounds by family. What is done, asked or called is nearly
// always done to something, and how the answer looks seldom.
func besides(c *instruct.Constraint) beside {
	switch c.Rule {
	case "conflict/autonomy", "conflict/tool":
		return beside{ban: 2, demand: 1}
	case "conflict/action":
		return beside{ban: 1, demand: 2}
	case "conflict/choice":
		return beside{ban: 3, demand: 2}
	case "conflict/voice":
		return beside{ban: 3, demand: 1}
	case "conflict/format", "conflict/closed-output":
		if c.Dimension == "measurement" {
			return beside{ban: 3, demand: 1} // distances are no temperatures
		}
		return beside{ban: 4, demand: 5}
	}
	return beside{ban: 3, demand: 3}
}

// particular says that a demand is about a matter of its own, by what else its
// clause speaks of.
func particular(a, b side) string {
	if a.con.Action != nil || a.con.Sequence != nil {
		return ""
	}
	if a.con.Dimension == "clarify" && a.con.Polarity != instruct.Forbid && b.con.Polarity != instruct.Forbid {
		return "" // to ask and to assume are both about what is unclear
	}
	if ca := conditions(a.con); len(ca) > 0 && same(ca, conditions(b.con)) {
		return "" // one case is evidence enough
	}
	x, y := unshared(a, b), unshared(b, a)
	if a.con.Range != nil {
		if part(a.con) && part(b.con) && len(x) > 0 && len(y) > 0 || len(x) > 0 && len(y) > 0 && len(x)+len(y) > 3 || a.con.Dimension == "minute" && len(x) > 0 && len(y) > 0 {
			return "one is about " + strings.Join(x, " ") + ", the other about " + strings.Join(y, " ")
		}
		return ""
	}
	limit := besides(a.con)
	if a.con.Dimension == "clarify" || a.con.Dimension == "ask-anything" {
		limit.ban = 1 // "do not ask for a key"
	}
	switch {
	case a.con.Polarity == instruct.Forbid && len(x) >= limit.ban:
		return "the ban is about " + strings.Join(x, " ")
	case b.con.Polarity == instruct.Forbid && len(y) >= limit.ban:
		return "the ban is about " + strings.Join(y, " ")
	case len(x) >= limit.demand && len(y) >= limit.demand && (limit.demand > 1 || len(x) == len(a.con.Beside) || len(y) == len(b.con.Beside)):
		return "one is about " + strings.Join(x, " ") + ", the other about " + strings.Join(y, " ")
	}
	return ""
}

// part reports whether a count is of a part of which an answer has several.
func part(c *instruct.Constraint) bool {
	name, _, _ := strings.Cut(c.Subject, "|")
	return name == "bullet" || name == "sentence" || name == "paragraph" || name == "section" || name == "opening bullet"
}

// unshared returns what a's clause speaks of beside its demand and b does not.
func unshared(a, b side) []string {
	return slices.DeleteFunc(slices.Clone(a.con.Beside), func(w string) bool { return slices.Contains(b.in.Words(), w) })
}
