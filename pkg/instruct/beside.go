package instruct

import (
	"slices"
	"strings"
)

// beside returns the content roots of a clause and its label other than those
// of the phrase that p matched at toks[from:to]. A demand that says little
// beside itself holds everywhere; one that says much is about something.
func (c *clause) beside(from, to int, p *pattern) []string {
	var out []string
	lo, hi := c.part(from, to)
	for i := lo; i < hi; i++ {
		t := &c.toks[i]
		said := i >= from && i < to && p == nil || p != nil && p.says(t)
		if i > to && t.text == "to" && i+1 < hi && c.toks[i+1].is(classImperative) {
			break // "for the user to review": why, not what
		}
		inside := i >= from && i < to && t.kind == word && !t.is(classStop) && !t.is(classAbsolute) && !t.is(classNegator)
		if !said && i != c.verb && (t.tells() || inside) {
			out = append(out, t.root)
		}
	}
	if c.first != nil {
		for i := range c.first.toks {
			if t := &c.first.toks[i]; t.tells() {
				out = append(out, t.root)
			}
		}
	}
	for i := range c.label {
		if t := &c.label[i]; t.tells() && !t.is(classPlainLabel) {
			out = append(out, t.root)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// part widens toks[from:to] to what stands between commas.
func (c *clause) part(from, to int) (lo, hi int) {
	stop := func(t token) bool { return t.kind == punct }
	lo, hi = 0, len(c.toks)
	for i := range c.toks[:from] {
		if stop(c.toks[i]) {
			lo = i + 1
		}
	}
	if n := slices.IndexFunc(c.toks[to:], stop); n >= 0 {
		hi = to + n
	}
	return lo, hi
}

// tells reports whether a token says what a clause is about, rather than how
// binding it is or that it is about the answer.
func (t *token) tells() bool {
	switch {
	case t.kind == punct || t.kind == number:
		return false
	case t.kind != word:
		return true
	}
	switch t.text {
	case "anything", "nothing", "anyone", "anybody", "someone", "somebody", "something":
		return false
	}
	for _, c := range [...]class{classStop, classOpener, classNegator, classModal, classAbsolute, classWeak, classShould, classAnswer, classAdjunctStop, classPurposeStop, classPlainAdjective, classLexicalNegator} {
		if t.is(c) {
			return false
		}
	}
	return true
}

// enclosed reports whether the word at i stands in parentheses.
func (c *clause) enclosed(i int) bool {
	for k := i - 1; k >= 0; k-- {
		if t := &c.toks[k]; t.kind == punct && (t.text == "(" || t.text == ")") {
			return t.text == "("
		}
	}
	return false
}

// instances reports whether the word at i stands in a list of cases that a ban
// is for: "no agents for small tasks, such as web searches".
func (c *clause) instances(i int) bool {
	for k := i - 1; k > c.verb && k > 0; k-- {
		if c.toks[k].text != "as" || c.toks[k-1].text != "such" {
			continue
		}
		for _, t := range c.toks[max(0, c.verb):k] {
			if t.text == "for" || t.text == "in" || t.text == "on" {
				return true
			}
		}
	}
	return false
}

// chooses reports whether a clause without a verb is a label or a few words and
// so says what is chosen; "Docker pull failure" and "`a.db`: an SQLite file" tell of something.
func (c *clause) chooses(h hit) bool {
	if len(c.label) > 0 {
		return c.label[len(c.label)-1].kind == word
	}
	return (len(c.toks) <= 5 || c.toks[0].text == "only" || c.toks[0].text == "just") && !c.modifies(h)
}

// notJust reports whether "not just" or its like stands before the word at i:
// "a card, not just plain text" is against neither.
func (c *clause) notJust(i int) bool {
	for k := i - 1; k > 0 && i-k < 5 && c.toks[k].kind != punct; k-- {
		switch c.toks[k].text {
		case "just", "only", "merely", "simply":
			return c.toks[k-1].text == "not"
		}
	}
	return false
}

// tells reports whether a verb in the third person stands in the clause:
// it says what something does.
func (c *clause) tells() bool {
	if c.toks[0].is(classNegator) {
		return false
	}
	for i := 0; i+1 < len(c.toks); i++ {
		t := &c.toks[i]
		if t.kind == word && strings.HasSuffix(t.text, "s") && t.is(classImperative) && !t.is(classNounFirst) && c.toks[i+1].kind == word && c.toks[i+1].tells() && c.lex.units[t.stem] == "" {
			return true
		}
	}
	return false
}

// unneeded reports whether the phrase is only not needed: "no bullets needed".
func (c *clause) unneeded(h hit) bool {
	if h.to >= len(c.toks) || h.from == 0 || c.toks[h.from-1].text != "no" {
		return false
	}
	switch c.toks[h.to].text {
	case "needed", "required", "necessary":
		return true
	}
	return false
}

// disregards reports whether the words at hand stand behind "whatever" or its
// like: "in English, whatever language the user writes" asks for no other.
func (c *clause) disregards(from, to int) bool {
	for i := max(0, from-4); i < to; i++ {
		switch c.toks[i].text {
		case "whatever", "whichever":
			if i > 0 && c.toks[i-1].kind == punct {
				return true
			}
		case "regardless", "matter":
			return i < from
		}
	}
	return false
}
