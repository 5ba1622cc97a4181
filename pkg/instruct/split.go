package instruct

import (
	"slices"
	"strings"
)

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
