package instruct

import (
	"slices"
	"strings"
)

// hostDimension is the lexicon table of the things that can be written: titles,
// summaries, commit messages. Its values are targets, never demands.
const hostDimension = "host"

// host returns whose property the words toks[from:to] state: "" for the answer
// as a whole, else a target and what sets it apart, as in "variable|private".
func (c *clause) host(from, to int, anyObject bool) string {
	if len(c.label) > 0 && !c.labelled() {
		return c.target(c.label)
	}
	if c.subj > 0 && from >= c.subj {
		return c.target(c.toks[:c.subj])
	}
	// A preposition or "each" leads to the nearest target behind the words, else
	// to the nearest one before them.
	if h, ok := c.prepositional(to, len(c.toks)); ok {
		return h
	}
	if h, ok := c.prepositional(0, from); ok {
		return h
	}
	if c.verb < 0 || from < c.verb {
		return ""
	}
	with := c.linked(c.verb+1, to)
	if with < 0 {
		if anyObject || from <= c.verb+1 {
			return ""
		}
		return c.object(c.verb+1, from)
	}
	if h := c.object(c.verb+1, with); h != "" || !anyObject {
		return h
	}
	return c.named(c.verb+1, with)
}

// linked returns where "with", "as" or "in" ends the object of the verb, or -1.
func (c *clause) linked(from, to int) int {
	for i := from; i < to; i++ {
		switch c.toks[i].text {
		case "with", "as", "in", "by", "using":
			return i
		}
	}
	return -1
}

// labelled reports whether the label says nothing about a target: "Tone:",
// "Important:".
func (c *clause) labelled() bool {
	return slices.ContainsFunc(c.label, func(t token) bool { return c.lex.is("plain-label", t.stem) })
}

// target names the first target among toks, or the words themselves.
func (c *clause) target(toks []token) string {
	for _, h := range c.lex.find(toks) {
		if h.dim.Name == hostDimension {
			return qualified(c, toks, h)
		}
	}
	var words []string
	for _, t := range toks {
		if t.kind == punct {
			break
		}
		if !c.lex.is("stop", t.stem) && !c.lex.is("negator", t.text) && !c.lex.is("host-stop", t.stem) {
			words = append(words, t.stem)
		}
	}
	if len(words) == 0 || len(words) > 4 {
		return ""
	}
	return strings.Join(words, " ")
}

// qualified returns a target with the words before it that set it apart.
func qualified(c *clause, toks []token, h hit) string {
	name := h.value.Name
	if name == "answer" {
		name = ""
	}
	var apart []string
	for i := h.from - 1; i >= 0 && h.from-i <= 3; i-- {
		t := &toks[i]
		if t.kind == punct || c.lex.is("stop", t.stem) || t.kind == number || c.lex.is("imperative", t.stem) && i == 0 {
			break
		}
		if !c.lex.is("host-stop", t.stem) && !c.lex.is("negator", t.text) && !c.lex.is("opener", t.stem) {
			apart = append(apart, t.stem)
		}
	}
	if h.to+1 < len(toks) && (toks[h.to].text == "called" || toks[h.to].text == "named" || toks[h.to].text == "titled" || toks[h.to].text == "labeled") {
		apart = nil
		for _, t := range toks[h.to+1:] {
			if t.kind != word && t.kind != quote && t.kind != code || c.lex.is("stop", t.stem) || len(apart) > 0 && !t.caps {
				break
			}
			apart = append(apart, t.stem)
		}
	}
	if len(apart) == 0 || name == "" {
		return name
	}
	if name == "section" {
		for _, inner := range c.lex.find(toks) {
			if inner.dim.Name == hostDimension && inner.value.Name != "section" {
				return inner.value.Name
			}
		}
		return strings.Join(apart, " ")
	}
	slices.Sort(apart)
	return name + "|" + strings.Join(apart, " ")
}

// prepositional finds "in titles", "of each bullet", "for variables".
func (c *clause) prepositional(from, to int) (string, bool) {
	for i := from; i < to; i++ {
		t := &c.toks[i]
		if t.kind != word || !c.lex.is("host-preposition", t.text) {
			continue
		}
		end := i + 1
		for end < to && end-i <= 7 && c.toks[end].kind != punct && !c.lex.is("host-preposition", c.toks[end].text) {
			end++
		}
		rest := c.toks[i+1 : end]
		for _, h := range c.lex.find(rest) {
			if h.dim.Name == hostDimension {
				return qualified(c, rest, h), true
			}
		}
	}
	return "", false
}

// object names the target that the verb acts on: "write titles in lower case".
func (c *clause) object(from, to int) string {
	for i := from; i < to; i++ {
		if c.toks[i].kind == punct || c.lex.is("object-end", c.toks[i].text) {
			to = i
		}
	}
	for _, h := range c.lex.find(c.toks[from:to]) {
		if h.dim.Name == hostDimension {
			return qualified(c, c.toks[from:to], h)
		}
	}
	return ""
}

// named returns the words of the object as they are, where the lexicon knows no
// such target: "write CHALLENGES as …", "indent YAML with …".
func (c *clause) named(from, to int) string {
	var words []string
	for _, t := range c.toks[from:to] {
		if t.kind == punct || c.lex.is("host-preposition", t.text) || t.text == "as" || t.text == "with" {
			break
		}
		if t.kind != number && !c.lex.is("stop", t.stem) && !c.lex.is("host-stop", t.stem) && !c.lex.is("bound-word", t.text) && !c.lex.is("actor", t.stem) {
			words = append(words, t.stem)
		}
	}
	if len(words) > 3 {
		return ""
	}
	return strings.Join(words, " ")
}
