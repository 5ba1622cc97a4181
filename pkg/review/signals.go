package review

import (
	"encoding/json"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A Kind is what is most telling about a change. Each kind has a line of its
// own between the tiers, because what is right about a rewording says nothing
// about a number.
type Kind string

// The kinds, the gravest first.
const (
	Refused    Kind = "refusal"  // the answer declines, and the golden does not
	Reformed   Kind = "format"   // JSON, code, a table or a list came or went
	Negated    Kind = "negation" // a "not" came or went
	Numbers    Kind = "numbers"  // other numbers, dates or amounts
	Names      Kind = "names"    // other names, codes or addresses
	Dropped    Kind = "dropped"  // a sentence of the golden has no match
	Added      Kind = "added"    // a sentence of the answer has no match
	Reworded   Kind = "reworded"
	JSONValues Kind = "json" // the same JSON fields, other values
)

// A Change is an answer beside the accepted answer that is closest to it.
type Change struct {
	Old, New string
	Kind     Kind
	// Score is how alike the two are, from 0 to 1: the share of words that they
	// have in common, each sentence held against the one that is closest to it.
	Score float64
	Paths []string // of a JSON answer, what changed
}

// Compare measures a change.
func Compare(old, answer string) Change {
	c := Change{Old: old, New: answer}
	a, b := featuresOf(old), featuresOf(answer)
	c.Score = similarity(a.sentences, b.sentences)
	if a.json != nil && b.json != nil {
		diffJSON("", a.json, b.json, &c.Paths)
		c.Kind = JSONValues
		return c
	}
	switch {
	case b.refusal && !a.refusal:
		c.Kind = Refused
	case a.shape != b.shape || (a.json == nil) != (b.json == nil):
		c.Kind = Reformed
	case a.negations != b.negations:
		c.Kind = Negated
	case !slices.Equal(a.numbers, b.numbers):
		c.Kind = Numbers
	case !slices.Equal(a.names, b.names):
		c.Kind = Names
	case unmatched(a.sentences, b.sentences):
		c.Kind = Dropped
	case unmatched(b.sentences, a.sentences):
		c.Kind = Added
	default:
		c.Kind = Reworded
	}
	return c
}

// features are what is looked at of one text.
type features struct {
	json      any
	shape     shape
	refusal   bool
	negations int
	numbers   []string // sorted
	names     []string // sorted
	sentences [][]string
}

// shape is the format of a text, as far as a program that reads it would care.
type shape struct{ fences, tables, headings, lists bool }

func featuresOf(text string) features {
	f := features{sentences: sentences(text)}
	trimmed := strings.TrimSpace(text)
	if strings.HasPrefix(trimmed, "{") || strings.HasPrefix(trimmed, "[") {
		var v any
		if json.Unmarshal([]byte(trimmed), &v) == nil {
			f.json = v
		}
	}
	f.refusal = IsRefusal(text)
	f.shape = shapeOf(text)
	for _, n := range number.FindAllString(text, -1) {
		f.numbers = append(f.numbers, canonicalNumber(n))
	}
	slices.Sort(f.numbers)
	f.names = namesIn(text)
	for _, s := range f.sentences {
		for _, w := range s {
			if isNegation(w) {
				f.negations++
			}
		}
	}
	return f
}

func shapeOf(text string) shape {
	var s shape
	for line := range strings.Lines(text) {
		switch t := strings.TrimSpace(line); {
		case strings.HasPrefix(t, "```"):
			s.fences = true
		case strings.HasPrefix(t, "|"):
			s.tables = true
		case strings.HasPrefix(t, "#"):
			s.headings = true
		case listItem.MatchString(t):
			s.lists = true
		}
	}
	return s
}

var (
	listItem = regexp.MustCompile(`^([-*+•]|\d+[.)]) `)
	number   = regexp.MustCompile(`\d+(?:[.,]\d+)*`)
	refusal  = regexp.MustCompile(`(?i)\b(?:I(?:'m| am)(?: really| very)? sorry,? but|I (?:can(?:not|'t|’t)|am unable to|'m unable to|am not able to|won't|will not) (?:help|assist|provide|answer|comply|do that|fulfil|share|discuss)|as an AI(?: language model)?,? I|(?:against|violates?) (?:my|our|the) (?:guidelines|policy|policies))`)
)

// IsRefusal reports whether a text declines to answer, in its first sentences:
// further down the same words are about something else.
func IsRefusal(text string) bool {
	const head = 300
	return refusal.MatchString(text[:min(len(text), head)])
}

// canonicalNumber drops the commas between thousands and zeros at the end, so
// that 1,000.50 and 1000.5 are the same.
func canonicalNumber(s string) string {
	plain := strings.ReplaceAll(s, ",", "")
	if f, err := strconv.ParseFloat(plain, 64); err == nil && !math.IsInf(f, 0) {
		return strconv.FormatFloat(f, 'g', -1, 64)
	}
	return plain
}

func isNegation(w string) bool {
	switch w {
	case "not", "no", "never", "none", "cannot", "without", "nor", "neither", "nothing":
		return true
	}
	return strings.HasSuffix(w, "n't") || strings.HasSuffix(w, "n’t")
}

// name is a word that says who, what or where: capital letters inside a
// sentence, an address, a code.
var name = regexp.MustCompile(`\S+@\S+\.\w+|https?://\S+|\b[A-Z]{2,}[A-Z0-9_-]*\b|\b[\pL\d]+_[\pL\d_]+\b`)

func namesIn(text string) []string {
	names := name.FindAllString(text, -1)
	start := true
	for w := range strings.FieldsSeq(text) {
		word := strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) })
		first := []rune(word)
		if len(first) > 1 && unicode.IsUpper(first[0]) && !start && !stop[strings.ToLower(word)] {
			names = append(names, word)
		}
		start = strings.HasSuffix(w, ".") || strings.HasSuffix(w, "!") || strings.HasSuffix(w, "?") || strings.HasSuffix(w, ":") || listItem.MatchString(w+" ")
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// sentences cuts a text into sentences and those into words, in lower case.
func sentences(text string) [][]string {
	var out [][]string
	var words []string
	flush := func() {
		if len(words) > 0 {
			out = append(out, words)
			words = nil
		}
	}
	for line := range strings.Lines(text) {
		for w := range strings.FieldsSeq(line) {
			word := strings.ToLower(strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
			if word != "" {
				words = append(words, word)
			}
			if strings.HasSuffix(w, ".") || strings.HasSuffix(w, "!") || strings.HasSuffix(w, "?") {
				flush()
			}
		}
		flush()
	}
	return out
}

// stop are words that carry no content of their own.
var stop = wordSet(`a an and are as at be been but by can could do does for from had has have he her his i if in into is it
its me my of on or our she so than that the their them then there these they this to us was we were will with would you your
also just please very really quite sure here now may might should must when which who what how let i'm you're it's we'll`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// content returns the stems of the words of a sentence that carry content, all
// words where none does.
func content(words []string) map[string]bool {
	set := map[string]bool{}
	for _, w := range words {
		if !stop[w] {
			set[stem(w)] = true
		}
	}
	if len(set) == 0 {
		for _, w := range words {
			set[w] = true
		}
	}
	return set
}

// stem takes the commonest English endings off, so that a plural is the same
// word.
func stem(w string) string {
	for _, end := range []string{"ing", "ed", "es", "s"} {
		if len(w) > len(end)+3 && strings.HasSuffix(w, end) {
			return w[:len(w)-len(end)]
		}
	}
	return w
}

// unmatchedBelow is the share of content words below which a sentence has no
// match; fewerBelow is the same where the other text has fewer sentences, so
// that one must have gone somewhere.
const (
	unmatchedBelow = 0.34
	fewerBelow     = 0.75
)

// unmatched reports whether a sentence of a has no match in b.
func unmatched(a, b [][]string) bool {
	sets := make([]map[string]bool, len(b))
	for i, s := range b {
		sets[i] = content(s)
	}
	below := unmatchedBelow
	if len(b) < len(a) {
		below = fewerBelow
	}
	for _, s := range a {
		if c := content(s); len(c) > 1 && best(c, sets) < below {
			return true
		}
	}
	return false
}

// best is the largest share of a set's words that one of the others has.
func best(set map[string]bool, others []map[string]bool) float64 {
	most := 0.0
	for _, o := range others {
		common := 0
		for w := range set {
			if o[w] {
				common++
			}
		}
		most = max(most, float64(common)/float64(len(set)))
	}
	return most
}

// similarity is the mean, over the words of both texts, of how well their
// sentences are matched.
func similarity(a, b [][]string) float64 {
	as, bs := make([]map[string]bool, len(a)), make([]map[string]bool, len(b))
	for i, s := range a {
		as[i] = content(s)
	}
	for i, s := range b {
		bs[i] = content(s)
	}
	sum, weight := 0.0, 0.0
	add := func(from, to []map[string]bool) {
		for _, set := range from {
			n := float64(len(set))
			sum, weight = sum+n*best(set, to), weight+n
		}
	}
	add(as, bs)
	add(bs, as)
	if weight == 0 {
		return 1
	}
	return sum / weight
}

// diffJSON lists the paths at which two values differ.
func diffJSON(path string, a, b any, out *[]string) {
	switch a := a.(type) {
	case map[string]any:
		if b, ok := b.(map[string]any); ok {
			keys := map[string]bool{}
			for k := range a {
				keys[k] = true
			}
			for k := range b {
				keys[k] = true
			}
			for _, k := range sortedKeys(keys) {
				x, inA := a[k]
				y, inB := b[k]
				if !inA || !inB {
					*out = append(*out, path+"."+k)
				} else {
					diffJSON(path+"."+k, x, y, out)
				}
			}
			return
		}
	case []any:
		if b, ok := b.([]any); ok && len(a) == len(b) {
			for i := range a {
				diffJSON(path+"[]", a[i], b[i], out)
			}
			return
		}
	}
	if !equalJSON(a, b) {
		*out = append(*out, path)
	}
}
