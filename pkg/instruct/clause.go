package instruct

import (
	"slices"
	"strings"
)

// A clause is one directive of a sentence: its words without its conditions.
type clause struct {
	lex    *Lexicon
	toks   []token
	label  []token // "Titles:" before it
	verb   int     // index of the main verb, or -1: "no emojis"
	subj   int     // toks[:subj] is the subject; 0 in the imperative
	neg    []bool  // whether the word at i stands under a negation that opened before it
	negEnd bool    // toks[:subj] is negated from behind: "emojis are forbidden"

	scope    []Condition
	strength Strength
	allow    bool
	dflt     bool // "by default"
	absolute bool
	other    bool    // somebody else is told, not the model
	ordered  bool    // "ensure that …"
	tail     bool    // not the first clause of its sentence
	first    *clause // what "it" means in a clause that is not the first
	aside    bool    // its sentence stands in parentheses
	within   string  // the part that its sentence introduces, if another clause does
	without  int     // index of a "without" within a negation, or len(toks)
}

// A sentence is split into its conditions and its clauses.
type sentence struct {
	start, end int
	clauses    []*clause
}

// parse reads the sentence of tokens. under says that a heading inverts it.
func (lex *Lexicon) parse(toks []token, inverted bool) sentence {
	s := sentence{start: toks[0].start, end: toks[len(toks)-1].end}
	var label []token
	var lead []Condition
	if n := labelEnd(toks); n > 0 {
		label, toks = toks[:n], toks[n+1:]
		if _, _, ok := lex.opensCondition(label, 0, true); ok || label[0].text == "first" || label[len(label)-1].text == "only" {
			lead, label = append(lead, lex.condition(If, label, 0, len(label))), nil
		}
	}
	for len(toks) > 2 && toks[0].kind == word && (toks[0].text == "so" || toks[0].text == "and" || toks[0].text == "but" || toks[0].text == "also") {
		toks = toks[1:]
	}
	conds, toks := lex.leading(toks)
	if len(toks) == 0 {
		return s
	}
	if _, _, ok := lex.opensCondition(toks, 0, true); ok && lex.placed(toks) == 0 && !slices.ContainsFunc(toks, func(t token) bool { return t.is(classModal) }) {
		return s // "After merge to main:" introduces; it directs nobody
	}
	lead = append(lead, conds...)
	named := called(lex, toks)
	for n, part := range lex.split(toks) {
		own := lead
		if n > 0 {
			var more []Condition
			if more, part = lex.leading(part); len(more) > 0 {
				own = more
			}
		}
		body, trail := lex.trailing(part)
		if len(body) == 0 {
			continue
		}
		c := &clause{lex: lex, toks: body, label: label, scope: slices.Concat(own, trail), tail: n > 0, within: named}
		c.analyse(inverted)
		s.clauses = append(s.clauses, c)
	}
	lex.shareExceptions(&s)
	for _, c := range s.clauses {
		if c != s.clauses[0] && slices.ContainsFunc(c.toks, func(t token) bool { return t.text == "it" || t.text == "them" }) {
			c.first = s.clauses[0]
		}
	}
	return s
}

// shareExceptions gives what is excepted at the end of a sentence to all of it.
func (lex *Lexicon) shareExceptions(s *sentence) {
	if len(s.clauses) < 2 {
		return
	}
	last := s.clauses[len(s.clauses)-1]
	for _, cond := range last.scope {
		if cond.Kind != Unless {
			continue
		}
		for _, c := range s.clauses[:len(s.clauses)-1] {
			c.scope = append(slices.Clip(c.scope), cond)
		}
	}
}

// labelEnd returns the index of the colon that ends a label such as "Titles:",
// or 0.
func labelEnd(toks []token) int {
	for i, depth := 0, 0; i < min(len(toks), 10); i++ {
		switch toks[i].text {
		case "(":
			depth++
		case ")":
			depth--
			continue
		}
		if depth > 0 {
			continue // "Long emails (proposals, updates): …"
		}
		if toks[i].text == ":" && toks[i].kind == punct {
			if i == 0 || i == len(toks)-1 || toks[0].is(classImperative) && i > 1 || toks[0].is(classNegator) {
				return 0
			}
			return i
		}
		if toks[i].kind == punct {
			return 0
		}
	}
	return 0
}

// opensCondition reports whether a condition starts at toks[i], of which kind,
// and how many words its opener takes.
func (lex *Lexicon) opensCondition(toks []token, i int, leading bool) (k ConditionKind, n int, ok bool) {
	t := toks[i].text
	next := ""
	if i+1 < len(toks) {
		next = toks[i+1].text
	}
	switch t {
	case "provided":
		if next == "that" {
			return If, 2, true
		}
	case "if", "when", "whenever", "where", "wherever", "while":
		if i > 0 && toks[i-1].text == "as" {
			return 0, 0, false // "as if"
		}
		if t == "where" && !leading && next != "possible" && next != "the" {
			return 0, 0, false
		}
		return If, 1, true
	case "unless", "except", "excepting":
		return Unless, 1, true
	case "without":
		if next == "explicit" || next == "an" || next == "being" && i+2 < len(toks) && toks[i+2].text == "asked" {
			return Unless, 1, true
		}
	case "only":
		if next == "if" || next == "when" || next == "after" || next == "where" || next == "for" && !leading {
			return If, 2, true
		}
	case "even":
		if next == "if" || next == "when" || next == "though" {
			return If, 2, true
		}
	case "other":
		if next == "than" && !toks[0].is(classNegator) && (len(toks) < 2 || !toks[1].is(classNegator)) {
			return Unless, 2, true
		}
	case "apart", "aside":
		if next == "from" {
			return Unless, 2, true
		}
	case "as":
		if next == "long" && i+2 < len(toks) {
			return If, 3, true
		}
	case "in":
		if next == "case" || next == "cases" {
			return If, 2, true
		}
		if i+2 < len(toks) && pointing[next] && toks[i+2].is(classCase) {
			return If, 2, true // "in this case": the one named before
		}
	}
	if leading {
		switch t {
		case "otherwise":
			return If, 1, true
		case "for", "in", "on", "during", "outside", "within", "inside", "before", "after", "once", "from", "under":
			if t == "under" && next == "no" {
				return 0, 0, false
			}
			return If, 1, true
		}
	}
	return 0, 0, false
}

// pointing are the words that name what stands before.
var pointing = map[string]bool{"this": true, "that": true, "such": true, "these": true, "those": true}

// leading takes the conditions off the front of a sentence.
func (lex *Lexicon) leading(toks []token) ([]Condition, []token) {
	var conds []Condition
	if len(toks) > 2 && (toks[0].text == "and" || toks[0].text == "but" || toks[0].text == "or") {
		if _, _, ok := lex.opensCondition(toks, 1, true); ok {
			toks = toks[1:]
		}
	}
	for len(toks) > 2 {
		k, n, ok := lex.opensCondition(toks, 0, true)
		if !ok || lex.placed(toks) > 0 {
			return conds, toks
		}
		end := slices.IndexFunc(toks, func(t token) bool {
			return t.kind == punct && (t.text == "," || t.text == ":" || t.text == "-")
		})
		if end < 0 {
			end = slices.IndexFunc(toks, func(t token) bool { return t.text == "then" })
		}
		if end < 0 || end == len(toks)-1 {
			return conds, toks
		}
		sequence := toks[0].text == "before" || toks[0].text == "after" || toks[0].text == "once"
		if slices.ContainsFunc(toks[:end], func(t token) bool { return t.is(classPayload) }) && toks[0].text != "for" && k == If && (toks[0].text == "after" || toks[0].text == "before" || toks[0].text == "under") {
			return conds, toks // "after the query, add …" names a place in the answer
		}
		cond := lex.condition(k, toks, n, end)
		if toks[0].text != "even" && (!sequence || hasNumber(toks[:end])) && len(cond.Words) > 0 {
			conds = append(conds, cond)
		}
		toks = toks[end+1:]
		if len(toks) > 1 && toks[0].text == "then" {
			toks = toks[1:]
		}
	}
	return conds, toks
}

func hasNumber(toks []token) bool {
	return slices.ContainsFunc(toks, func(t token) bool { return t.kind == number })
}

// trailing takes the conditions off the end of a clause.
func (lex *Lexicon) trailing(toks []token) ([]token, []Condition) {
	for i := 1; i < len(toks); i++ {
		k, n, ok := lex.opensCondition(toks, i, false)
		if !ok || i+n >= len(toks) || lex.embeds(toks, i) {
			continue
		}
		if lex.possible(toks[i:]) {
			return toks[:i], nil // "whenever possible" is no case
		}
		body := toks[:i]
		for len(body) > 0 && (body[len(body)-1].kind == punct || body[len(body)-1].text == "and" || body[len(body)-1].text == "or") {
			body = body[:len(body)-1]
		}
		if toks[i].text == "even" {
			return append(slices.Clip(body), toks[i:i+1]...), nil
		}
		end := i + n + 1
		for end < len(toks) {
			if _, _, again := lex.opensCondition(toks, end, false); again {
				break
			}
			end++
		}
		conds := []Condition{lex.condition(k, toks[i:], n, end-i)}
		if end < len(toks) {
			_, more := lex.trailing(slices.Concat(toks[:1], toks[end:]))
			conds = append(conds, more...)
		}
		return body, conds
	}
	return toks, nil
}

// possible reports whether a condition says only that the thing can be done.
func (lex *Lexicon) possible(toks []token) bool {
	for _, t := range toks[1:] {
		switch t.text {
		case "possible", "appropriate", "applicable", "feasible", "practical", "helpful", "relevant", "useful", "it", "is", "and", "or", "you", "can":
		default:
			return false
		}
	}
	return true
}

// embeds reports whether the word at i opens a clause that is an object and no
// condition: "tell them when it arrives", "check if tests pass".
func (lex *Lexicon) embeds(toks []token, i int) bool {
	teller := classTellsWhen
	switch toks[i].text {
	case "when", "where":
	case "if":
		teller = classTellsIf
	default:
		return false
	}
	for k := i - 1; k >= max(0, i-4); k-- {
		if toks[k].is(teller) {
			return true
		}
		if !toks[k].is(classStop) && !toks[k].is(classActor) {
			return false // "explain refunds when …"
		}
	}
	return false
}

// condition builds the bag of the words toks[from:to].
func (lex *Lexicon) condition(k ConditionKind, toks []token, from, to int) Condition {
	c := Condition{Kind: k}
	for _, t := range toks[from:to] {
		if t.is(classNegator) || t.text == "none" {
			c.Negated = !c.Negated
		}
		if t.kind == punct || t.is(classStop) || t.is(classNegator) || t.is(classConditionStop) {
			continue
		}
		c.Words = append(c.Words, t.root)
	}
	if to > from {
		texts := make([]string, 0, to)
		for _, t := range toks[:to] {
			texts = append(texts, t.text)
		}
		c.Text = strings.Join(texts, " ")
	}
	slices.Sort(c.Words)
	c.Words = slices.Compact(c.Words)
	return c
}

// split cuts a sentence into clauses that each carry a directive.
func (lex *Lexicon) split(toks []token) [][]token {
	var out [][]token
	from, depth := 0, 0
	cut := func(to, next int) {
		if to > from {
			out = append(out, toks[from:to])
		}
		from = next
	}
	placed := lex.placed(toks)
	for i, t := range toks {
		switch {
		case i < placed:
		case t.text == "(" && t.kind == punct:
			depth++
		case t.text == ")" && t.kind == punct:
			depth = max(0, depth-1)
		case depth > 0 || i == from:
		case t.kind == punct && t.text != ",":
			cut(i, i+1)
		case t.kind == punct && lex.opensCase(toks, i+1):
			cut(i, i+1)
		case (t.kind == punct || t.text == "but" || t.text == "and" || t.text == "then" || t.text == "so") && lex.opensClause(toks, i+1) && !lex.coordinates(toks, from, i):
			cut(i, i+1)
		}
	}
	cut(len(toks), len(toks))
	return out
}

// placed returns how many words say beside what of the answer something
// stands: "after the JSON, add …".
func (lex *Lexicon) placed(toks []token) int {
	switch toks[0].text {
	case "before", "after", "above", "below", "beneath", "under", "following":
	default:
		return 0
	}
	for i := 1; i < min(len(toks), 6); i++ {
		if toks[i].kind == punct {
			if toks[i-1].is(classPayload) {
				return i + 1
			}
			return 0
		}
	}
	return 0
}

// coordinates reports whether the verb behind i shares the negation of the
// clause before it: "never push, open or edit", "do not stop and ask".
func (lex *Lexicon) coordinates(toks []token, from, i int) bool {
	negated := false
	for _, t := range toks[from:min(i, from+3)] {
		negated = negated || t.is(classNegator)
	}
	next := i + 1
	if next < len(toks) && (toks[next].text == "and" || toks[next].text == "or") {
		next++
	}
	if !negated || next >= len(toks) || !lex.imperative(toks, next) || toks[next].text == "do" {
		return false
	}
	if toks[i].text == "and" {
		return true
	}
	if toks[i].text == "-" {
		return false
	}
	for _, t := range toks[i+1:] {
		if t.kind == punct && t.text != "," {
			return false
		}
		if t.text == "or" || t.text == "nor" {
			return toks[i].kind == punct
		}
	}
	return false
}

// opensCase reports whether "and if …," starts at toks[i]: a case of its own.
func (lex *Lexicon) opensCase(toks []token, i int) bool {
	if i < len(toks) && (toks[i].text == "and" || toks[i].text == "but" || toks[i].text == "or") {
		i++
	}
	if i >= len(toks) || toks[i].text != "if" && toks[i].text != "when" && toks[i].text != "whenever" {
		return false
	}
	return slices.ContainsFunc(toks[i:], func(t token) bool { return t.kind == punct && t.text == "," })
}

// opensClause reports whether a directive of its own starts at toks[i].
func (lex *Lexicon) opensClause(toks []token, i int) bool {
	for ; i < len(toks); i++ {
		t := &toks[i]
		switch {
		case t.kind != word:
			return false
		case t.text == "and" || t.text == "but" || t.text == "then" || t.text == "also" || t.text == "instead":
			if t.text == "instead" && i+1 < len(toks) && toks[i+1].text == "of" {
				return false
			}
		case t.text == "you" || t.text == "never" || t.text == "always" || t.text == "do" || t.text == "please" || t.text == "must" || t.text == "should" ||
			t.text == "no" && i+1 < len(toks) && toks[i+1].text != "more" && toks[i+1].text != "less" && toks[i+1].text != "fewer" && toks[i+1].text != "longer" && toks[i-1].text != "or" && toks[i-1].text != "and" || t.text == "only" || t.text == "just" || t.text == "not":
			return true
		default:
			return lex.imperative(toks, i) && !t.is(classAmbiguous)
		}
	}
	return false
}

// imperative reports whether toks[i] can be a verb in the imperative.
func (lex *Lexicon) imperative(toks []token, i int) bool {
	t := &toks[i]
	if t.kind != word || !t.is(classImperative) || strings.HasSuffix(t.text, "ing") || strings.HasSuffix(t.text, "ed") {
		return false
	}
	// "answers", "lists": a noun, or a verb that tells nobody to do anything.
	if strings.HasSuffix(t.text, "s") && !strings.HasSuffix(t.text, "ss") && t.text != "focus" {
		return false
	}
	if i+1 < len(toks) {
		next := toks[i+1].text
		if next == "is" || next == "are" || next == "must" || next == "should" || next == "of" && t.text != "think" || next == "and" && t.is(classNounFirst) {
			return false
		}
	}
	return true
}

// analyse finds subject, verb, strength and polarity.
func (c *clause) analyse(inverted bool) {
	c.strength = Must
	c.findVerb()
	c.markNegation()
	c.modality()
	if inverted && !slices.Contains(c.neg, true) && !c.negEnd && !c.absolute {
		for i := range c.neg {
			c.neg[i] = true
		}
		c.negEnd = true
	}
}

// findVerb tells the imperative from a statement about a subject.
func (c *clause) findVerb() {
	c.verb, c.subj = -1, 0
	i := c.skipOpeners(c.lex.placed(c.toks))
	if i >= len(c.toks) {
		return
	}
	if c.speaker() || c.describes() {
		c.other = true // "I will type commands" is what the user does
	}
	if (c.lex.imperative(c.toks, i) || c.afterDoNot(i)) && !c.compound(i) {
		c.verb = i
		return
	}
	c.declarative(i)
}

// compound reports whether the word at i is a noun before a noun and its modal:
// "bullet points are forbidden".
func (c *clause) compound(i int) bool {
	if i+2 >= len(c.toks) || c.toks[i+1].is(classStop) || c.toks[i+1].kind != word {
		return false
	}
	switch c.toks[i+2].text {
	case "is", "are", "must", "should", "may", "shall":
		return true
	}
	return false
}

// speaker reports whether the clause says what its author does: "I will be the
// candidate", and not "I want you to …".
func (c *clause) speaker() bool {
	if len(c.toks) < 2 || c.toks[0].text != "i" && c.toks[0].text != "i'll" && c.toks[0].text != "i'm" {
		return false
	}
	return c.toks[0].text != "i" || c.toks[1].text == "will" || c.toks[1].text == "am" || c.toks[1].text == "have" || c.toks[1].text == "can"
}

// afterDoNot reports whether the word at i is a verb because it follows "do
// not", known or not.
func (c *clause) afterDoNot(i int) bool {
	return i >= 2 && c.toks[i].kind == word && !c.toks[i].is(classStop) && c.toks[i-1].text == "not" && c.toks[i-2].text == "do"
}

// describes reports whether the clause tells what the reader is doing: "you are
// not trying to start a company".
func (c *clause) describes() bool {
	if len(c.toks) < 4 || c.toks[0].text != "you" || c.toks[1].text != "are" {
		return false
	}
	next := &c.toks[2]
	if next.text == "not" {
		next = &c.toks[3]
	}
	return strings.HasSuffix(next.text, "ing")
}

// skipOpeners steps over what comes before the verb: always, you must, make sure to.
func (c *clause) skipOpeners(i int) int {
	for i < len(c.toks) {
		t := &c.toks[i]
		sure := t.text == "be" && i+1 < len(c.toks) && c.toks[i+1].text == "sure"
		makes := t.text == "make" && i+1 < len(c.toks) && c.toks[i+1].text != "sure" && c.toks[i+1].text != "certain"
		if t.kind != word || !t.is(classOpener) && !sure || makes {
			return i
		}
		c.ordered = c.ordered || t.is(classOrdering)
		i++
	}
	return i
}

// declarative looks for "<subject> must <verb>" and "<subject> is <participle>".
func (c *clause) declarative(from int) {
	for i := from; i < min(len(c.toks), from+14); i++ {
		t := &c.toks[i]
		if t.kind == punct && t.text != "," && t.text != "(" && t.text != ")" {
			break
		}
		if t.kind != word || !t.is(classModal) || i == from {
			continue
		}
		c.subj = i
		j := i
		for j < len(c.toks) && c.toks[j].kind == word && (c.toks[j].is(classAuxiliary) || c.toks[j].is(classOpener) && c.toks[j].text != "free" || c.toks[j].is(classNegator)) {
			j++
		}
		if j > i && isCopula(c.toks[j-1].text) && (j == len(c.toks) || !strings.HasSuffix(c.toks[j].text, "ed")) {
			j-- // "must be short": the verb is "be"
		}
		if j < len(c.toks) {
			c.verb = j
		}
		c.other = c.somebodyElse(c.toks[from:i], j)
		return
	}
	c.other = c.somebodyElse(c.toks[from:min(len(c.toks), from+3)], -1) && c.lex.is(classActor, c.head(c.toks[from:min(len(c.toks), from+3)]))
}

// head returns the stem of the first noun that names an actor, if any.
func (c *clause) head(toks []token) string {
	for _, t := range toks {
		if t.is(classActor) {
			return t.stem
		}
		if t.kind != word || !t.is(classStop) && !t.is(classActorModifier) {
			return ""
		}
	}
	return ""
}

// somebodyElse reports whether the subject is a person or program other than
// the model, and acts (rather than being acted upon).
func (c *clause) somebodyElse(subject []token, verb int) bool {
	named := false
	for k, t := range subject {
		if t.text == "you" {
			return false
		}
		named = named || t.is(classActor) || t.text == "agent" && k > 0 && !subject[k-1].is(classStop)
	}
	if !named {
		return false
	}
	passive := verb > 0 && verb < len(c.toks) && c.toks[verb-1].text == "be" || c.subj > 0 && c.subj < len(c.toks) && isCopula(c.toks[c.subj].text) && verb > c.subj+1
	return !passive
}

func isCopula(w string) bool { return w == "is" || w == "are" || w == "be" }

// markNegation computes for each word whether a negation before it covers it.
func (c *clause) markNegation() {
	n := len(c.toks)
	c.neg = make([]bool, n+1)
	c.without = n
	state, explicit, lexical := false, false, -10
	for i := range n {
		t := &c.toks[i]
		c.neg[i] = state
		switch {
		case t.kind == number && t.text == "zero":
			state, explicit = true, true
		case t.kind == punct:
			if t.text == "-" || t.text == ":" || t.text == ";" {
				state, explicit = false, false
			}
		case t.kind != word:
		case c.notNegating(i):
		case t.is(classNegator):
			state, explicit = true, true
		case t.text == "without":
			if state {
				c.without = min(c.without, i)
			}
			state = !state
		case t.is(classLexicalNegator) && (t.text == "afraid" || !strings.HasSuffix(t.text, "ed")) && (t.text == "avoid" || i <= c.verb+1 || i > 0 && c.toks[i-1].is(classNegator) || c.toks[max(0, i-1)].text == "to" || c.toks[max(0, i-1)].text == "or"):
			if i-lexical <= 3 && (c.toks[i-1].text == "or" || c.toks[i-1].text == "and" || c.toks[i-1].text == ",") {
				lexical = i
				break
			}
			state = !state || !explicit
			lexical = i
		case (t.text == "of" || t.text == "than") && i > 0 && (c.toks[i-1].text == "instead" || c.toks[i-1].text == "rather" || c.toks[i-1].text == "free" || c.toks[i-1].text == "devoid"):
			state = !state
		case t.text == "over" && c.verb >= 0 && c.toks[c.verb].text == "prefer":
			state = !state
		case state && explicit && t.is(classExempting):
			state = false
		case t.text == "leave" && c.leavesOut(i):
			state = !state || !explicit
		case t.text == "but" || t.text == "instead" || t.text == "however" || t.text == "therefore" || t.text == "thus" || (t.text == "only" || t.text == "just") && i > 0 && !c.toks[i-1].is(classNegator) && state:
			state, explicit = false, false
		}
	}
	c.neg[n] = state
	c.negEnd = c.bannedFromBehind()
}

// soon reports whether a word stands within six behind i.
func (c *clause) soon(i int, word string) bool {
	return slices.ContainsFunc(c.toks[min(i, len(c.toks)):min(len(c.toks), i+7)], func(t token) bool { return t.text == word })
}

// leavesOut reports whether "leave" at i belongs to "leave out".
func (c *clause) leavesOut(i int) bool {
	for k := i + 1; k < min(len(c.toks), i+5); k++ {
		if c.toks[k].text == "out" || c.toks[k].text == "off" {
			return true
		}
	}
	return false
}

// notNegating reports whether the negator at i is part of a phrase that does
// not deny: "no more than", "not only", "whether or not".
func (c *clause) notNegating(i int) bool {
	if i+1 >= len(c.toks) {
		return false
	}
	next := c.toks[i+1].stem
	switch c.toks[i].text {
	case "no":
		return next == "more" || next == "less" || next == "fewer" || next == "later" || next == "longer" || next == "matter" || next == "need" ||
			c.toks[i+1].text == "longer"
	case "not":
		return next == "more" || next == "less" || next == "fewer" || next == "onli" || next == "just" || next == lemma("exceed") || c.soon(i, "necessarily") ||
			next == "longer" || next == "go" && i+2 < len(c.toks) && (c.toks[i+2].text == "over" || c.toks[i+2].text == "beyond" || c.toks[i+2].text == "above") ||
			next == "sure" || i > 0 && c.toks[i-1].text == "or"
	case "never":
		return next == "exceed" || next == "more" || next == "fewer" || next == "less" || next == "go" && i+2 < len(c.toks) && (c.toks[i+2].text == "over" || c.toks[i+2].text == "beyond")
	}
	return false
}

// bannedFromBehind recognises a subject that what follows it bans: "emojis are
// not allowed", "prices must not appear".
func (c *clause) bannedFromBehind() bool {
	if c.subj == 0 {
		return false
	}
	negated := false
	for i := c.subj; i < len(c.toks); i++ {
		t := &c.toks[i]
		switch {
		case t.kind == punct && t.text != ",":
			return false
		case t.is(classNegator):
			negated = true
		case negated && t.text == "place" && c.toks[i-1].text == "no":
			return true // "emoji have no place here"
		case t.is(classBanned):
			return !negated
		case t.is(classPresent):
			return negated
		case i > c.subj && negated && c.toks[i-1].text == "be" && strings.HasSuffix(t.text, "ed"):
			return true
		}
		if i > c.subj+5 {
			return false
		}
	}
	return false
}

// modality reads strength, permission, default and absoluteness.
func (c *clause) modality() {
	for i, t := range c.toks {
		if t.kind != word {
			continue
		}
		switch {
		case t.is(classAbsolute):
			c.absolute = true
		case t.is(classWeak):
			c.strength = min(c.strength, Preference)
		case t.is(classShould):
			c.strength = min(c.strength, Should)
		case t.text == "default" && i > 0 && c.toks[i-1].text == "by", t.text == "normally", t.text == "usually", t.text == "generally", t.text == "typically":
			c.dflt = true
		case (t.text == "may" || t.text == "can" || t.text == "optionally") && i <= max(c.verb, 1) && !c.negatedAt(i+1) && (t.text != "can" || !c.onlyAt(i)):
			c.allow = true
		case i > 0 && (t.text == "most" && c.toks[i-1].text == "at" || t.text == "more" && (c.toks[i-1].text == "no" || c.toks[i-1].text == "never")):
			c.absolute = true
		case t.text == "free" && i > 0 && c.toks[i-1].text == "feel":
			c.allow = true
		case i > c.subj && c.subj > 0 && (t.text == "fine" || t.text == "allowed" || t.text == "acceptable" || t.text == "okay" || t.text == "permitted" || t.text == "optional"):
			c.allow = c.allow || !c.negEnd
		}
	}
	if c.allow {
		c.strength = min(c.strength, Should)
	}
}

func (c *clause) negatedAt(i int) bool {
	return i < len(c.toks) && c.toks[i].is(classNegator)
}

func (c *clause) onlyAt(i int) bool {
	return i+1 < len(c.toks) && c.toks[i+1].text == "only" || i > 0 && c.toks[i-1].text == "only"
}

// polarityAt returns the polarity of what the words at i say.
func (c *clause) polarityAt(i int) Polarity {
	neg := c.neg[i]
	if i < c.subj && c.negEnd {
		neg = !neg
	}
	switch {
	case neg:
		return Forbid
	case c.allow:
		return Allow
	}
	return Require
}

// verbIs reports whether the main verb belongs to a class.
func (c *clause) verbIs(verbs class) bool {
	return c.verb >= 0 && c.toks[c.verb].is(verbs)
}
