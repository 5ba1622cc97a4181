package instruct

import (
	"slices"
	"strings"
)

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
