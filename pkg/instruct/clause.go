package instruct

import "slices"

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
