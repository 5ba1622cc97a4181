package instruct

import (
	"slices"
	"strings"
)

// governs reports whether the verb of the clause makes the mention a demand.
func (c *clause) governs(h hit, p Polarity) bool {
	switch {
	case c.verb >= 0 && h.from <= c.verb && c.verb < h.to:
		return true // "bold key terms"
	case (h.dim.Free || p == Forbid) && c.modifies(h), h.dim.Free && h.to < len(c.toks) && c.toks[h.to].kind == code:
		return false // "image services" are no images, "the header `Accept`" no heading
	case h.to <= c.subj:
		// "emojis are forbidden"; but "images must have a caption" demands no image
		return !h.dim.Free || c.negEnd || c.states(classPresent)
	case c.verb < 0:
		return p == Forbid || !h.dim.Free && c.chooses(h) // "no emojis", "Framework: X"
	}
	verb, prep, object := c.governor(h)
	if first := c.toks[h.from].text; first == "in" {
		prep, object = first, h.from > c.verb+1
	}
	switch {
	case prep == "":
	case prep == "in" || prep == "into" || prep == "within":
		if p == Forbid && object || h.dim.Free && p != Forbid && !h.value.Place {
			return false // "no bold in headings"
		}
	case h.dim.Free && (prep != "with" && prep != "as" && prep != "using"):
		return false // "broadcast for tables"
	}
	if c.lex.is(h.dim.verbs, verb) {
		return true
	}
	if c.subj > 0 && verb == c.toks[c.verb].stem && isCopula(c.toks[max(c.subj, c.verb-1)].text) {
		return true // "the answer must be JSON"
	}
	return p == Forbid && (c.lex.is(classLexicalNegator, verb) || verb == lemma("leave"))
}

// states reports whether the predicate has a word of a class near its start.
func (c *clause) states(words class) bool {
	for i := c.subj; i < min(len(c.toks), c.subj+4); i++ {
		if c.toks[i].is(words) {
			return true
		}
	}
	return false
}

// modifies reports whether the phrase only modifies a noun behind it.
func (c *clause) modifies(h hit) bool {
	if h.to >= len(c.toks) {
		return false
	}
	t := &c.toks[h.to]
	return t.kind == word && !t.is(classStop) && !t.is(classElementTail) && !t.is(classOpener) && !t.is(classModal) &&
		!t.is(classConditionTail) && !strings.HasSuffix(t.text, "ly") && !strings.HasSuffix(t.text, "ing") && !strings.HasSuffix(t.text, "ed")
}

// governor returns the verb that governs a phrase, the preposition between, and
// whether that verb has another object.
func (c *clause) governor(h hit) (verb, prep string, object bool) {
	verb = c.toks[c.verb].stem
	if c.verb > h.from {
		return verb, "", false
	}
	for i := h.from - 1; i > c.verb; i-- {
		t := &c.toks[i]
		before := c.toks[i-1].text
		switch {
		case t.kind != word:
		case strings.HasSuffix(t.text, "ing") && (before == "of" || before == "than" || before == "without" || before == "from" || before == "by" || c.toks[i-1].is(classLexicalNegator)),
			before == "to" && t.is(classImperative):
			return t.stem, prep, object
		case i == c.verb+1 && t.text == "in" && sprinkles[verb]: // "sprinkle in an emoji"
		case prep == "" && t.is(classGoverningPreposition) && (t.text != "of" || !slices.Contains(beforeOf, before)):
			prep = t.text
		case prep != "" && !t.is(classStop):
			object = true
		}
	}
	return verb, prep, object
}

// sprinkles are the stems of verbs that take "in" along.
var sprinkles = map[string]bool{"sprinkl": true, "throw": true, "weav": true, "slip": true, "mix": true, "work": true}

// beforeOf are words that make a phrase of their own with "of".
var beforeOf = []string{"instead", "free", "devoid", "lot", "set", "series", "list", "number"}
