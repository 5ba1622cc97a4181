package instruct

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

//go:generate env UPDATE_GOLDEN=1 go test -count=1 -run ^TestLexiconDataIsWhatTheFilesSay$ .

// A Lexicon is what Extract knows about words: grammar, targets, units and the
// dimensions in which instructions can disagree. It is read only once loaded.
type Lexicon struct {
	dimensions map[string]*dimension
	patterns   []pattern
	first      map[string][]int32  // stem that opens a pattern → patterns
	grammar    map[string][]string // class → its stems, for phrases
	classes    map[string]classes  // word or stem → its classes, for the code
	units      map[string]string   // stem → canonical unit
}

// A lexiconFile is the shape of each file under lexicon/, of which
// lexicon_data.go is the Go form.
type lexiconFile struct {
	Rule       string            `toml:"rule"`
	Dimensions []dimension       `toml:"dimension"`
	Grammar    map[string]string `toml:"grammar"` // class → words
	Units      map[string]string `toml:"units"`   // unit → words
}

// A dimension is one thing that instructions can disagree about.
type dimension struct {
	Name  string `toml:"name"`
	About string `toml:"about"`
	Rule  string `toml:"rule"` // the file's by default

	// Verbs names the class of verbs that must govern a positive mention for it
	// to be a demand; empty where the phrases carry their own verb.
	Verbs string `toml:"verbs"`
	// Hosted says that a demand can be about a part ("in titles"), and that
	// demands about different parts do not meet.
	Hosted bool `toml:"hosted"`
	// Free says that values do not exclude each other: each stands alone, to be
	// required or forbidden.
	Free bool `toml:"free"`
	// Object says that the demand is about what its verb acts on: guessing a
	// balance is not guessing a date.
	Object bool `toml:"object"`
	// Manner says that it is about how all is written, so that the manner of one
	// act is none of its business.
	Manner bool    `toml:"manner"`
	Values []value `toml:"value"`

	verbs class // of Verbs, where it has any
}

// A value is one of the things that a dimension can demand.
type value struct {
	Name     string  `toml:"name"`
	Is       phrases `toml:"is"`       // phrases that mean it
	Banned   phrases `toml:"banned"`   // phrases that count only where they are banned: "no lists"
	Denied   phrases `toml:"denied"`   // phrases that mean its opposite
	Bans     phrases `toml:"bans"`     // "dimension/value" that requiring it rules out
	Needs    phrases `toml:"needs"`    // "dimension/value" that requiring it brings along
	Without  phrases `toml:"without"`  // "dimension/value" that forbidding it rules out
	Place    bool    `toml:"place"`    // things are put in it: a table
	Excludes phrases `toml:"excludes"` // the values it excludes; by default all others
	Example  string  `toml:"example"`
}

// phrases are written as one string with commas between, which reads and loads
// better than a list of strings.
type phrases []string

// UnmarshalText implements [encoding.TextUnmarshaler].
func (p *phrases) UnmarshalText(b []byte) error {
	*p = phrases{}
	for s := range strings.SplitSeq(string(b), ",") {
		if s = strings.TrimSpace(s); s != "" {
			*p = append(*p, s)
		}
	}
	return nil
}

// A pattern is a compiled phrase.
type pattern struct {
	elems []elem
	dim   *dimension
	value *value
	sense sense
	// negates says that the phrase has a negation of its own.
	negates bool
}

// A sense says how a phrase bears on its value.
type sense uint8

const (
	plain  sense = iota
	denied       // it means the opposite
	banned       // it counts only under a ban
)

// An elem matches one token by stem, or a gap of up to gap tokens.
type elem struct {
	stems    []string
	gap      int
	optional bool
	begin    bool // only at the start of a clause
}

var builtin = sync.OnceValues(func() (*Lexicon, error) { return load(lexiconData) })

// Builtin returns the lexicon that comes with the package.
func Builtin() *Lexicon {
	lex, err := builtin()
	if err != nil {
		panic(err) // the files are embedded: a test holds that they load
	}
	return lex
}

// load compiles what the files say. Reading them as TOML takes longer than all
// else, so that they come as the Go values of lexicon_data.go.
func load(all []lexiconFile) (*Lexicon, error) {
	lex := &Lexicon{
		dimensions: map[string]*dimension{},
		first:      map[string][]int32{},
		grammar:    map[string][]string{},
		classes:    make(map[string]classes, 2048),
		units:      map[string]string{},
	}
	stems := newStemmer(nil)
	for i := range all {
		lex.words(&all[i], stems)
	}
	for i := range all {
		for k := range all[i].Dimensions {
			d := all[i].Dimensions[k] // a copy: the data is never written to
			if err := lex.add(&d, all[i].Rule, stems); err != nil {
				return nil, err
			}
		}
	}
	return lex, nil
}

// words takes in the grammar and units of a file.
func (lex *Lexicon) words(f *lexiconFile, stems *stemmer) {
	for name, list := range f.Grammar {
		id := slices.Index(classNames[:], name)
		var members []string
		for w := range strings.FieldsSeq(list) {
			members = append(members, stems.stem(w))
			if id < 0 {
				continue
			}
			lex.classes[w] = lex.classes[w].with(class(id))
			lex.classes[stems.stem(w)] = lex.classes[stems.stem(w)].with(class(id))
		}
		slices.Sort(members)
		lex.grammar[name] = slices.Compact(members)
	}
	for unit, list := range f.Units {
		for w := range strings.FieldsSeq(list) {
			lex.units[stems.stem(w)] = unit
		}
	}
}

func (lex *Lexicon) add(d *dimension, rule string, stems *stemmer) error {
	if lex.dimensions[d.Name] != nil {
		return fmt.Errorf("dimension %s is defined twice", d.Name)
	}
	if d.Rule == "" {
		d.Rule = rule
	}
	if d.Verbs != "" {
		id := slices.Index(classNames[:], d.Verbs)
		if id < 0 {
			return fmt.Errorf("dimension %s: no class of verbs %q", d.Name, d.Verbs)
		}
		d.verbs = class(id)
	}
	lex.dimensions[d.Name] = d
	for i := range d.Values {
		v := &d.Values[i]
		for s, phrases := range [...]phrases{plain: v.Is, denied: v.Denied, banned: v.Banned} {
			for _, phrase := range phrases {
				if err := lex.phrase(phrase, pattern{dim: d, value: v, sense: sense(s)}, stems); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// phrase compiles words and a|b and word? and {class} and .. (a gap of up to
// three words) and ... (up to seven). A leading ^ ties it to the start of a clause.
func (lex *Lexicon) phrase(s string, p pattern, stems *stemmer) error {
	rest, begin := strings.CutPrefix(s, "^")
	for f := range strings.FieldsSeq(rest) {
		switch f {
		case "..":
			p.elems = append(p.elems, elem{gap: 3})
			continue
		case "...":
			p.elems = append(p.elems, elem{gap: 7})
			continue
		}
		e := elem{}
		f, e.optional = strings.CutSuffix(f, "?")
		for alt := range strings.SplitSeq(f, "|") {
			if class, ok := strings.CutPrefix(alt, "{"); ok {
				words := lex.grammar[strings.TrimSuffix(class, "}")]
				if words == nil {
					return fmt.Errorf("phrase %q of %s: unknown class %s", s, p.dim.Name, alt)
				}
				e.stems = append(e.stems, words...)
				continue
			}
			if exact, ok := strings.CutPrefix(alt, "="); ok {
				e.stems = append(e.stems, strings.ReplaceAll(exact, "_", " "))
			} else {
				e.stems = append(e.stems, stems.stem(alt))
			}
		}
		slices.Sort(e.stems)
		for _, st := range e.stems {
			p.negates = p.negates || st == "without" || st == "instead" || st == "rather" || st == "than" || lex.is(classNegator, st)
		}
		p.elems = append(p.elems, e)
	}
	if len(p.elems) == 0 || p.elems[0].gap > 0 || p.elems[0].optional {
		return fmt.Errorf("phrase %q of %s opens with no word", s, p.dim.Name)
	}
	p.elems[0].begin = begin
	id := int32(len(lex.patterns))
	lex.patterns = append(lex.patterns, p)
	for _, st := range p.elems[0].stems {
		lex.first[st] = append(lex.first[st], id)
	}
	return nil
}

// is reports whether a word or stem belongs to a class of the grammar.
func (lex *Lexicon) is(c class, word string) bool { return lex.classes[word].has(c) }

// match reports where the elems end when they start at toks[i].
func match(elems []elem, toks []token, i int) (int, bool) {
	if len(elems) == 0 {
		return i, true
	}
	e := &elems[0]
	if e.gap > 0 {
		for n := 0; n <= e.gap && i+n <= len(toks); n++ {
			if end, ok := match(elems[1:], toks, i+n); ok {
				return end, true
			}
			if i+n < len(toks) && toks[i+n].kind == punct && (toks[i+n].text != "," || e.gap < 5) {
				return 0, false
			}
		}
		return 0, false
	}
	if i < len(toks) && toks[i].kind != punct && e.matches(&toks[i]) {
		if end, ok := match(elems[1:], toks, i+1); ok {
			return end, true
		}
	}
	if e.optional {
		return match(elems[1:], toks, i)
	}
	return 0, false
}

func (e *elem) matches(t *token) bool {
	for _, s := range e.stems {
		if s == t.stem || s == t.text || s == "#" && t.kind == number {
			return true
		}
	}
	return false
}

// says reports whether the phrase has the word of a token.
func (p *pattern) says(t *token) bool {
	return slices.ContainsFunc(p.elems, func(e elem) bool { return e.gap == 0 && e.matches(t) })
}

// A hit is a phrase found in a clause.
type hit struct {
	*pattern
	from, to int
}

// hides reports whether k is the longer reading of words that h reads too. In
// "medical, legal or financial advice" the three readings stand side by side.
func (k hit) hides(h hit) bool {
	if k.dim != h.dim || k.from >= h.to || h.from >= k.to {
		return false
	}
	return !k.dim.Free || k.value == h.value || k.from == h.from || k.to-k.from == len(k.elems)
}

// find returns the phrases in toks: per dimension the longest where two overlap.
func (lex *Lexicon) find(toks []token) []hit {
	var hits []hit
	for i := range toks {
		if toks[i].kind == punct {
			continue
		}
		if toks[i].kind == number {
			hits = lex.findAt(toks, i, lex.first["#"], hits)
		}
		hits = lex.findAt(toks, i, toks[i].opens, hits)
	}
	if len(hits) < 2 {
		return hits
	}
	slices.SortStableFunc(hits, func(a, b hit) int {
		if d := (b.to - b.from) - (a.to - a.from); d != 0 {
			return d
		}
		return b.from - a.from
	})
	kept := hits[:0]
	for _, h := range hits {
		if !slices.ContainsFunc(kept, func(k hit) bool { return k.hides(h) }) {
			kept = append(kept, h)
		}
	}
	slices.SortStableFunc(kept, func(a, b hit) int { return a.from - b.from })
	return kept
}

// prose are the rules about how something is said or done: a word in code
// quotes is a name there and says nothing.
var prose = map[string]bool{"conflict/tone": true, "conflict/voice": true, "conflict/autonomy": true, "conflict/action": true, "conflict/persona": true}

func (lex *Lexicon) findAt(toks []token, i int, opens []int32, hits []hit) []hit {
	for _, id := range opens {
		p := &lex.patterns[id]
		if p.elems[0].begin && i > 0 || toks[i].kind == code && prose[p.dim.Rule] {
			continue
		}
		if end, ok := match(p.elems[1:], toks, i+1); ok {
			hits = append(hits, hit{p, i, end})
		}
	}
	return hits
}

// dataLead reports whether a list that a sentence introduces is one of examples.
func (lex *Lexicon) dataLead(s string) bool {
	if !strings.HasSuffix(s, ":") {
		return false
	}
	s = s[strings.LastIndexAny(strings.TrimRight(s[:len(s)-1], " "), ".\n")+1:]
	return lex.short(classDataHeading, s, 6)
}

// short reports whether a short text has a word of a class of the grammar.
func (lex *Lexicon) short(c class, s string, limit int) bool {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return (r < 'a' || r > 'z') && r != '\'' && r != '’' })
	if len(words) > limit {
		return false
	}
	for _, w := range words {
		if lex.is(c, lemma(w)) {
			return true
		}
	}
	return false
}
