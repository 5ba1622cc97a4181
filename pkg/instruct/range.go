package instruct

import (
	"math"
	"slices"
	"strings"
)

// A bound is how a number limits what it counts.
type bound int

const (
	exactly bound = iota
	atMost
	atLeast
	below
	above
	about
)

// boundsBefore are the phrases in front of a number, longest first.
var boundsBefore = []struct {
	words string
	bound bound
}{
	{"no more than", atMost},
	{"not more than", atMost},
	{"at most", atMost},
	{"up to", atMost},
	{"a maximum of", atMost},
	{"maximum of", atMost},
	{"max of", atMost},
	{"maximum", atMost},
	{"max", atMost},
	{"not exceed", atMost},
	{"never exceed", atMost},
	{"not to exceed", atMost},
	{"without exceeding", atMost},
	{"limited to", atMost},
	{"not be longer than", atMost},
	{"not longer than", atMost},
	{"no longer than", atMost},
	{"not go over", atMost},
	{"not go beyond", atMost},
	{"never go over", atMost},
	{"never more than", atMost},
	{"within", atMost},
	{"capped at", atMost},
	{"cap at", atMost},
	{"limit to", atMost},
	{"not over", atMost},
	{"not above", atMost},
	{"no less than", atLeast},
	{"not less than", atLeast},
	{"no fewer than", atLeast},
	{"not fewer than", atLeast},
	{"at least", atLeast},
	{"a minimum of", atLeast},
	{"minimum of", atLeast},
	{"min of", atLeast},
	{"minimum", atLeast},
	{"min", atLeast},
	{"never fewer than", atLeast},
	{"never less than", atLeast},
	{"no shorter than", atLeast},
	{"not be shorter than", atLeast},
	{"not be under", atLeast},
	{"not be less than", atLeast},
	{"not be fewer than", atLeast},
	{"not be below", atLeast},
	{"upwards of", atLeast},
	{"less than", below},
	{"fewer than", below},
	{"under", below},
	{"below", below},
	{"shorter than", below},
	{"not be over", atMost},
	{"not be more than", atMost},
	{"more than", above},
	{"over", above},
	{"longer than", above},
	{"exceed", above},
	{"exceeds", above},
	{"exceeding", above},
	{"above", above},
	{"beyond", above},
	{"about", about},
	{"around", about},
	{"roughly", about},
	{"approximately", about},
	{"approx", about},
	{"circa", about},
	{"nearly", about},
	{"close to", about},
	{"a target of", about},
	{"aim for", about},
	{"exactly", exactly},
	{"precisely", exactly},
	{"only", exactly},
	{"just", exactly},
}

// A quantity is a number with its bounds and its unit, found in a clause.
type quantity struct {
	Range
	from, to  int // tokens
	unit      int // token of the unit
	numbers   int // where the numbers end
	hedged    bool
	qualifier []string
	bare      bool // no bound words: "ten bullets"
}

// ranges reads the intervals that a clause demands.
func (c *clause) ranges() []Constraint {
	var out []Constraint
	for i := 0; i < len(c.toks); i++ {
		if c.toks[i].kind != number || math.IsNaN(c.toks[i].lo) || math.IsNaN(c.toks[i].hi) {
			continue
		}
		q, ok := c.quantity(i)
		if !ok {
			continue
		}
		i = q.numbers - 1
		if con, ok := c.rangeOf(q); ok {
			out = append(out, con)
		}
	}
	return merge(out)
}

// merge joins bounds on one thing within a clause: "at least 50, at most 80 words".
func merge(cons []Constraint) []Constraint {
	var out []Constraint
next:
	for _, con := range cons {
		for i := range out {
			o := &out[i]
			if o.Dimension == con.Dimension && o.Subject == con.Subject && math.Max(o.Range.Lo, con.Range.Lo) <= math.Min(o.Range.Hi, con.Range.Hi) {
				o.Range.Lo, o.Range.Hi = math.Max(o.Range.Lo, con.Range.Lo), math.Min(o.Range.Hi, con.Range.Hi)
				o.End = con.End
				continue next
			}
		}
		out = append(out, con)
	}
	return out
}

// quantity reads the number at i, what bounds it, and its unit.
func (c *clause) quantity(i int) (quantity, bool) {
	t := &c.toks[i]
	q := quantity{from: i, to: i + 1, bare: true}
	lo, hi := t.lo, t.hi
	if i > 0 && c.toks[i-1].text == "step" || t.text == "single" && i+1 < len(c.toks) && c.toks[i+1].stem == lemma("quote") {
		return q, false
	}
	j := i + 1
	// "one or two", "two to four", "between 30 and 73"
	if j+1 < len(c.toks) && c.toks[j+1].kind == number && (c.toks[j].text == "to" || c.toks[j].text == "or" || c.toks[j].text == "and" && i > 0 && c.toks[i-1].text == "between") {
		hi, j = c.toks[j+1].hi, j+2
	} else if j+1 < len(c.toks) && c.toks[j].kind == number && (c.toks[j].lo >= 100 && lo < 100) {
		lo, hi, j = lo*c.toks[j].lo, hi*c.toks[j].hi, j+1
	}
	if hi < lo {
		return q, false
	}
	q.numbers = j
	b, from, found := c.boundBefore(i)
	if found {
		q.bare = false
		q.from = from
	}
	unit, name, ok := c.unitAfter(j)
	if !ok && (found || c.verbIs(classProduce) && c.subj == 0) {
		unit, name, ok = c.countable(j)
	}
	if !ok {
		return q, false
	}
	q.unit, q.to, q.Unit = unit, unit+1, name
	if !found && i > 0 && (c.toks[i-1].text == "the" || c.toks[i-1].text == "given" || pointing[c.toks[i-1].text]) {
		return q, false // "the five sentences" are known already
	}
	for k := j; k < unit; k++ {
		if c.toks[k].kind == word && c.lex.units[c.toks[k].stem] == "" && !c.toks[k].is(classStop) && !c.toks[k].is(classHostStop) {
			q.qualifier = append(q.qualifier, c.toks[k].root)
		}
	}
	if (b == below || b == above) && c.counted(q.from) {
		return q, false // "three gifts below 50 euros" are a choice of gifts
	}
	if !found {
		b, found = c.boundAfter(&q)
		q.bare = !found
	}
	q.Lo, q.Hi, q.hedged = interval(b, lo, hi)
	if b == exactly && !found && i == 0 && lo == 1 && c.toks[i].text == "one" {
		return q, false
	}
	return q, true
}

// counted reports whether a count stands before the word at i: what follows it
// says which things are meant.
func (c *clause) counted(i int) bool {
	if i == 0 || c.toks[i-1].kind != word || c.toks[i-1].is(classStop) {
		return false // "answer three questions in under 300 words"
	}
	return slices.ContainsFunc(c.toks[:i], func(t token) bool { return t.kind == number })
}

// interval applies a bound to a number or a span of numbers.
func interval(b bound, lo, hi float64) (float64, float64, bool) {
	switch b {
	case atMost:
		return 0, hi, false
	case atLeast:
		return lo, math.Inf(1), false
	case below:
		return 0, hi - 1, false
	case above:
		return lo + 1, math.Inf(1), false
	case about:
		return math.Floor(lo * 0.7), math.Ceil(hi * 1.3), true
	default:
		return lo, hi, false
	}
}

// boundBefore matches the phrases that end right before the number at i.
func (c *clause) boundBefore(i int) (bound, int, bool) {
	for i > 0 && (c.toks[i-1].text == "a" || c.toks[i-1].text == "the" || c.toks[i-1].text == "of") && i > 1 && (c.toks[i-2].text == "at" || c.toks[i-2].text == "within" || c.toks[i-2].text == "maximum" || c.toks[i-2].text == "minimum") {
		i--
	}
	if i > 0 && c.toks[i-1].text == "of" && i > 1 {
		i--
	}
	best, from, found := exactly, i, false
	length := 0
	for _, p := range boundsBefore {
		n := strings.Count(p.words, " ") + 1
		if n > i || n <= length {
			continue
		}
		match := true
		k := i - n
		for w := range strings.FieldsSeq(p.words) {
			if c.toks[k].text != w {
				match = false
				break
			}
			k++
		}
		if match {
			best, from, found, length = p.bound, i-n, true, n
		}
	}
	if !found {
		// "limit each bullet to 20 words", "keep it to three sentences", "cap answers at"
		if i > 0 && (c.toks[i-1].text == "to" || c.toks[i-1].text == "at") && c.verbIs(classLimit) {
			return atMost, i - 1, true
		}
	}
	if found && best == below || best == above {
		// "not less than" is in the table; a negation further off turns the bound.
		if c.neg[from] && c.toks[max(0, from-1)].text != "no" {
			if best == below {
				best = atLeast
			} else {
				best = atMost
			}
		}
	}
	return best, from, found
}

// boundAfter matches "or less", "max", "at most" behind the unit.
func (c *clause) boundAfter(q *quantity) (bound, bool) {
	j := q.unit + 1
	text := func(k int) string {
		if k < len(c.toks) {
			return c.toks[k].text
		}
		return ""
	}
	// "150-word limit", "20 words each or fewer"
	for text(j) == "each" || text(j) == "long" || text(j) == "in" || text(j) == "total" || text(j) == "," || text(j) == "(" {
		j++
	}
	switch text(j) {
	case "or", "and":
		switch text(j + 1) {
		case "less", "fewer", "under", "below", "shorter":
			q.to = j + 2
			return atMost, true
		case "more", "longer", "over", "above", "greater":
			q.to = j + 2
			return atLeast, true
		}
	case "no":
		if text(j+1) == "more" || text(j+1) == "longer" {
			q.to = j + 2
			return atMost, true
		}
	case "max", "maximum", "tops", "limit", "cap", "ceiling":
		q.to = j + 1
		return atMost, true
	case "min", "minimum", "floor":
		q.to = j + 1
		return atLeast, true
	case "at":
		if text(j+1) == "most" || text(j+1) == "maximum" || text(j+1) == "the" && text(j+2) == "most" {
			q.to = j + 2
			return atMost, true
		}
		if text(j+1) == "least" || text(j+1) == "minimum" {
			q.to = j + 2
			return atLeast, true
		}
	}
	return exactly, false
}

// unitAfter finds the unit within three words behind a number.
func (c *clause) unitAfter(j int) (at int, name string, ok bool) {
	for k := j; k < min(len(c.toks), j+4); k++ {
		t := &c.toks[k]
		if t.kind == number && k+2 < len(c.toks) && c.lex.units[c.toks[k+1].stem] != "" && c.lex.units[c.toks[k+2].stem] != "" && c.toks[k+1].stem != c.toks[k+2].stem {
			return k + 2, c.lex.units[c.toks[k+2].stem], true // "a single, 15-word sentence"
		}
		if t.kind == punct && t.text != "," || t.kind == number && k > j {
			return 0, "", false
		}
		if u, known := c.lex.units[t.stem]; known && t.kind == word {
			return k, u, true
		}
		if t.kind != punct && t.kind != number && (t.is(classHostPreposition) || t.text == "and" || t.text == "or") {
			return 0, "", false
		}
	}
	return 0, "", false
}

// countable finds a plural noun that no unit is known for: "four search
// queries" are queries.
func (c *clause) countable(j int) (at int, name string, ok bool) {
	if j == len(c.toks) || c.toks[j].start == c.toks[j-1].end {
		return 0, "", false // "5xx codes"
	}
	for k := j; k < min(len(c.toks), j+3); k++ {
		t := &c.toks[k]
		if t.kind != word || t.is(classStop) || t.is(classObjectEnd) || t.is(classModal) || t.is(classBounding) {
			break
		}
		last := k+1 == len(c.toks) || c.toks[k+1].kind == punct || c.toks[k+1].is(classStop) || c.toks[k+1].is(classObjectEnd)
		if last {
			return k, t.stem, t.text != t.stem && strings.HasSuffix(t.text, "s") && t.text != "things" && len(t.text) > 3
		}
	}
	return 0, "", false
}

// rangeOf turns a quantity into a constraint, if the clause demands it.
func (c *clause) rangeOf(q quantity) (Constraint, bool) {
	if q.bare && !c.verbIs(classProduce) && c.subj == 0 && len(c.label) == 0 && c.verb >= 0 && !c.verbIs(classLimit) {
		return Constraint{}, false
	}
	if c.observes() || c.aside && q.unit > 0 {
		return Constraint{}, false
	}
	if q.bare && c.verb < 0 && len(c.label) == 0 && q.to-q.from == len(c.toks) {
		return Constraint{}, false // "4,096 tokens" is a figure
	}
	con := c.base(q.from, q.to)
	con.Rule, con.Dimension, con.Polarity = "conflict/range", q.Unit, Require
	r := q.Range
	con.Range = &r
	// A ban on a number of things is an upper bound: "never ask three questions"
	// says little, so only bounds are trusted under a negation.
	if c.neg[q.from] && q.bare && c.toks[q.from].text != "no" {
		return Constraint{}, false
	}
	con.Subject = c.measured(q)
	if con.Subject == "" && c.enclosed(q.from) {
		// "name the movement (1-2 words)": what stands before is measured
		if con.Subject = c.before(q.from); con.Subject == "" {
			return Constraint{}, false
		}
	}
	con.Beside = c.beside(q.from, q.to, nil)
	return con, true
}
