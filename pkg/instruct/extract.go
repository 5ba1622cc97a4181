package instruct

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/quoin-dev/quoin/pkg/par"
	"github.com/quoin-dev/quoin/pkg/source"
)

var anchorEnd = regexp.MustCompile(`\s*\{#([A-Za-z0-9][\w-]*)\}\s*$`)

// Extract returns the instructions of a document in reading order. Messages of
// the assistant are examples of what it says and instruct nobody.
func Extract(doc Document) []Instruction {
	lex := Builtin()
	teams := teamSets(doc.Exclusive)
	var work []chunk
	for i, m := range doc.Messages {
		if m.Role == "assistant" || m.Role == "model" {
			continue
		}
		bs, _ := blocks(m.Text, lex)
		for some := range slices.Chunk(bs, chunkSize) {
			work = append(work, chunk{i, some})
		}
	}
	parts := par.Each(work, func(w chunk) []Instruction {
		x := extractor{lex: lex, stems: newStemmer(doc.Synonyms), doc: &doc, teams: teams}
		x.read(w)
		return x.out
	})
	out := slices.Concat(parts...)
	for i := range out {
		out[i].Index = i
	}
	return out
}

// A chunk is some blocks of one message: what is read in one go.
type chunk struct {
	message int
	blocks  []block
}

// chunkSize is large enough that the forms of words, remembered by chunk, are
// seldom found out twice.
const chunkSize = 256

// Examples returns the pieces of a document that show rather than tell.
func Examples(doc Document) []Example {
	var out []Example
	for i, m := range doc.Messages {
		_, shown := blocks(m.Text, Builtin())
		for _, e := range shown {
			e.Message = i
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b Example) int {
		if a.Message != b.Message {
			return a.Message - b.Message
		}
		return a.Start - b.Start
	})
	return out
}

type extractor struct {
	lex   *Lexicon
	stems *stemmer
	doc   *Document
	teams map[string]string // word → its exclusive set
	out   []Instruction
}

// teamSets indexes the team's exclusive sets by word.
func teamSets(sets [][]string) map[string]string {
	if len(sets) == 0 {
		return nil
	}
	index := map[string]string{}
	for _, set := range sets {
		name := strings.ToLower(strings.Join(set, "/"))
		for _, w := range set {
			index[lemma(strings.ToLower(w))] = name
		}
	}
	return index
}

func (x *extractor) read(w chunk) {
	m, text := w.message, x.doc.Messages[w.message].Text
	for _, b := range w.blocks {
		headings, inverted := x.context(&b)
		anchor := cutAnchor(text, &b)
		for i, toks := range x.sentences(text, b) {
			x.instruction(m, toks, &b, headings, anchor, inverted && i == 0)
		}
	}
}

// cutAnchor takes {#name} off the end of a block and returns the name.
func cutAnchor(text string, b *block) string {
	if text[b.end-1] != '}' {
		return ""
	}
	at := anchorEnd.FindStringSubmatchIndex(text[b.start:b.end])
	if at == nil {
		return ""
	}
	name := text[b.start+at[2] : b.start+at[3]]
	b.end = b.start + at[0]
	return name
}

// context returns the headings above a block, and whether they or the sentence
// that introduces its list invert what it says.
func (x *extractor) context(b *block) (headings []string, inverted bool) {
	for _, h := range b.headings {
		headings = append(headings, h.text)
		inverted = x.prohibits(h.text, 5) // the innermost heading decides
	}
	if b.label != "" {
		headings = append(headings, b.label)
	}
	if b.item && b.lead != "" && strings.HasSuffix(b.lead, ":") {
		inverted = inverted || x.prohibits(b.lead[strings.LastIndexByte(b.lead, '\n')+1:], 8)
	}
	return headings, inverted && b.item && !b.mixed
}

// prohibits reports whether a heading or lead says that what follows is wrong.
func (x *extractor) prohibits(s string, limit int) bool {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return (r < 'a' || r > 'z') && r != '\'' && r != '’' })
	if len(words) > limit || len(words) == 0 {
		return false
	}
	last := words[len(words)-1]
	for i, w := range words {
		w = strings.ReplaceAll(w, "’", "'")
		if !x.lex.is(classProhibiting, w) && !x.lex.is(classProhibiting, lemma(w)) {
			continue
		}
		// "Never use:" bans its items; "Error handling" merely starts like one.
		return i == 0 || w == last || len(words) <= 3
	}
	return len(words) <= 4 && strings.Contains(" "+strings.Join(words, " ")+" ", " not ")
}

// sentences tokenizes a block and cuts it at full stops.
func (x *extractor) sentences(text string, b block) [][]token {
	toks := tokenize(text, b.start, b.end, x.lex, x.stems)
	var out [][]token
	from := 0
	for i := range toks {
		t := &toks[i]
		if t.kind != punct || t.text != "." || !endsSentence(text, t, b.end) {
			continue
		}
		if i > from {
			out = append(out, toks[from:i])
		}
		from = i + 1
	}
	if from < len(toks) {
		out = append(out, toks[from:])
	}
	return out
}

// endsSentence tells a full stop from the dot of an abbreviation or a name.
func endsSentence(text string, t *token, end int) bool {
	rest := text[t.end:end]
	if strings.TrimLeft(rest, " *_\"')”’") == "" {
		return true
	}
	if c := rest[0]; c != ' ' && c != '\n' && c != '*' && c != '"' && c != ')' && c != '\r' && c != '\t' && c != '_' {
		return false
	}
	before := text[max(0, t.start-4):t.start]
	for _, abbr := range []string{"e.g", "i.e", "etc", " vs", " no", "pprox", " cf"} {
		if strings.HasSuffix(strings.ToLower(before), abbr) {
			r, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " "))
			return abbr == "etc" && r >= 'A' && r <= 'Z'
		}
	}
	return true
}

// instruction reads one sentence and keeps it if it directs.
func (x *extractor) instruction(m int, toks []token, b *block, headings []string, anchor string, inverted bool) {
	for len(toks) > 0 && toks[0].kind == punct {
		toks = toks[1:]
	}
	if len(toks) == 0 {
		return
	}
	text := x.doc.Messages[m].Text
	start, end := toks[0].start, toks[len(toks)-1].end
	in := Instruction{
		Message: m, Role: x.doc.Messages[m].Role, Text: text[start:end], Start: start, End: end,
		Anchor: anchor, Headings: headings, Lead: b.lead, Inverted: inverted, words: contentWords(toks),
	}
	if origin := x.doc.Messages[m].Origin; origin != nil {
		in.Source = origin(start, end)
	} else {
		in.Source = source.Span{}
	}
	if calls(in.Text) {
		return // a line of code outside a fence
	}
	if toks[0].is(classDataLabel) && len(toks) > 1 && (toks[1].text == ":" || len(toks) > 2 && toks[2].text == ":") {
		return // "Bad example: …", "e.g. …"
	}
	if !precedence(toks, &in) && !exempts(toks) {
		s := x.lex.parse(toks, inverted)
		aside := start > 0 && text[start-1] == '('
		for _, c := range s.clauses {
			c.aside = aside
			if c.verb < 0 && toks[len(toks)-1].text == ":" && len(s.clauses) == 1 && !c.toks[0].is(classNegator) {
				break // "JSON format:" introduces what follows
			}
			if !c.other {
				in.Constraints = append(in.Constraints, x.constraints(c)...)
			}
		}
	}
	in.Fields = fields(toks)
	in.Constraints = settle(in.Constraints)
	x.out = append(x.out, in)
}

var callsAt = regexp.MustCompile(`^(\w+\s+)?[\w.]*[A-Za-z_]\((.)`)

// calls reports whether a line starts like a call: "raise Error(402".
func calls(s string) bool {
	if n := strings.IndexByte(s, '('); n < 1 || n > 60 || s[n-1] == ' ' {
		return false
	}
	at := callsAt.FindStringSubmatch(s)
	return at != nil && at[2] != "s"
}

// fields returns the names that a sentence calls fields: `total` in "the
// `total` field" and "a key called `total`".
func fields(toks []token) []string {
	var out []string
	isField := func(t *token) bool { return t.is(classField) }
	for i := range toks {
		if toks[i].kind != code || strings.ContainsAny(toks[i].text, " (<{/=") {
			continue
		}
		if i+1 < len(toks) && isField(&toks[i+1]) || i > 0 && isField(&toks[i-1]) || i > 1 && isField(&toks[i-2]) && (toks[i-1].text == "called" || toks[i-1].text == "named") {
			out = append(out, toks[i].text)
		}
	}
	return out
}

// exempts recognises a statement of when a rule may be broken: "the only time
// you may use tabs is …". It adds no demand.
func exempts(toks []token) bool {
	for i := 0; i+1 < min(len(toks), 6); i++ {
		if toks[i].text != "only" && toks[i].text != "sole" {
			continue
		}
		switch toks[i+1].text {
		case "time", "case", "exception", "situation", "reason", "place", "exceptions", "cases", "times":
			return true
		}
	}
	return len(toks) > 1 && (toks[0].text == "exception" || toks[0].text == "exceptions")
}

// contentWords returns the stems that say what a sentence is about.
func contentWords(toks []token) []string {
	var out []string
	for _, t := range toks {
		if t.kind == code || t.kind != punct && !t.is(classStop) {
			out = append(out, t.root)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// constraints types one clause.
func (x *extractor) constraints(c *clause) []Constraint {
	hits := x.lex.find(c.toks)
	if !c.directs(hits) {
		if c.tail {
			return slices.DeleteFunc(c.ranges(), func(con Constraint) bool { return con.Range.Lo > 0 && !(con.Range.Hi > con.Range.Lo) })
		}
		return nil
	}
	var out []Constraint
	for _, h := range hits {
		if h.dim.Name == hostDimension {
			continue
		}
		if con, ok := c.demand(h, hits); ok {
			out = append(out, con)
			out = append(out, x.implied(con, h)...)
		}
	}
	out = append(out, c.ranges()...)
	out = append(out, c.literals()...)
	out = append(out, x.teamChoices(c)...)
	if a, ok := c.action(); ok {
		out = append(out, a)
	}
	if r, ok := c.rejected(); ok {
		out = append(out, r)
	}
	if u, ok := c.instrument(); ok {
		out = append(out, u)
	}
	if q, ok := c.sequence(); ok {
		out = append(out, q)
	}
	return out
}

// implied returns what a demand brings along: no Markdown means no headings.
func (x *extractor) implied(con Constraint, h hit) []Constraint {
	var out []Constraint
	add := func(list []string, p Polarity) {
		for _, target := range list {
			name, val, _ := strings.Cut(target, "/")
			d := x.lex.dimensions[name]
			if d == nil {
				continue
			}
			i := con
			i.Rule, i.Dimension, i.Value, i.Polarity, i.Implied = d.Rule, name, val, p, true
			i.excludes = nil
			if d.Free {
				i.Dimension = name + "/" + val
			}
			for _, v := range d.Values {
				if v.Name == val {
					i.excludes = v.Excludes
				}
			}
			out = append(out, i)
		}
	}
	switch con.Polarity {
	case Require:
		add(h.value.Bans, Forbid)
		add(h.value.Needs, Require)
	case Forbid:
		add(h.value.Without, Forbid)
	case Allow: // what may be done brings nothing along
	}
	return out
}

// teamChoices reads the team's exclusive sets: "use X" of a set.
func (x *extractor) teamChoices(c *clause) []Constraint {
	if x.teams == nil {
		return nil
	}
	var out []Constraint
	for i, t := range c.toks {
		set, ok := x.teams[t.stem]
		if !ok {
			continue
		}
		con := c.base(i, i+1)
		con.Rule, con.Dimension, con.Value, con.Polarity = "conflict/choice", set, t.stem, c.polarityAt(i)
		out = append(out, con)
	}
	return out
}

// settle drops demands that an instruction itself leaves open: two values of
// one dimension in a sentence are a choice or a division of labour.
func settle(cons []Constraint) []Constraint {
	if len(cons) < 2 {
		return cons
	}
	type key struct{ dim, subject string }
	open := map[key]bool{}
	for i := range cons {
		a := &cons[i]
		if a.Value == "" || a.Polarity == Forbid || a.Implied {
			continue
		}
		for j := range i {
			b := &cons[j]
			if b.Dimension == a.Dimension && b.Value != "" && b.Value != a.Value && b.Polarity != Forbid && !b.Implied && a.Excludes(b) {
				open[key{a.Dimension, a.Subject}], open[key{b.Dimension, b.Subject}] = true, true
			}
		}
	}
	return slices.DeleteFunc(cons, func(c Constraint) bool {
		return c.Polarity != Forbid && open[key{c.Dimension, c.Subject}]
	})
}
