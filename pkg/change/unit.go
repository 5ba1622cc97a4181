package change

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/quoin-dev/quoin/pkg/source"
)

// A unit is one rule of a composition: a list item, a sentence, a heading, a
// line of an example. Nothing is left out, so that no change goes untold.
type unit struct {
	role    string
	text    string // as written, in one line
	norm    string // words only
	core    []string
	numbers []string
	force   int // how binding it is: 1 may, 2 plain, 3 should, 4 must
	not     bool
	anchor  string
	guard   string
	via     string // the fragment that it comes from
	safety  bool
	example bool
	heading bool
	span    source.Span
	order   int
}

// unitsOf cuts messages into units, in reading order.
func unitsOf(list []flat) []unit {
	var out []unit
	for i := range list {
		m := &list[i]
		marks := m.anchors()
		example, fenced := false, false
		at := 0
		var para []piece // sentences may go on in the next line
		flush := func() {
			out = append(out, m.sentences(para, marks)...)
			para = nil
		}
		for line := range strings.Lines(m.text) {
			start := at
			at += len(line)
			body := strings.TrimRight(line, "\r\n")
			trimmed := strings.TrimSpace(body)
			lower := strings.ToLower(trimmed)
			switch {
			case strings.HasPrefix(trimmed, "```") || strings.HasPrefix(trimmed, "~~~"):
				flush()
				fenced = !fenced
			case strings.HasPrefix(lower, "<example"):
				flush()
				example = !strings.Contains(lower, "</example")
			case strings.HasPrefix(lower, "</example"):
				flush()
				example = false
			case trimmed == "":
				flush()
			case fenced || example:
				flush()
				out = append(out, m.unit(start, start+len(body), marks, true))
			case heading.MatchString(trimmed) || tagLine.MatchString(trimmed) || strings.HasPrefix(trimmed, "|"):
				flush()
				u := m.unit(start, start+len(body), marks, false)
				u.heading = heading.MatchString(trimmed)
				out = append(out, u)
			case item.MatchString(body):
				flush()
				para = append(para, piece{start, start + len(body)})
			default:
				para = append(para, piece{start, start + len(body)})
			}
		}
		flush()
	}
	out = slices.DeleteFunc(out, func(u unit) bool { return u.norm == "" })
	for i := range out {
		out[i].order = i
	}
	return out
}

// A piece is a line of a paragraph or of a list item.
type piece struct{ start, end int }

var (
	heading = regexp.MustCompile(`^#{1,6} `)
	item    = regexp.MustCompile(`^\s*([-*+•]|\d+[.)])\s+`)
	tagLine = regexp.MustCompile(`^</?[A-Za-z][\w-]*[^<>]*>$`)
	endOf   = regexp.MustCompile(`[.!?]["')\]]*(\s|$)`)
)

// sentences cuts a paragraph, which may be wrapped, at the ends of sentences.
func (m *flat) sentences(para []piece, marks []mark) []unit {
	if len(para) == 0 {
		return nil
	}
	start, end := para[0].start, para[len(para)-1].end
	text := m.text[start:end]
	if loc := item.FindStringIndex(text); loc != nil {
		start += loc[1]
		text = text[loc[1]:]
	}
	var out []unit
	from := 0
	for _, loc := range endOf.FindAllStringIndex(text, -1) {
		// "e.g. this" and "1. that" end no sentence.
		if rest := strings.TrimLeft(text[loc[1]:], " \n"); rest != "" && !startsSentence(rest) {
			continue
		}
		out = append(out, m.unit(start+from, start+loc[1], marks, false))
		from = loc[1]
	}
	if strings.TrimSpace(text[from:]) != "" {
		out = append(out, m.unit(start+from, start+len(text), marks, false))
	}
	return out
}

func startsSentence(s string) bool {
	for _, r := range s {
		return unicode.IsUpper(r) || unicode.IsDigit(r) || !unicode.IsLetter(r)
	}
	return false
}

// unit reads the bytes [start, end) of a message.
func (m *flat) unit(start, end int, marks []mark, example bool) unit {
	raw := m.text[start:end]
	start += len(raw) - len(strings.TrimLeft(raw, " \t\n"))
	u := unit{role: m.role, text: strings.Join(strings.Fields(raw), " "), example: example}
	u.norm = plainWords(u.text)
	u.read()
	for _, k := range marks {
		if k.at > start && k.at <= end+1 {
			u.anchor = k.name
		}
	}
	if r := m.run(start); r != nil {
		u.guard = r.guard
		u.span, u.safety = r.at(start), m.safety
		if r.include != nil {
			u.via = r.include.Fragment.ID
			for in := r.include; in != nil; in = in.Parent {
				u.safety = u.safety || slices.Contains(in.Fragment.Meta.Tags, "safety")
			}
		}
	}
	return u
}

// plainWords is a text without case, punctuation and white space. What is in a
// value's braces stays, and so do the marks of numbers.
func plainWords(text string) string {
	var b strings.Builder
	space := false
	runes := []rune(text)
	for i, r := range runes {
		keep := unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("{}%$€£_/<>=@", r) ||
			(r == '.' || r == ',' || r == '-') && i > 0 && i+1 < len(runes) && unicode.IsDigit(runes[i-1]) && unicode.IsDigit(runes[i+1])
		switch {
		case keep:
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(unicode.ToLower(r))
		case r == '\'' || r == '’':
		default:
			space = true
		}
	}
	return b.String()
}

// forces are words that say how binding a rule is, the strongest first.
var forces = []struct {
	level int
	words *regexp.Regexp
}{
	{1, regexp.MustCompile(`\b(if possible|where possible|when possible|ideally|preferably|try to|try not to|consider|feel free|may|might|can|could|optionally|where appropriate|if you like|as far as possible)\b`)},
	{4, regexp.MustCompile(`\b(must|mustnt|always|never|required|mandatory|under no circumstances|strictly|shall|at all times|without exception|absolutely|cannot|have to|has to|need to|do not ever)\b`)},
	{3, regexp.MustCompile(`\b(should|shouldnt|ought|recommended|prefer|normally|generally|usually|aim to|make sure|ensure)\b`)},
}

var (
	negation = regexp.MustCompile(`\b(not|never|dont|doesnt|mustnt|shouldnt|cannot|cant|wont|isnt|arent|avoid|refrain|without|no|neither|nor|nothing|none|under no circumstances|stop|omit|exclude)\b`)
	bound    = regexp.MustCompile(`\b(?:no|not) (?:more|less|fewer|later|only)\b`) // limits and additions, no bans
	numeric  = regexp.MustCompile(`\d+(?:[.,]\d+)*`)
)

// words that number, so that "three" for "two" is a number that changed.
var numberWords = map[string]bool{
	"one": true, "two": true, "three": true, "four": true, "five": true, "six": true, "seven": true, "eight": true, "nine": true, "ten": true,
	"eleven": true, "twelve": true, "twenty": true, "thirty": true, "fifty": true, "hundred": true, "thousand": true, "once": true, "twice": true,
	"single": true, "double": true,
}

// weak are words that carry no content of a rule: how binding it is, and
// grammar.
var weak = func() map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(`a an the to of in on at for and or with as is are be been you your it its this that these those
		must should shall may might can could will would have has had do does not never always dont no please if possible try ought need
		required ever any all`) {
		set[w] = true
	}
	return set
}()

// read finds how binding a unit is, which way it points, its numbers and its
// content.
func (u *unit) read() {
	u.force = 2
	for _, f := range forces {
		if f.words.MatchString(u.norm) {
			u.force = f.level
			break
		}
	}
	u.not = negated(u.norm)
	for w := range strings.FieldsSeq(u.norm) {
		switch {
		case numberWords[w] || numeric.MatchString(w):
			u.numbers = append(u.numbers, w)
		case !weak[w]:
			u.core = append(u.core, stem(w))
		}
	}
	slices.Sort(u.numbers)
}

// head is how many words into a rule its own "not" stands: further in, it is
// about something else ("… even if you do not have it").
const head = 6

// negated reports whether a rule says not to do something.
func negated(norm string) bool {
	words := strings.Fields(bound.ReplaceAllString(norm, ""))
	return len(negation.FindAllString(strings.Join(words[:min(len(words), head)], " "), -1))%2 == 1
}

// stem takes the commonest endings off.
func stem(w string) string {
	for _, end := range []string{"ing", "ed", "es", "s"} {
		if len(w) > len(end)+3 && strings.HasSuffix(w, end) {
			return w[:len(w)-len(end)]
		}
	}
	return w
}
