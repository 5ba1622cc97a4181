package instruct

import (
	"math"
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

// before returns the last content word in front of the parenthesis that holds i.
func (c *clause) before(i int) string {
	for i > 0 && c.toks[i].text != "(" {
		i--
	}
	for i--; i >= 0; i-- {
		if t := &c.toks[i]; i != c.verb && t.tells() {
			return c.target(c.toks[i : i+1])
		}
	}
	return ""
}

// measured returns whose size a quantity states.
func (c *clause) measured(q quantity) string {
	subject := ""
	if h, ok := c.measuredNoun(q); ok {
		return h
	}
	switch {
	case len(c.label) > 0 && !c.labelled():
		subject = c.target(c.label)
	case c.subj > 0 && q.from >= c.subj:
		subject = c.target(c.toks[:c.subj])
	default:
		if h, ok := c.distributive(); ok {
			subject = h
		} else if h, ok := c.prepositional(q.to, len(c.toks)); ok {
			subject = h
		} else if c.verb >= 0 && q.from > c.verb {
			subject = c.measuredObject(q)
		}
	}
	if subject == q.Unit {
		subject = ""
	}
	if len(q.qualifier) > 0 {
		subject += "#" + strings.Join(q.qualifier, " ")
	}
	return subject
}

// measuredNoun reads what a measure stands right beside: "30-word bullets",
// "sentences of 15 words", and the place that "start with a 20-word …" fills.
func (c *clause) measuredNoun(q quantity) (string, bool) {
	place := ""
	if c.verb >= 0 && c.toks[c.verb].is(classBegin) {
		place = "opening "
	} else if c.verb >= 0 && c.toks[c.verb].is(classFinish) {
		place = "closing "
	}
	for k := q.unit + 1; k < min(len(c.toks), q.unit+3) && c.toks[k].kind == word; k++ {
		if c.toks[k].is(classStop) || c.toks[k].is(classHostPreposition) {
			break
		}
		if q.Unit == "bullet" && c.toks[k].stem == "point" {
			continue
		}
		if name, ok := c.lex.units[c.toks[k].stem]; ok {
			return c.called() + place + name, true
		}
		for _, h := range c.lex.find(c.toks[k : k+1]) {
			if h.dim.Name == hostDimension && h.value.Name != "answer" {
				return c.called() + place + h.value.Name, true
			}
		}
	}
	if q.from >= 2 && c.toks[q.from-1].text == "of" && (c.subj == 0 || q.from-3 > c.verb && !isCopula(c.toks[max(0, c.verb)].text)) {
		if name, ok := c.lex.units[c.toks[q.from-2].stem]; ok {
			return c.called() + place + name, true
		}
	}
	if name := strings.TrimSpace(c.called() + place); name != "" {
		return name, true
	}
	if name := c.attributed(q); name != "" {
		return name, true
	}
	return "", false
}

// attributed returns the noun that a measure in front of it is of: "a 20-word
// description".
func (c *clause) attributed(q quantity) string {
	unit := &c.toks[q.unit]
	if q.Hi == 1 || strings.HasSuffix(unit.text, "s") || q.to != q.unit+1 {
		return ""
	}
	name := ""
	for _, t := range c.toks[q.unit+1:] {
		if t.kind != word || t.is(classStop) || t.is(classObjectEnd) || t.is(classBounding) {
			break
		}
		name = t.stem
		if t.is(classAnswer) {
			return ""
		}
	}
	return name
}

// called returns the name of a part that the clause introduces: "a section
// called FLOW".
func (c *clause) called() string {
	if name := called(c.lex, c.toks); name != "" {
		return name
	}
	return c.within
}

// called returns the name of a part that some words introduce.
func called(lex *Lexicon, toks []token) string {
	for i, t := range toks {
		if t.text != "called" && t.text != "named" && t.text != "titled" && t.text != "labeled" {
			continue
		}
		var words []string
		for _, n := range toks[i+1:] {
			if n.kind == punct || len(words) > 0 && !n.caps && n.kind == word || n.is(classStop) && !n.caps {
				break
			}
			words = append(words, n.stem)
		}
		for _, h := range lex.find(toks[i+1 : min(len(toks), i+1+len(words))]) {
			if h.dim.Name == hostDimension {
				return h.value.Name + " "
			}
		}
		if len(words) > 0 {
			return strings.Join(words, " ") + " "
		}
	}
	return ""
}

// distributive finds "each bullet", "every section", "per answer".
func (c *clause) distributive() (string, bool) {
	for i, t := range c.toks {
		if (t.text == "each" || t.text == "every" || t.text == "per") && i+1 < len(c.toks) && c.toks[i+1].kind != punct {
			return c.target(c.toks[i+1 : min(len(c.toks), i+3)]), true
		}
	}
	return "", false
}

// measuredObject reads the object between the verb and the number: "write an
// essay of 900 words", "write CHALLENGES as 2-3 sentences".
func (c *clause) measuredObject(q quantity) string {
	from := c.verb + 1
	if c.toks[c.verb].stem == "summari" {
		return "summary"
	}
	if h := c.object(from, q.from); h != "" || from >= q.from {
		return h
	}
	if !c.verbIs(classProduce) && !c.verbIs(classLimit) {
		return ""
	}
	switch before := c.toks[q.from-1].text; {
	case before == "as", before == "to", before == "at", before == "of", before == "in", c.toks[q.from].text == "to", c.toks[q.from].text == "within", c.toks[q.from].text == "under", c.verbIs(classLimit):
		return c.named(from, q.from)
	}
	return ""
}
