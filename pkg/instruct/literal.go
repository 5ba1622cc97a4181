package instruct

import (
	"slices"
	"strings"
)

// literals reads exact texts that a clause demands or bans: what an answer
// opens or closes with, and words it must or must not use.
func (c *clause) literals() []Constraint {
	out := c.names()
	for i, t := range c.toks {
		if t.kind != quote && t.kind != code || strings.TrimSpace(t.text) == "" {
			continue
		}
		slot := c.slot(i)
		if slot == "" {
			continue
		}
		con := c.base(i, i+1)
		con.Polarity = c.polarityAt(i)
		con.Value = strings.Trim(t.text, " .,:;!?…<>/")
		if slot == "keyword" {
			con.Rule, con.Dimension = "conflict/keyword", "keyword/"+con.Value
		} else {
			con.Rule, con.Dimension = "conflict/position", slot
			con.Subject, _ = c.prepositional(0, len(c.toks))
			if c.verb >= 0 && con.Subject == "" {
				con.Subject = c.object(c.verb+1, i)
			}
			if t.kind == code && !strings.Contains(c.between(i), "tag") && !strings.Contains(c.between(i), "section") && !strings.Contains(c.between(i), "with") {
				continue
			}
		}
		out = append(out, con)
	}
	return out
}

// between returns the words from the verb to the token at i.
func (c *clause) between(i int) string {
	var words []string
	for _, t := range c.toks[min(max(0, c.verb), i):i] {
		words = append(words, t.text)
	}
	return strings.Join(words, " ")
}

// slot says what role the literal at i plays: "opening", "closing", "keyword" or none.
func (c *clause) slot(i int) string {
	if c.verb < 0 {
		return c.keywordSlot(i)
	}
	verb := c.toks[c.verb].stem
	switch {
	case c.lex.is(classBegin, verb) && !c.isLiteralList(i):
		return "opening"
	case c.lex.is(classFinish, verb) && !c.isLiteralList(i):
		return "closing"
	}
	return c.keywordSlot(i)
}

// isLiteralList reports whether the literal is one of several: a choice.
func (c *clause) isLiteralList(i int) bool {
	return slices.ContainsFunc(c.toks, func(t token) bool { return (t.kind == quote || t.kind == code) && t.start != c.toks[i].start })
}

func (c *clause) keywordSlot(i int) string {
	if c.toks[i].kind != quote || c.verb >= 0 && !c.verbIs(classProduce) && !c.verbIs(classLexicalNegator) && (i >= c.subj || !c.negEnd) {
		return ""
	}
	if i < c.subj && c.negEnd {
		return "keyword"
	}
	for k := max(0, i-6); k < i; k++ {
		if c.toks[k].is(classWording) {
			return "keyword"
		}
	}
	return ""
}

// names reads what the model is to be called: "your name is Ava", "introduce
// yourself as Max".
func (c *clause) names() []Constraint {
	for i := 1; i < len(c.toks); i++ {
		t := &c.toks[i]
		if !t.title && t.kind != quote || t.is(classStop) {
			continue
		}
		before, second := c.toks[i-1].text, ""
		if i > 1 {
			second = c.toks[i-2].text
		}
		named := (before == "is" || before == "be") && second == "name" && i > 2 && c.toks[i-3].text == "your" ||
			before == "as" && (second == "yourself" || second == "known") || (before == "yourself" || before == "are") && second == "call" ||
			(before == "named" || before == "called") && i <= 5 && c.toks[0].text == "you"
		if !named {
			continue
		}
		con := c.base(i, i+1)
		con.Rule, con.Dimension, con.Value, con.Polarity = "conflict/persona", "name", t.text, c.polarityAt(i)
		return []Constraint{con}
	}
	return nil
}

// sequence reads which of two things comes first: "write the tests before the
// code", "write the code first and the docs after".
func (c *clause) sequence() (Constraint, bool) {
	if c.verb < 0 || c.actPolarity(c.verb) != Require {
		return Constraint{}, false
	}
	mid, end, swap := -1, len(c.toks), false
	for i := c.verb + 1; i < len(c.toks); i++ {
		switch t := c.toks[i].text; {
		case mid < 0 && (t == "before" || t == "after"):
			mid, swap = i, t == "after"
		case mid < 0 && t == "first":
			mid = i
		case mid >= 0 && c.toks[mid].text == "first" && (t == "after" || t == "afterwards" || t == "afterward" || t == "later" || t == "last" || t == "second"):
			end = i
		}
	}
	if mid < 0 || c.toks[mid].text == "first" && end == len(c.toks) {
		return Constraint{}, false
	}
	first, then := contentWords(c.toks[c.verb+1:mid]), contentWords(c.toks[mid+1:end])
	if swap {
		first, then = then, first
	}
	if len(first) == 0 || len(then) == 0 {
		return Constraint{}, false
	}
	con := c.base(c.verb, end)
	con.Rule, con.Dimension, con.Sequence = "conflict/position", "sequence", &Sequence{first, then}
	return con, true
}
