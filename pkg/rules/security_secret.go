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
}

// A secretAllow says what is no secret after all.
type secretAllow struct {
	Regexes   []string `json:"regexes"`
	Target    string   `json:"target"` // "secret", "match" or "line"
	StopWords []string `json:"stopwords"`

	compiled func() []*regexp.Regexp
}

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
		for _, k := range r.Keywords {
			d.addKeyword(strings.ToLower(k), i)
		}
	}
	return d
})

func compileAll(exprs []string) []*regexp.Regexp {
	out := make([]*regexp.Regexp, len(exprs))
	for i, e := range exprs {
		out[i] = regexp.MustCompile(e)
	}
	return out
}

// A secretDetector finds keywords in one pass over the text, by their first
// three letters, and asks the expressions of those that it finds about the
// line around them.
type secretDetector struct {
	allow    secretAllow
	rules    []secretRule
	starts   [1 << 15]bool // whether a keyword begins with three letters of this hash
	keywords map[string][]keyword
}

type keyword struct {
	text string
	rule int
}

func (d *secretDetector) addKeyword(k string, rule int) {
	if len(k) < 3 {
		return
	}
	if d.keywords == nil {
		d.keywords = map[string][]keyword{}
	}
	d.starts[hash3(k[0], k[1], k[2])] = true
	d.keywords[k[:3]] = append(d.keywords[k[:3]], keyword{k, rule})
}

// hash3 folds three characters into 15 bits.
func hash3(a, b, c byte) int { return fold(a)<<10 | fold(b)<<5 | fold(c) }

// fold maps letters to their number, case aside, digits to some numbers behind
// them, and everything else to 31.
func fold(c byte) int { return int(folds[c]) }

var folds = func() (t [256]uint8) {
	for i := range t {
		switch c := byte(i); {
		case isLetter(c):
			t[i] = c & 31
		case '0' <= c && c <= '9':
			t[i] = 27 + c&3
		default:
			t[i] = 31
		}
	}
	return t
}()

// A secretMatch is where a secret stands.
type secretMatch struct {
	start, end int
	rule       string
}

// What expressions look at around a keyword, in bytes: its line, or a block
// for secrets of several lines.
const (
	maxSecretLine  = 1000
	overlap        = 300 // of blocks of a longer line
	maxSecretBlock = 8000
)

func (d *secretDetector) scan(text string) []secretMatch {
	var found []secretMatch
	var asked map[[2]int]bool // rule and line
	if len(text) < 3 {
		return nil
	}
	lineStart := 0
	hash := fold(text[0])<<5 | fold(text[1])
	for i := 0; i+2 < len(text); i++ {
		hash = hash<<5&0x7fff | fold(text[i+2])
		if !d.starts[hash] {
			continue
		}
		head := strings.ToLower(text[i : i+3])
		for _, k := range d.keywords[head] {
			if len(k.text) > len(text)-i || !strings.EqualFold(text[i:i+len(k.text)], k.text) {
				continue
			}
			for next := strings.IndexByte(text[lineStart:i], '\n'); next >= 0; next = strings.IndexByte(text[lineStart:i], '\n') {
				lineStart += next + 1
			}
			start, end := lineAround(text, lineStart, i)
			if strings.Contains(d.rules[k.rule].Regex, `[\s\S`) {
				end = min(len(text), start+maxSecretBlock) // a key of many lines
			}
			if asked == nil {
				asked = map[[2]int]bool{}
			}
			if key := [2]int{k.rule, start}; !asked[key] {
				asked[key] = true
				found = d.ask(found, &d.rules[k.rule], text, start, end)
			}
		}
	}
	return found
}

// lineAround is the line that holds an offset. Of a line without end it is the
// block that the offset falls into, with what stands before and behind it, so
// that many keywords in one line are asked about together.
func lineAround(text string, lineStart, at int) (start, end int) {
	block := (at - lineStart) / maxSecretLine * maxSecretLine
	start = lineStart + max(0, block-overlap)
	end = min(len(text), lineStart+block+maxSecretLine+overlap)
	if n := strings.IndexByte(text[at:end], '\n'); n >= 0 {
		end = at + n
	}
	return start, end
}

// ask runs the expression of a rule over a line.
func (d *secretDetector) ask(found []secretMatch, r *secretRule, text string, start, end int) []secretMatch {
	line := text[start:end]
	if !hasLongWord(line) {
		return found
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
		if r.Entropy > 0 && entropy(value) <= r.Entropy || d.isAllowed(r, value, line[m[0]:m[1]], line) {
			continue
		}
		at := secretMatch{start + from, start + to, r.ID}
		if !overlaps(found, at) {
			found = append(found, at)
		}
	}
	return found
}

// hasLongWord is the cheap look before an expression: every secret has ten
// characters in a row of which one is a digit or several are.
func hasLongWord(line string) bool {
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
	for _, f := range found[max(0, len(found)-64):] { // matches come in order, give or take a line
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
