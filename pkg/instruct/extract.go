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
		case prep == "" && t.is(classGoverningPreposition) && (t.text != "of" || !slices.Contains(beforeOf, before)):
			prep = t.text
		case prep != "" && !t.is(classStop):
			object = true
		}
	}
	return verb, prep, object
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

// beforeOf are words that make a phrase of their own with "of".
var beforeOf = []string{"instead", "free", "devoid", "lot", "set", "series", "list", "number"}
