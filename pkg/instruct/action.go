package instruct

import (
	"slices"
	"strings"
)

// action reads the general case: the main verb and what it acts on.
func (c *clause) action() (Constraint, bool) {
	if c.verb < 0 || c.verb >= len(c.toks) || c.toks[c.verb].kind != word {
		return c.bareObject()
	}
	verb := c.verb
	if c.needless() || c.introduces() {
		return Constraint{}, false
	}
	// "do not hesitate to ask", "avoid using x": the act is behind the negator.
	for verb+1 < len(c.toks) && c.toks[verb].is(classLexicalNegator) {
		next := verb + 1
		if c.toks[next].text == "to" || c.toks[next].text == "from" {
			next++
		}
		if next >= len(c.toks) || !strings.HasSuffix(c.toks[next].text, "ing") && next == verb+1 {
			return c.bareObject()
		}
		verb = next
	}
	if verb+1 < len(c.toks) && c.toks[verb+1].kind == number && verb > 0 && (c.toks[verb-1].text == "only" || c.toks[verb-1].text == "just") {
		return Constraint{}, false // "only make one call" limits calls and demands none
	}
	polarity := c.actPolarity(verb)
	if polarity == Forbid && (c.without < len(c.toks) || c.bansExcess(verb)) {
		return Constraint{}, false
	}
	act := Action{Verb: c.verbClass(c.toks[verb].stem), Root: c.toks[verb].root}
	for verb+2 < len(c.toks) && (c.toks[verb+1].text == "or" || c.toks[verb+1].text == "and" || c.toks[verb+1].text == ",") && c.lex.imperative(c.toks, verb+2) {
		verb += 2 // "write or fix": alike, and the object comes behind the last
		act.Also = append(act.Also, c.verbClass(c.toks[verb].stem))
	}
	object := c.toks[verb+1:]
	if c.subj > 0 && c.passive() {
		if !c.states(classDirectiveModal) {
			return Constraint{}, false // "data is shared across components" tells how things are
		}
		object = slices.Concat(c.toks[:c.subj], object)
	} else if c.subj > 0 && !c.addressed() {
		return Constraint{}, false // "the summary covers …" is no act of the model
	}
	if last := len(c.toks) - 1; c.toks[verb].text == "leave" && last > verb+1 && strings.HasPrefix(c.toks[last].text, "un") && strings.HasSuffix(c.toks[last].text, "ed") {
		// "leave names untranslated" bans translating them
		act.Verb, act.Root = c.verbClass(lemma(c.toks[last].text[2:])), lemma(c.toks[last].text[2:])
		object = c.toks[verb+1 : last]
		polarity = map[Polarity]Polarity{Require: Forbid, Allow: Require, Forbid: Require}[polarity]
	}
	act.Object, act.Head = c.objectWords(object)
	act.Said = said(c.toks[verb].text, object)
	if len(act.Object) == 0 {
		return Constraint{}, false
	}
	act.Rest = c.restWords(verb)
	if cond, ok := c.pronoun(verb); ok {
		act.Object, act.Head = cond.Words, cond.Words[len(cond.Words)-1]
		act.Rest = slices.Compact(slices.Sorted(slices.Values(slices.Concat(act.Rest, cond.Words))))
	}
	con := c.base(verb, len(c.toks))
	con.Rule, con.Dimension, con.Polarity, con.Action = "conflict/action", "action", polarity, &act
	return con, true
}

// needless reports whether the clause says that something need not be done.
func (c *clause) needless() bool {
	for i := 1; i < min(len(c.toks), 6); i++ {
		if c.toks[i-1].text == "not" && (c.toks[i].text == "need" || c.toks[i].text == "have") {
			return true
		}
	}
	return false
}

// introduces reports whether the clause stops short of what it is about: "avoid
// phrases like:".
func (c *clause) introduces() bool {
	switch c.toks[len(c.toks)-1].text {
	case "like", "as", "including", "following", "below":
		return true
	}
	return false
}

// pronoun returns the condition that names what "it" is: "if the order is
// pending, cancel it".
func (c *clause) pronoun(verb int) (Condition, bool) {
	if verb+1 >= len(c.toks) || c.toks[verb+1].text != "it" && c.toks[verb+1].text != "them" || len(c.scope) == 0 || len(c.scope[0].Words) == 0 {
		return Condition{}, false
	}
	return c.scope[0], true
}

// bansExcess reports whether a ban on an act is on too much of it.
func (c *clause) bansExcess(verb int) bool {
	for _, t := range c.toks[verb:min(len(c.toks), verb+4)] {
		if t.is(classMeasuring) {
			return true
		}
	}
	return false
}

// rejected reads what a preference is against: "x over y", "x rather than y".
func (c *clause) rejected() (Constraint, bool) {
	for i := max(1, c.verb+2); i < len(c.toks)-1; i++ {
		over := c.toks[i].text == "over" && c.verb >= 0 && c.toks[c.verb].text == "prefer"
		than := c.toks[i].text == "than" && c.toks[i-1].text == "rather" || c.toks[i].text == "of" && c.toks[i-1].text == "instead"
		if !over && !than || c.verb < 0 || c.verbClass(c.toks[c.verb].stem) != "use" || c.neg[c.verb] || c.strength == Preference && !c.absolute {
			continue
		}
		object, head := c.objectWords(c.toks[i+1:])
		if len(object) == 0 || strings.HasSuffix(c.toks[i+1].text, "ing") {
			return Constraint{}, false
		}
		con := c.base(i+1, len(c.toks))
		con.Rule, con.Dimension, con.Polarity = "conflict/action", "action", Forbid
		con.Action = &Action{Verb: "use", Object: object, Head: head, Rest: object, Exact: true, Said: said("use", c.toks[i+1:])}
		return con, true
	}
	return Constraint{}, false
}

// instrument reads what a clause does its work with: "declare variables with
// var" uses var.
func (c *clause) instrument() (Constraint, bool) {
	if c.verb < 0 || c.subj > 0 && !c.addressed() || c.actPolarity(c.verb) != Require || c.verbClass(c.toks[c.verb].stem) == "use" || c.observes() {
		return Constraint{}, false
	}
	for i := c.verb + 1; i < len(c.toks)-1; i++ {
		switch c.toks[i].text {
		case "with", "using", "via", "in":
		case "by":
			if strings.HasSuffix(c.toks[i+1].text, "ing") {
				return c.gerund(i + 1)
			}
			continue
		default:
			continue
		}
		object, head := c.objectWords(c.toks[i+1:])
		if len(object) == 0 || c.neg[i+1] {
			return Constraint{}, false
		}
		con := c.base(i+1, len(c.toks))
		con.Rule, con.Dimension = "conflict/action", "action"
		con.Action = &Action{Verb: "use", Object: object, Head: head, Rest: object, Exact: true, Said: said("use", c.toks[i+1:])}
		return con, true
	}
	return Constraint{}, false
}

// gerund reads "by revealing the answer" as an act of its own.
func (c *clause) gerund(i int) (Constraint, bool) {
	object, head := c.objectWords(c.toks[i+1:])
	if len(object) == 0 || c.neg[i] {
		return Constraint{}, false
	}
	con := c.base(i, len(c.toks))
	con.Rule, con.Dimension = "conflict/action", "action"
	con.Action = &Action{Verb: c.verbClass(c.toks[i].stem), Root: c.toks[i].root, Object: object, Head: head, Rest: object, Said: said(strings.TrimSuffix(c.toks[i].text, "ing"), c.toks[i+1:])}
	return con, true
}

// actPolarity is the polarity of the verb itself.
func (c *clause) actPolarity(verb int) Polarity {
	neg := c.neg[verb]
	if c.negEnd && c.subj == 0 {
		neg = true // inverted by its heading
	}
	switch {
	case neg:
		return Forbid
	case c.allow:
		return Allow
	}
	return Require
}

// bareObject reads a ban without a verb of its own: "no default exports".
func (c *clause) bareObject() (Constraint, bool) {
	from := -1
	for i, t := range c.toks {
		if t.text == "no" && c.verb < 0 && i < 4 || i == c.verb && t.is(classLexicalNegator) && t.is(classDiscard) {
			from = i + 1
			break
		}
	}
	if from <= 0 || from >= len(c.toks) || c.enclosed(from) || c.toks[from].is(classObjectEnd) && c.toks[from].text != "using" {
		return Constraint{}, false // "avoid for state": what is avoided stands elsewhere
	}
	object, head := c.objectWords(c.toks[from:])
	if len(object) == 0 || slices.ContainsFunc(c.toks[from:], func(t token) bool { return t.text == "needed" || t.text == "necessary" || t.text == "required" }) {
		return Constraint{}, false
	}
	con := c.base(from, len(c.toks))
	con.Rule, con.Dimension, con.Polarity = "conflict/action", "action", c.polarityAt(from)
	con.Action = &Action{Verb: "use", Also: []string{"put", "tell", "give"}, Object: object, Head: head, Rest: c.restWords(from - 1), Said: said("use", c.toks[from:])}
	return con, true
}

// verbClass returns the name of the class that makes verbs alike: say, show and
// tell; add, insert and put.
func (c *clause) verbClass(stem string) string {
	for a := classActUse; a <= classActCheck; a++ {
		if c.lex.is(a, stem) {
			return classNames[a][len("act:"):]
		}
	}
	return stem
}

// passive reports whether the verb is a participle behind "be".
func (c *clause) passive() bool {
	return c.verb > 0 && c.verb < len(c.toks) && (isCopula(c.toks[c.verb-1].text) || c.verb > 1 && isCopula(c.toks[c.verb-2].text)) && strings.HasSuffix(c.toks[c.verb].text, "ed")
}

// addressed reports whether the subject is the model.
func (c *clause) addressed() bool {
	for _, t := range c.toks[:c.subj] {
		if t.text == "you" || t.is(classSelf) {
			return true
		}
	}
	return false
}

// objectWords returns the content stems of the direct object and its head, the
// last noun before a preposition.
func (c *clause) objectWords(toks []token) (words []string, head string) {
	for _, t := range toks {
		if t.kind == punct || t.is(classObjectEnd) {
			if len(words) > 0 {
				break
			}
			continue
		}
		if t.kind == word && (t.is(classStop) || t.is(classOpener) || t.is(classNegator) || t.is(classModal)) {
			continue
		}
		words = append(words, t.root)
		head = t.root
	}
	return words, head
}

// said returns a verb and its object as they are written.
func said(verb string, object []token) string {
	words := []string{verb}
	content := false
	for _, t := range object {
		if t.kind == punct || content && t.is(classObjectEnd) {
			break
		}
		content = content || t.tells()
		words = append(words, t.text)
	}
	return strings.Join(words, " ")
}

// restWords returns every content stem behind and before the verb.
func (c *clause) restWords(verb int) []string {
	var out []string
	for i, t := range c.toks {
		turned := verb >= c.verb && verb >= 0 && !c.neg[verb] && c.neg[i] && !c.toks[verb].is(classLexicalNegator)
		if i == verb || i >= c.verb && i < verb || turned || t.kind == punct || t.kind == word && (t.is(classStop) || t.is(classOpener) || t.is(classNegator) || t.is(classModal)) {
			continue
		}
		out = append(out, t.root)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
