package instruct

import (
	"slices"
	"strings"
)

// directs reports whether the clause tells what to do rather than what is: by
// an imperative, a modal or a ban, or by stating how a thing that the model
// writes is ("commit subjects are imperative").
func (c *clause) directs(hits []hit) bool {
	switch {
	case c.tail && c.verb < 0 && c.subj == 0 && len(c.toks) > 0 && !c.toks[0].is(classNegator) && c.toks[0].text != "only" && c.toks[0].text != "just":
		return false // the reason behind a dash
	case c.ordered:
		return true
	case c.subj == 0 && c.verb < 0 && c.tells(): // "compaction clears blocks"
		return false
	case c.verb >= 0 && c.subj == 0, len(c.label) > 0, c.negEnd:
		return true
	case c.subj == 0: // no verb: "no emojis", "headings in title case"
		return slices.ContainsFunc(hits, func(h hit) bool { return h.from == 0 && h.dim.Verbs == "" && h.dim.Name != hostDimension }) || len(c.toks) <= 8 && !c.toks[0].is(classDeterminer) || c.toks[0].is(classNegator)
	}
	for i, t := range c.toks {
		able := c.able()
		if i >= c.subj && t.is(classDirectiveModal) && i <= c.verb+1 && !able || i < c.subj && (t.text == "you" || t.text == "your" || c.subj == 1 && (t.text == "this" || t.text == "it") && !able) {
			return true
		}
	}
	if len(c.toks) <= 12 && c.subj <= 4 && !c.toks[0].is(classDeterminer) && isCopula(c.toks[c.subj].text) {
		return true // "temperatures are in Celsius"
	}
	return len(c.toks) <= 16 && slices.ContainsFunc(hits, func(h hit) bool { return h.from < c.subj && (h.dim.Name == hostDimension || h.dim.Free) })
}

// pronouns are subjects of which "can" tells what is, not what may be done.
var pronouns = map[string]bool{"it": true, "this": true, "these": true, "those": true, "they": true, "he": true, "she": true}

// able reports whether the clause tells what something can or may do.
func (c *clause) able() bool {
	if c.subj == 0 || !pronouns[c.toks[c.subj-1].text] {
		return false
	}
	switch c.toks[c.subj].text {
	case "can", "may", "could", "will", "would":
		return true
	}
	return false
}

// thing reports whether "it" or "they" acts, which is not the model.
func (c *clause) thing() bool {
	if slices.ContainsFunc(c.toks, func(t token) bool { return t.text == "does" }) {
		return true // "it does not authorize opening pull requests"
	}
	if len(c.toks) > 1 && pronouns[c.toks[0].text] && c.toks[1].is(classDirectiveModal) && c.subj == 0 {
		return c.verb > 0 && !isCopula(c.toks[c.verb].text) && !isCopula(c.toks[c.verb-1].text)
	}
	undergoes := c.subj > 0 && (c.passive() || isCopula(c.toks[c.subj].text))
	return c.subj > 0 && c.subj <= 2 && pronouns[c.toks[c.subj-1].text] && !undergoes
}

// base returns a constraint with what the clause lends to each of its demands.
func (c *clause) base(from, to int) Constraint {
	return Constraint{
		Strength: c.strength, Default: c.dflt, Absolute: c.absolute, Scope: c.scope,
		Start: c.toks[from].start, End: c.toks[to-1].end,
	}
}

// demand turns a phrase found in the clause into a constraint, if the clause
// demands it rather than mentions it.
func (c *clause) demand(h hit, hits []hit) (Constraint, bool) {
	polarity := c.polarityAt(h.from)
	if last := c.polarityAt(h.to - 1); last != polarity && !h.negates && h.sense == plain {
		polarity = last // "give the answer without any reasoning"
	}
	switch {
	case h.sense == denied && polarity != Forbid:
		polarity = Forbid
	case h.sense == denied:
		polarity = Require
	case h.sense == banned && polarity != Forbid:
		return Constraint{}, false
	}
	if polarity == Forbid && (h.dim.Verbs != "" && c.enclosed(h.from) || c.instances(h.from)) || c.notJust(h.from) || c.disregards(h.from, h.to) || polarity == Forbid && c.unneeded(h) || c.thing() && prose[h.dim.Rule] {
		return Constraint{}, false // "no fixed counts (tasks, bullets)" bans no bullets
	}
	if h.from < c.without && h.to <= c.without && c.without < len(c.toks) && polarity == Forbid {
		return Constraint{}, false // "never X without Y" demands Y; it bans no X
	}
	if c.observes() && (h.from > c.verb || h.to <= c.verb) {
		return Constraint{}, false // "flag essays that contain …" demands no essays
	}
	if polarity == Forbid && h.dim.Verbs != "" && h.from <= c.verb && c.verb < h.to && c.bansExcess(c.verb) {
		return Constraint{}, false // "do not bold more than three words"
	}
	if h.dim.Verbs != "" && !c.governs(h, polarity) {
		return Constraint{}, false
	}
	con := c.base(h.from, h.to)
	con.Rule, con.Dimension, con.Value, con.Polarity = h.dim.Rule, h.dim.Name, h.value.Name, polarity
	con.excludes = h.value.Excludes
	if h.dim.Free {
		con.Dimension = h.dim.Name + "/" + h.value.Name
	}
	if h.dim.Hosted {
		con.Subject = c.host(h)
	}
	if h.dim.Verbs != "" && polarity == Forbid && h.sense != denied {
		if h.dim.Free && c.measures(h) {
			return Constraint{}, false // "no more than three emojis" bans no emoji
		}
		con.Apart = c.apart(h, hits)
	}
	if h.dim.Manner && !c.manner(h) {
		return Constraint{}, false // "summarize the tasks briefly" says nothing of the rest
	}
	if h.dim.Object {
		con.About = c.topic(h)
	} else {
		con.About = c.adjuncts(h)
	}
	con.Beside = c.beside(h.from, h.to, h.pattern)
	if p, ok := c.purpose(h.to); ok {
		con.Scope = append(slices.Clip(con.Scope), p)
	}
	return con, true
}

// manner reports whether the clause says how everything is written, not how
// one act is done.
func (c *clause) manner(h hit) bool {
	if c.verb < 0 {
		return len(c.toks) <= 5
	}
	if c.verb < c.subj || h.from <= c.verb && c.verb < h.to {
		return true
	}
	return c.toks[c.verb].is(classManner)
}

// adjuncts returns the words behind prepositions that say where, when, with
// whom or upon what the demand holds: "in Makefiles", "with executives".
func (c *clause) adjuncts(h hit) []string {
	var out []string
	inside, from := false, 0
	for i := max(0, min(c.verb, h.from)); i < len(c.toks); i++ {
		t := &c.toks[i]
		switch {
		case t.kind == punct:
			inside = false
		case i >= h.from && i < h.to:
			if inside {
				out = out[:from] // they only modify the thing itself
			}
			inside = false
		case t.text == "with" && h.dim.Rule != "conflict/tone" && h.dim.Rule != "conflict/language", t.text == "to" && i+1 < len(c.toks) && c.toks[i+1].is(classImperative):
			inside = false
		case t.is(classAdjunctPreposition):
			inside, from = true, len(out)
		case t.is(classObjectEnd):
			inside = false
		case inside && t.kind != number && !t.is(classStop) && !t.is(classAdjunctStop) && !t.is(classAnswer):
			out = append(out, t.root)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// topic returns what the clause is about beside the words of the phrase itself.
func (c *clause) topic(h hit) []string {
	var rest []token
	for i := max(0, c.verb); i < len(c.toks); i++ {
		if i < h.from || i >= h.to || !h.says(&c.toks[i]) {
			rest = append(rest, c.toks[i])
		}
	}
	return contentWords(rest)
}

// observes reports whether the clause looks at a text rather than writes one.
func (c *clause) observes() bool { return c.subj == 0 && c.verbIs(classObserve) }

// measures reports whether a ban is on too many of a thing, not on the thing.
func (c *clause) measures(h hit) bool {
	for i := h.from - 1; i >= 0 && h.from-i <= 4 && c.toks[i].kind != punct; i-- {
		if c.toks[i].kind == number || c.toks[i].is(classMeasuring) {
			return true
		}
	}
	return false
}

// apart returns the words that narrow a banned thing: "generic headings",
// "images of people".
func (c *clause) apart(h hit, hits []hit) []string {
	var out []string
	for i := h.from - 1; i > c.verb && i >= 0; i-- {
		t := &c.toks[i]
		inHit := slices.ContainsFunc(hits, func(o hit) bool { return o.from <= i && i < o.to && o.dim == h.dim })
		if t.kind == punct || inHit || strings.HasSuffix(t.text, "ing") || t.is(classImperative) || t.is(classStop) || t.is(classNegator) || t.is(classOpener) || t.is(classLexicalNegator) {
			break
		}
		if !t.is(classPlainAdjective) {
			out = append(out, t.root)
		}
	}
	if h.to < len(c.toks) && c.toks[h.to].is(classComplement) {
		for _, t := range c.toks[h.to+1:] {
			if t.kind == punct {
				break
			}
			if t.kind == word && !t.is(classStop) {
				out = append(out, t.root)
			}
		}
	}
	return out
}

// purpose reads "for numeric comparisons" behind a demand: the case it is for.
func (c *clause) purpose(from int) (Condition, bool) {
	if c.soon(from, "anywhere") || c.soon(from, "everywhere") {
		return Condition{}, false // "for emphasis or anywhere else"
	}
	for i := max(from, c.verb+1); i < len(c.toks)-1; i++ {
		if c.toks[i].text != "for" || c.toks[i].kind != word {
			continue
		}
		end := i + 1
		for end < len(c.toks) && c.toks[end].kind != punct && !c.toks[end].is(classObjectEnd) {
			end++
		}
		if slices.ContainsFunc(c.lex.find(c.toks[i+1:end]), func(h hit) bool { return h.dim.Name == hostDimension }) {
			return Condition{}, false
		}
		cond := c.lex.condition(If, c.toks[i:end], 1, end-i)
		cond.Words = slices.DeleteFunc(cond.Words, func(w string) bool { return c.lex.is(classPurposeStop, w) })
		cond.Purpose = true
		return cond, len(cond.Words) > 0
	}
	return Condition{}, false
}
