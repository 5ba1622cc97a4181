package instruct

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
)

// A kind is the sort of a token.
type kind uint8

const (
	word kind = iota
	number
	code   // `inline code`, one token
	quote  // "a quotation", one token
	punct  // one of , ; : . ( ) and the dash
	holder // {{placeholder}}
)

// A token is a word of a sentence. Start and end are offsets in the message.
type token struct {
	kind       kind
	text, stem string // lower case; text of a code token without its ticks
	root       string // for bags of words
	start, end int
	lo, hi     float64 // of a number
	caps       bool    // written in capitals
	title      bool    // starts with a capital
	classes    classes // of its text and its stem
	opens      []int32 // the patterns that can start with it
	looked     bool    // whether the two are filled in
}

// is reports whether the token belongs to a class of the grammar.
func (t *token) is(c class) bool { return t.classes.has(c) }

// stemmer remembers the forms of words: a prompt repeats them.
type stemmer struct {
	forms    map[string]form
	lemmas   map[string]string
	roots    map[string]string
	synonyms map[string]string
}

func newStemmer(synonyms map[string]string) *stemmer {
	return &stemmer{forms: make(map[string]form, 512), lemmas: make(map[string]string, 512), roots: make(map[string]string, 512), synonyms: synonyms}
}

// A form is all that is known of a written word.
type form struct {
	kind       kind
	value      float64
	stem, root string
	classes    classes
	opens      []int32
}

// form looks a word in lower case up once.
func (s *stemmer) form(w string, lex *Lexicon) form {
	if f, ok := s.forms[w]; ok {
		return f
	}
	f := form{stem: s.stem(w)}
	if v, ok := numerals[w]; ok {
		f.kind, f.value, f.root = number, v, f.stem
	} else {
		f.root = s.root(w)
	}
	f.classes, f.opens = lex.known(f.stem, w)
	s.forms[w] = f
	return f
}

// known returns the classes of a word and the patterns that can start with it.
func (lex *Lexicon) known(stem, text string) (classes, []int32) {
	opens := lex.first[stem]
	if text != stem && len(lex.first[text]) > 0 {
		opens = slices.Concat(opens, lex.first[text])
	}
	return lex.classes[stem].or(lex.classes[text]), opens
}

// stem returns the form by which phrases compare words.
func (s *stemmer) stem(w string) string {
	if l, ok := s.lemmas[w]; ok {
		return l
	}
	from := w
	if to, ok := s.synonyms[w]; ok {
		from = to
	}
	l := lemma(from)
	s.lemmas[w] = l
	return l
}

// root returns the form by which bags of words compare: it also joins
// "approve" and "approval".
func (s *stemmer) root(w string) string {
	if r, ok := s.roots[w]; ok {
		return r
	}
	from := w
	if to, ok := s.synonyms[w]; ok {
		from = to
	}
	r := from
	switch {
	case strings.HasSuffix(from, "ional"): // a functional style is no function
	case ascii(from):
		r = english.Stem(from, true)
	}
	s.roots[w] = r
	return r
}

func ascii(w string) bool {
	for i := range len(w) {
		if w[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// lemma takes inflection off a word and no more, so that phrases can tell
// "contraction" from "contract" and "important" from "import": no plural, no
// -ed, no -ing and, to bring "use" and "using" together, no final e.
func lemma(w string) string {
	switch w {
	case "use", "uses", "used", "using":
		return "use"
	case "does", "did", "doing", "done":
		return "do"
	case "this", "is", "was", "has", "as", "us", "its", "yes", "always", "plus", "during", "being", "everything", "anything", "nothing", "something", "css", "https", "perhaps", "sometimes":
		return w
	case "summary", "summaries", "summarize", "summarise", "summarizes", "summarises", "summarized", "summarised":
		return "summari"
	case "note", "notes", "noted", "noting":
		return "note" // and not "not"
	case "written", "wrote":
		return "writ"
	}
	if !ascii(w) || len(w) < 4 {
		return w
	}
	w = singular(w)
	switch {
	case strings.HasSuffix(w, "eed"):
	case strings.HasSuffix(w, "ed") && rooted(w[:len(w)-2]):
		w = undouble(w[:len(w)-2])
	case strings.HasSuffix(w, "ing") && rooted(w[:len(w)-3]):
		w = undouble(w[:len(w)-3])
	}
	if len(w) > 3 && strings.HasSuffix(w, "e") {
		w = w[:len(w)-1]
	}
	if len(w) > 3 && strings.HasSuffix(w, "y") {
		w = w[:len(w)-1] + "i"
	}
	return w
}

func singular(w string) string {
	switch {
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "shes"), strings.HasSuffix(w, "ches"), strings.HasSuffix(w, "xes"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is"):
		return w[:len(w)-1]
	}
	return w
}

// rooted reports whether what is left of a word can be a verb.
func rooted(w string) bool {
	return len(w) >= 3 && strings.ContainsAny(w, "aeiouy")
}

func undouble(w string) string {
	n := len(w)
	if n > 5 && strings.HasSuffix(w, "ell") {
		return w[:n-1] // "cancelled"
	}
	if n > 3 && w[n-1] == w[n-2] && !strings.ContainsRune("aeiouls", rune(w[n-1])) {
		return w[:n-1]
	}
	return w
}

var numerals = map[string]float64{
	"zero": 0, "one": 1, "single": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
	"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
	"sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40,
	"fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1000,
	"dozen": 12, "twice": 2, "couple": 2,
}

// contractions are words that hide a negation or a modal.
var contractions = map[string][2]string{
	"don't": {"do", "not"}, "doesn't": {"does", "not"}, "didn't": {"did", "not"}, "can't": {"can", "not"},
	"cannot": {"can", "not"}, "won't": {"will", "not"}, "shouldn't": {"should", "not"}, "mustn't": {"must", "not"},
	"isn't": {"is", "not"}, "aren't": {"are", "not"}, "wouldn't": {"would", "not"}, "couldn't": {"could", "not"},
	"needn't": {"need", "not"}, "haven't": {"have", "not"}, "hasn't": {"has", "not"}, "wasn't": {"was", "not"},
	"you'll": {"you", "will"}, "you're": {"you", "are"}, "it's": {"it", "is"}, "you've": {"you", "have"},
}

// A scanner turns the bytes of a sentence into tokens.
type scanner struct {
	text   string // of the message
	at     int
	end    int
	lex    *Lexicon
	stems  *stemmer
	tokens []token
}

// tokenize reads text[start:end].
func tokenize(text string, start, end int, lex *Lexicon, stems *stemmer) []token {
	s := scanner{text: text, at: start, end: end, lex: lex, stems: stems, tokens: make([]token, 0, (end-start)/5+4)}
	for s.at < s.end {
		s.next()
	}
	return s.tokens
}

func (s *scanner) next() {
	rest := s.text[s.at:s.end]
	c := rest[0]
	switch {
	case c == '`':
		s.enclosed("`", "`", code)
	case strings.HasPrefix(rest, "{{"):
		s.enclosed("{{", "}}", holder)
	case c == '{' && s.placeholder():
		s.enclosed("{", "}", holder)
	case c == '"' || strings.HasPrefix(rest, "“"):
		s.quotation()
	case strings.HasPrefix(rest, "]("):
		s.link()
	case c == '<':
		s.tag()
	case c >= '0' && c <= '9':
		s.number()
	case c == '\'' && s.singleQuotation():
	default:
		r, size := utf8.DecodeRuneInString(rest)
		switch {
		case unicode.IsLetter(r):
			s.word()
		case strings.ContainsRune(",;:.()!?—–", r) || r == '-' && s.spaced():
			s.push(token{kind: punct, text: dash(r)}, s.at+size)
		default:
			s.at += size
		}
	}
}

// placeholder reports whether the brace at hand opens {a short name} to be filled.
func (s *scanner) placeholder() bool {
	n := strings.IndexByte(s.text[s.at:s.end], '}')
	return n > 1 && n < 80 && !strings.ContainsAny(s.text[s.at+1:s.at+n], "{\":\n")
}

func dash(r rune) string {
	switch r {
	case '—', '–', '-':
		return "-"
	case '!', '?':
		return "."
	}
	return string(r)
}

// spaced reports whether the hyphen at hand stands between spaces: a dash.
func (s *scanner) spaced() bool {
	return s.at > 0 && s.at+1 < len(s.text) && s.text[s.at-1] == ' ' && s.text[s.at+1] == ' '
}

func (s *scanner) push(t token, end int) {
	t.start, t.end = s.at, end
	if t.stem == "" {
		t.stem = t.text
	}
	if t.root == "" {
		t.root = t.stem
	}
	if t.kind != punct && !t.looked {
		t.classes, t.opens = s.lex.known(t.stem, t.text)
	}
	s.tokens = append(s.tokens, t)
	s.at = end
}

// enclosed reads from one delimiter to the next, or skips a lone one.
func (s *scanner) enclosed(open, end string, k kind) {
	n := strings.Index(s.text[s.at+len(open):s.end], end)
	if n < 0 {
		s.at += len(open)
		return
	}
	body := s.text[s.at+len(open) : s.at+len(open)+n]
	t := token{kind: k, text: strings.ToLower(body)}
	if k == code {
		t.stem = strings.Trim(t.text, ".()#$*[]{}<>\"' ")
	}
	s.push(t, s.at+len(open)+n+len(end))
}

// quotation reads a quoted phrase as one token; a quotation mark that never
// closes, or closes far away, is skipped.
func (s *scanner) quotation() {
	_, open := utf8.DecodeRuneInString(s.text[s.at:])
	from := s.at + open
	n := strings.IndexAny(s.text[from:s.end], "\"”")
	if n < 0 || n > 300 {
		s.at = from
		return
	}
	_, size := utf8.DecodeRuneInString(s.text[from+n:])
	s.push(token{kind: quote, text: strings.ToLower(s.text[from : from+n])}, from+n+size)
}

// singleQuotation reads 'a phrase' where the mark cannot be an apostrophe.
func (s *scanner) singleQuotation() bool {
	if s.at > 0 {
		if r, _ := utf8.DecodeLastRuneInString(s.text[:s.at]); unicode.IsLetter(r) || unicode.IsDigit(r) {
			return false
		}
	}
	for i := s.at + 1; i < s.end && i-s.at < 200; i++ {
		if s.text[i] != '\'' {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(s.text[i+1:]); !unicode.IsLetter(r) {
			s.push(token{kind: quote, text: strings.ToLower(s.text[s.at+1 : i])}, i+1)
			return true
		}
	}
	return false
}

// link skips the address of [text](address).
func (s *scanner) link() {
	n := strings.IndexByte(s.text[s.at:s.end], ')')
	if n < 0 {
		s.at++
		return
	}
	s.at += n + 1
}

// tag reads <name> as code, so that its name can be an object.
func (s *scanner) tag() {
	n := strings.IndexByte(s.text[s.at:s.end], '>')
	if n < 2 || n > 40 || strings.ContainsAny(s.text[s.at+1:s.at+n], " \t\n=") {
		s.at++
		return
	}
	body := strings.ToLower(strings.Trim(s.text[s.at+1:s.at+n], "/"))
	s.push(token{kind: code, text: body, stem: s.stems.stem(body), root: s.stems.root(body)}, s.at+n+1)
}

// number reads 1,000 and 2.5 and 500-600; a plus means "or more".
func (s *scanner) number() {
	lo, end := s.digits(s.at)
	t := token{kind: number, lo: lo, hi: lo}
	rest := s.text[end:s.end]
	for _, d := range []string{"-", "–", "—", " - ", " – "} {
		if tail, ok := strings.CutPrefix(rest, d); ok && tail != "" && tail[0] >= '0' && tail[0] <= '9' {
			t.hi, end = s.digits(end + len(d))
			break
		}
	}
	if end < s.end && s.text[end] == '+' {
		t.hi = math.Inf(1)
		end++
	}
	t.text = s.text[s.at:end]
	s.push(t, end)
}

func (s *scanner) digits(at int) (float64, int) {
	i := at
	for i < s.end {
		c := s.text[i]
		inside := (c == ',' || c == '.') && i+1 < s.end && s.text[i+1] >= '0' && s.text[i+1] <= '9' && i > at
		if (c < '0' || c > '9') && !inside {
			break
		}
		i++
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(s.text[at:i], ",", ""), 64)
	if err != nil { // 1.2.3 is a version
		v = math.NaN()
	}
	if i < s.end && s.text[i] == 'k' && (i+1 == s.end || s.text[i+1] == ' ') {
		v, i = v*1000, i+1
	}
	return v, i
}

func (s *scanner) word() {
	i := s.at
	upper := true
	for i < s.end {
		r, size := utf8.DecodeRuneInString(s.text[i:s.end])
		apostrophe := r == '\'' || r == '’'
		if apostrophe && i+size < s.end {
			next, _ := utf8.DecodeRuneInString(s.text[i+size : s.end])
			apostrophe = unicode.IsLetter(next)
		} else {
			apostrophe = false
		}
		joined := r == '_' || r == '+' || r == '#' || r == '.' && i+1 < s.end && isLetter(s.text[i+1]) && s.dotted(i)
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !apostrophe && !joined {
			break
		}
		upper = upper && !unicode.IsLower(r)
		i += size
	}
	raw := strings.TrimRight(s.text[s.at:i], "_+")
	lower := strings.ReplaceAll(strings.ToLower(raw), "’", "'")
	if two, ok := contractions[lower]; ok {
		at := s.at
		s.push(token{text: two[0], stem: two[0]}, i)
		s.at = at
		s.push(token{text: two[1], stem: two[1], caps: upper}, i)
		return
	}
	lower = strings.TrimSuffix(lower, "'s")
	first, _ := utf8.DecodeRuneInString(raw)
	t := token{text: lower, caps: upper && len(lower) > 1, title: unicode.IsUpper(first)}
	f := s.stems.form(lower, s.lex)
	t.kind, t.lo, t.hi, t.stem, t.root, t.classes, t.opens, t.looked = f.kind, f.value, f.value, f.stem, f.root, f.classes, f.opens, true
	if raw == "" {
		s.at = i
		return
	}
	s.push(t, i)
}

// dotted reports whether the dot at i belongs to a name such as Next.js or e.g.
func (s *scanner) dotted(i int) bool {
	return i > s.at && isLetter(s.text[i-1])
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }
