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
func (c *clause) host(h hit) string {
	anyObject := h.dim.Rule == "conflict/choice"
	if len(c.label) > 0 && !c.labelled() {
		return c.target(c.label)
	}
	if c.subj > 0 && h.from >= c.subj {
		return c.target(c.toks[:c.subj])
	}
	if name, ok := c.behind(h); ok {
		return name
	}
	// A preposition or "each" leads to the nearest target behind the words, else
	// to the nearest one before them.
	if name, ok := c.prepositional(h.to, len(c.toks)); ok {
		return name
	}
	if name, ok := c.prepositional(0, h.from); ok {
		return name
	}
	if c.verb < 0 || h.from < c.verb {
		return ""
	}
	with := c.linked(c.verb+1, h.to)
	if with < 0 {
		if anyObject || h.dim.Free || h.from <= c.verb+1 {
			return ""
		}
		return c.object(c.verb+1, h.from)
	}
	verb := c.toks[c.verb].text
	if verb == "answer" || verb == "respond" || verb == "reply" || verb == "speak" || verb == "talk" {
		return "" // "answer questions in French" is about the answer
	}
	name := c.object(c.verb+1, with)
	if name == "code file" && verb == "name" {
		return "file name"
	}
	if name == "" && (anyObject || verb == "keep" || verb == "leave") {
		return c.named(c.verb+1, with)
	}
	return name
}

// behind reads a target that the words modify: "lowercase package names".
func (c *clause) behind(h hit) (string, bool) {
	if h.dim.Free {
		return "", false
	}
	for i := h.to; i < min(len(c.toks), h.to+4); i++ {
		t := &c.toks[i]
		if t.text == "name" || t.text == "names" {
			return c.target(c.toks[h.to : i+1]), true
		}
		if t.kind != word && t.text != "," || t.is(classStop) || t.is(classHostPreposition) {
			return "", false
		}
	}
	return "", false
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
	return slices.ContainsFunc(c.label, func(t token) bool { return t.is(classPlainLabel) })
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
		if !t.is(classStop) && !t.is(classNegator) && !t.is(classHostStop) {
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
		if t.kind == punct || t.is(classStop) || t.kind == number || t.is(classImperative) && i == 0 {
			break
		}
		if !t.is(classHostStop) && !t.is(classNegator) && !t.is(classOpener) {
			apart = append(apart, t.stem)
		}
	}
	if h.to+1 < len(toks) && (toks[h.to].text == "called" || toks[h.to].text == "named" || toks[h.to].text == "titled" || toks[h.to].text == "labeled") {
		apart = nil
		for _, t := range toks[h.to+1:] {
			if t.kind != word && t.kind != quote && t.kind != code || t.is(classStop) || len(apart) > 0 && !t.caps {
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
		if t.kind != word || !t.is(classHostPreposition) {
			continue
		}
		end := i + 1
		for end < to && end-i <= 7 && c.toks[end].kind != punct && !c.toks[end].is(classHostPreposition) {
			end++
		}
		rest := c.toks[i+1 : end]
		found := hit{}
		for _, h := range c.lex.find(rest) {
			if h.dim.Name == hostDimension && (found.pattern == nil || found.to == h.from) {
				found = h // "component files": the head of the phrase is its last noun
			}
		}
		if found.pattern != nil {
			return qualified(c, rest, found), true
		}
	}
	return "", false
}

// object names the target that the verb acts on: "write titles in lower case".
func (c *clause) object(from, to int) string {
	if from > to {
		return "" // what is put somewhere stands before the verb
	}
	for i := from; i < to; i++ {
		if c.toks[i].kind == punct || c.toks[i].is(classObjectEnd) {
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
		if t.kind == punct || t.is(classHostPreposition) || t.text == "as" || t.text == "with" {
			break
		}
		if t.kind != number && !t.is(classStop) && !t.is(classHostStop) && !t.is(classBoundWord) && !t.is(classActor) && !t.is(classAnswer) {
			words = append(words, t.stem)
		}
	}
	if len(words) > 3 {
		return ""
	}
	return strings.Join(words, " ")
}
