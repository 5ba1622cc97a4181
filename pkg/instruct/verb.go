package instruct

import "strings"

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

// verbIs reports whether the main verb belongs to a class.
func (c *clause) verbIs(verbs class) bool {
	return c.verb >= 0 && c.toks[c.verb].is(verbs)
}
