package instruct

import (
	"slices"
	"strings"
)

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
