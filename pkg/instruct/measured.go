package instruct

import "strings"

// before returns the last content word in front of the parenthesis that holds i.
func (c *clause) before(i int) string {
	for i > 0 && c.toks[i].text != "(" {
		i--
	}
	for i--; i >= 0; i-- {
		if t := &c.toks[i]; i != c.verb && t.tells() {
			return c.target(c.toks[i : i+1])
		}
	}
	return ""
}

// measured returns whose size a quantity states.
func (c *clause) measured(q quantity) string {
	subject := ""
	if h, ok := c.measuredNoun(q); ok {
		return h
	}
	switch {
	case len(c.label) > 0 && !c.labelled():
		subject = c.target(c.label)
	case c.subj > 0 && q.from >= c.subj:
		subject = c.target(c.toks[:c.subj])
	default:
		if h, ok := c.distributive(); ok {
			subject = h
		} else if h, ok := c.prepositional(q.to, len(c.toks)); ok {
			subject = h
		} else if c.verb >= 0 && q.from > c.verb {
			subject = c.measuredObject(q)
		}
	}
	if subject == q.Unit {
		subject = ""
	}
	if len(q.qualifier) > 0 {
		subject += "#" + strings.Join(q.qualifier, " ")
	}
	return subject
}

// measuredNoun reads what a measure stands right beside: "30-word bullets",
// "sentences of 15 words", and the place that "start with a 20-word …" fills.
func (c *clause) measuredNoun(q quantity) (string, bool) {
	place := ""
	if c.verb >= 0 && c.toks[c.verb].is(classBegin) {
		place = "opening "
	} else if c.verb >= 0 && c.toks[c.verb].is(classFinish) {
		place = "closing "
	}
	for k := q.unit + 1; k < min(len(c.toks), q.unit+3) && c.toks[k].kind == word; k++ {
		if c.toks[k].is(classStop) || c.toks[k].is(classHostPreposition) {
			break
		}
		if q.Unit == "bullet" && c.toks[k].stem == "point" {
			continue
		}
		if name, ok := c.lex.units[c.toks[k].stem]; ok {
			return c.called() + place + name, true
		}
		for _, h := range c.lex.find(c.toks[k : k+1]) {
			if h.dim.Name == hostDimension && h.value.Name != "answer" {
				return c.called() + place + h.value.Name, true
			}
		}
	}
	if q.from >= 2 && c.toks[q.from-1].text == "of" && (c.subj == 0 || q.from-3 > c.verb && !isCopula(c.toks[max(0, c.verb)].text)) {
		if name, ok := c.lex.units[c.toks[q.from-2].stem]; ok {
			return c.called() + place + name, true
		}
	}
	if name := strings.TrimSpace(c.called() + place); name != "" {
		return name, true
	}
	if name := c.attributed(q); name != "" {
		return name, true
	}
	return "", false
}

// attributed returns the noun that a measure in front of it is of: "a 20-word
// description".
func (c *clause) attributed(q quantity) string {
	unit := &c.toks[q.unit]
	if q.Hi == 1 || strings.HasSuffix(unit.text, "s") || q.to != q.unit+1 {
		return ""
	}
	name := ""
	for _, t := range c.toks[q.unit+1:] {
		if t.kind != word || t.is(classStop) || t.is(classObjectEnd) || t.is(classBounding) {
			break
		}
		name = t.stem
		if t.is(classAnswer) {
			return ""
		}
	}
	return name
}

// called returns the name of a part that the clause introduces: "a section
// called FLOW".
func (c *clause) called() string {
	if name := called(c.lex, c.toks); name != "" {
		return name
	}
	return c.within
}

// called returns the name of a part that some words introduce.
func called(lex *Lexicon, toks []token) string {
	for i, t := range toks {
		if t.text != "called" && t.text != "named" && t.text != "titled" && t.text != "labeled" {
			continue
		}
		var words []string
		for _, n := range toks[i+1:] {
			if n.kind == punct || len(words) > 0 && !n.caps && n.kind == word || n.is(classStop) && !n.caps {
				break
			}
			words = append(words, n.stem)
		}
		for _, h := range lex.find(toks[i+1 : min(len(toks), i+1+len(words))]) {
			if h.dim.Name == hostDimension {
				return h.value.Name + " "
			}
		}
		if len(words) > 0 {
			return strings.Join(words, " ") + " "
		}
	}
	return ""
}

// distributive finds "each bullet", "every section", "per answer".
func (c *clause) distributive() (string, bool) {
	for i, t := range c.toks {
		if (t.text == "each" || t.text == "every" || t.text == "per") && i+1 < len(c.toks) && c.toks[i+1].kind != punct {
			return c.target(c.toks[i+1 : min(len(c.toks), i+3)]), true
		}
	}
	return "", false
}

// measuredObject reads the object between the verb and the number: "write an
// essay of 900 words", "write CHALLENGES as 2-3 sentences".
func (c *clause) measuredObject(q quantity) string {
	from := c.verb + 1
	if c.toks[c.verb].stem == "summari" {
		return "summary"
	}
	if h := c.object(from, q.from); h != "" || from >= q.from {
		return h
	}
	if !c.verbIs(classProduce) && !c.verbIs(classLimit) {
		return ""
	}
	switch before := c.toks[q.from-1].text; {
	case before == "as", before == "to", before == "at", before == "of", before == "in", c.toks[q.from].text == "to", c.toks[q.from].text == "within", c.toks[q.from].text == "under", c.verbIs(classLimit):
		return c.named(from, q.from)
	}
	return ""
}
