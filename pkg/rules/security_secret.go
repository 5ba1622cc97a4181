package rules

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"strings"
	"sync"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
)

var secret = &analysis.Rule{
	Name: "security/secret", Level: diag.Error,
	Doc: analysis.Doc{
		Title: "a key or a password stands in a file",
		Why: "Whoever reads the repository has it, and so has everyone who gets the model to repeat its prompt. The patterns are " +
			"those of gitleaks. The value is shown nowhere.",
		Bad:   "Call the weather service with the key ghp_" + "R7xK2mPq9LwZ4vTn8YbC3sDf6GhJ1aQe5UiO.\n",
		Good:  "Call the weather service with the key that the tool has.\n",
		Since: "0.1",
	},
	File: func(pass *analysis.Pass, f *fragment.Fragment) {
		d := detector()
		for _, found := range d.scan(f.File.Text) {
			pass.Report(diag.Diagnostic{
				Span:    f.File.Span(found.start, found.end),
				Message: fmt.Sprintf("this looks like a secret (%s)", found.rule),
				Help:    "remove it, revoke it where it was issued, and give the tool that needs it the value at run time",
				Redact:  true,
			})
		}
	},
}

//go:embed data/secrets.json
var secretRules []byte

// A secretRule is one pattern of the detector.
type secretRule struct {
	ID       string        `json:"id"`
	Regex    string        `json:"regex"`
	Group    int           `json:"group"`
	Entropy  float64       `json:"entropy"`
	Keywords []string      `json:"keywords"`
	Allow    []secretAllow `json:"allow"`

	compiled func() *regexp.Regexp
	lines    bool // a secret may have several lines
	mixed    bool // a secret has digits: words of letters alone are allowed
}

// A secretAllow says what is no secret after all.
type secretAllow struct {
	Regexes   []string `json:"regexes"`
	Target    string   `json:"target"` // "secret", "match" or "line"
	StopWords []string `json:"stopwords"`

	compiled func() []*regexp.Regexp
}

//go:generate go run generate_secrets.go -from $GITLEAKS_CONFIG

// detector reads the patterns when the first file asks. Their expressions are
// compiled when a keyword of theirs turns up, which most never do.
var detector = sync.OnceValue(func() *secretDetector {
	var data struct {
		Allow secretAllow  `json:"allow"`
		Rules []secretRule `json:"rules"`
	}
	if err := json.Unmarshal(secretRules, &data); err != nil {
		panic(err) // a test reads the same bytes
	}
	d := &secretDetector{allow: data.Allow, rules: data.Rules}
	d.allow.compiled = sync.OnceValue(func() []*regexp.Regexp { return compileAll(data.Allow.Regexes) })
	for i := range d.rules {
		r := &d.rules[i]
		r.compiled = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(r.Regex) })
		for j := range r.Allow {
			regexes := r.Allow[j].Regexes
			r.Allow[j].compiled = sync.OnceValue(func() []*regexp.Regexp { return compileAll(regexes) })
		}
		r.lines = strings.Contains(r.Regex, `[\s\S`)
		r.mixed = d.isAllowed(r, lettersOnly, lettersOnly, lettersOnly)
		for _, k := range r.Keywords {
			d.addKeyword(strings.ToLower(k), i)
		}
	}
	return d
})

// lettersOnly stands for all words without a digit, of which no list of words
// that are no secrets says anything.
const lettersOnly = "qhwzkgplmvjt"

func compileAll(exprs []string) []*regexp.Regexp {
	out := make([]*regexp.Regexp, len(exprs))
	for i, e := range exprs {
		out[i] = regexp.MustCompile(e)
	}
	return out
}

// A secretDetector finds keywords in one pass over the text, by their first
// three letters, and asks the expressions of those that it finds about the
// line around them. Rules with a keyword of two letters, of which every text is
// full, are asked about lines with a long run of letters and digits.
type secretDetector struct {
	allow    secretAllow
	rules    []secretRule
	starts   [1 << 15]bool     // whether a keyword begins with three letters of this hash
	keywords map[int][]keyword // by that hash
	short    []keyword
}

type keyword struct {
	text string
	rule int
}

func (d *secretDetector) addKeyword(k string, rule int) {
	if len(k) < 3 {
		d.short = append(d.short, keyword{k, rule})
		return
	}
	if d.keywords == nil {
		d.keywords = map[int][]keyword{}
	}
	hash := hash3(k[0], k[1], k[2])
	d.starts[hash] = true
	d.keywords[hash] = append(d.keywords[hash], keyword{k, rule})
}

// hash3 folds three characters into 15 bits.
func hash3(a, b, c byte) int { return fold(a)<<10 | fold(b)<<5 | fold(c) }

// fold maps letters to their number, case aside, digits to the numbers behind
// them by fours, and everything else to 31.
func fold(c byte) int {
	switch {
	case isLetter(c):
		return int(c & 31)
	case '0' <= c && c <= '9':
		return 27 + int(c&3)
	}
	return 31
}

// A secretMatch is where a secret stands.
type secretMatch struct {
	start, end int
	rule       string
}

// What expressions look at around a keyword, in bytes: its line, of a longer
// one the block that it falls into with as much on either side, or a block of
// lines for keys that have several.
const (
	secretBlock  = 1000
	secretMargin = 300
	secretKey    = 8000
)

// minSecretRun is how long a run of letters and digits must be for the rules
// with short keywords.
const minSecretRun = 16

// A secretScan is the search of one text.
type secretScan struct {
	*secretDetector
	text  string
	asked map[secretRange]bool
	key   int // where the next key of several lines is looked for
	found []secretMatch
}

// A secretRange is what a rule has been asked about.
type secretRange struct{ rule, start, end int }

func (d *secretDetector) scan(text string) []secretMatch {
	s := secretScan{secretDetector: d, text: text}
	hash, run, digits, line := 0, 0, false, 0
	for i := range len(text) {
		c := fold(text[i])
		if hash = hash<<5&0x7fff | c; i >= 2 && d.starts[hash] {
			s.keywordsAt(hash, i-2, line)
		}
		if c == 31 {
			run, digits = 0, false
			if text[i] == '\n' {
				line = i + 1
			}
			continue
		}
		run++
		digits = digits || c >= 27
		if run >= minSecretRun && digits {
			s.shortKeywords(i, line)
			run, digits = 0, false
		}
	}
	return s.found
}

// keywordsAt asks the rules whose keywords, of a hash, stand at an offset.
func (s *secretScan) keywordsAt(hash, at, line int) {
	for _, k := range s.keywords[hash] {
		if len(k.text) > len(s.text)-at || !strings.EqualFold(s.text[at:at+len(k.text)], k.text) {
			continue
		}
		start, end := lineAround(s.text, line, at)
		if s.rules[k.rule].lines {
			if at < s.key {
				continue // in the range that was asked about last, with room behind it
			}
			s.key = at + secretKey/2
			end = min(len(s.text), at+secretKey)
		}
		s.ask(k.rule, start, end)
	}
}

// shortKeywords asks the rules that have short ones about the line around a
// long run.
func (s *secretScan) shortKeywords(at, line int) {
	start, end := lineAround(s.text, line, at)
	if s.asked[secretRange{-1, start, end}] {
		return
	}
	s.note(secretRange{-1, start, end})
	lower := strings.ToLower(s.text[start:end])
	for _, k := range s.short {
		if strings.Contains(lower, k.text) {
			s.ask(k.rule, start, end)
		}
	}
}

// note remembers a range, and reports whether it was new.
func (s *secretScan) note(r secretRange) bool {
	if s.asked == nil {
		s.asked = map[secretRange]bool{}
	}
	seen := s.asked[r]
	s.asked[r] = true
	return !seen
}

// lineAround is the line that holds an offset. Of a line without end it is the
// block that the offset falls into, with what stands before and behind it, so
// that many keywords in one line are asked about together.
func lineAround(text string, line, at int) (start, end int) {
	block := line + (at-line)/secretBlock*secretBlock
	start = max(line, block-secretMargin)
	end = min(len(text), block+secretBlock+secretMargin)
	if n := strings.IndexByte(text[at:end], '\n'); n >= 0 {
		end = at + n
	}
	return start, end
}

// ask runs the expression of a rule over a line, once.
func (s *secretScan) ask(rule, start, end int) {
	r, line := &s.rules[rule], s.text[start:end]
	if !s.note(secretRange{rule, start, end}) || r.mixed && !hasMixedWord(line) {
		return
	}
	for _, m := range r.compiled().FindAllStringSubmatchIndex(line, -1) {
		from, to := m[0], m[1]
		group := r.Group
		if group == 0 && len(m) > 2 {
			group = 1
		}
		if 2*group+1 < len(m) && m[2*group] >= 0 {
			from, to = m[2*group], m[2*group+1]
		}
		value := line[from:to]
		if r.Entropy > 0 && entropy(value) <= r.Entropy || s.isAllowed(r, value, line[m[0]:m[1]], line) {
			continue
		}
		at := secretMatch{start + from, start + to, r.ID}
		if !overlaps(s.found, at) {
			s.found = append(s.found, at)
		}
	}
}

// hasMixedWord is the cheap look before the expression of a rule that allows
// words of letters: its keywords, such as "key" and "token", are everywhere,
// and ten characters in a row with a digit among them are not.
func hasMixedWord(line string) bool {
	run, digits := 0, 0
	for i := range len(line) {
		switch c := line[i]; {
		case '0' <= c && c <= '9':
			run, digits = run+1, digits+1
		case isLetter(c) || c == '_' || c == '-' || c == '+' || c == '/' || c == '=' || c == '.':
			run++
		default:
			run, digits = 0, 0
		}
		if run >= 10 && digits > 0 {
			return true
		}
	}
	return false
}

func overlaps(found []secretMatch, m secretMatch) bool {
	for _, f := range found[max(0, len(found)-64):] { // they come in order, give or take a line
		if m.start < f.end && f.start < m.end {
			return true
		}
	}
	return false
}

func (d *secretDetector) isAllowed(r *secretRule, value, match, line string) bool {
	if d.allow.allows(value, match, line) || looksMade(value) {
		return true
	}
	for i := range r.Allow {
		if r.Allow[i].allows(value, match, line) {
			return true
		}
	}
	return false
}

func (a *secretAllow) allows(value, match, line string) bool {
	target := value
	switch a.Target {
	case "match":
		target = match
	case "line":
		target = line
	}
	for _, re := range a.compiled() {
		if re.MatchString(target) {
			return true
		}
	}
	lower := strings.ToLower(value)
	for _, w := range a.StopWords {
		if strings.Contains(lower, w) {
			return true
		}
	}
	return false
}

// looksMade reports whether a value is an example by its own words.
func looksMade(value string) bool {
	lower := strings.ToLower(value)
	for _, w := range []string{"example", "xxxx", "your", "placeholder", "1234567", "abcdef", "dummy", "sample", "redacted", "changeme"} {
		if strings.Contains(lower, w) {
			return true
		}
	}
	return strings.ContainsAny(value, "<>{}…")
}

// entropy is Shannon's, in bits a character.
func entropy(s string) float64 {
	var counts [256]int
	for i := range len(s) {
		counts[s[i]]++
	}
	var bits float64
	for _, n := range counts {
		if n > 0 {
			p := float64(n) / float64(len(s))
			bits -= p * math.Log2(p)
		}
	}
	return bits
}
