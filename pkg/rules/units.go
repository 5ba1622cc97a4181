package rules

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/source"
)

// A unit is one rule or sentence of a file, as far as copies are concerned: a
// list item, or a sentence of a paragraph. Headings, tables, fenced code and
// tags are layout and data, which many files rightly share.
type unit struct {
	frag  *fragment.Fragment
	span  source.Span
	words []uint64 // hashes of the words, in order, without case and punctuation
	hash  uint64   // of the words together
	sig   uint64   // a bit for each word: units with other bits have other words
}

// minUnitWords is how long a sentence must be for its copy to be no accident.
const minUnitWords = 8

// The hash is FNV-1a, the same in every run, because which copies are found
// may depend on which words fall together.
const (
	hashStart = 14695981039346656037
	hashPrime = 1099511628211
)

func hashWord(word []byte) uint64 {
	h := uint64(hashStart)
	for _, c := range word {
		h = (h ^ uint64(c)) * hashPrime
	}
	return h
}

// unitsOf cuts the body of a file into units.
func unitsOf(f *fragment.Fragment, lines []line) []unit {
	var units []unit
	u := unitScanner{frag: f, text: f.File.Text}
	for _, l := range lines {
		if (l.kind == textLine || l.kind == listLine) && !isLayout(l) {
			units = u.line(units, l.start, l.start+len(l.text))
		}
	}
	return units
}

// isLayout reports whether a line is a rule, a tag, a quotation or code that
// is marked by its indent.
func isLayout(l line) bool {
	trimmed := strings.TrimSpace(l.text)
	switch trimmed[0] {
	case '<', '>', '=':
		return true
	case '{':
		return strings.HasPrefix(trimmed, "{{")
	}
	if l.kind == textLine && (strings.HasPrefix(l.text, "    ") || strings.HasPrefix(l.text, "\t")) {
		return true
	}
	return strings.Trim(trimmed, "-*_ ") == ""
}

type unitScanner struct {
	frag *fragment.Fragment
	text string
}

// line cuts a line at the ends of sentences. A sentence that goes on in the
// next line is cut there too: copies are usually wrapped alike.
func (u unitScanner) line(units []unit, start, end int) []unit {
	text := u.text[start:end]
	from := len(text) - len(strings.TrimLeft(text, " \t-*+•0123456789.)"))
	for i := from; i < len(text); i++ {
		last := i+1 == len(text)
		if !last && (text[i+1] != ' ' || strings.IndexByte(".!?", text[i]) < 0) {
			continue
		}
		units = u.add(units, start+from, start+i+1)
		from = i + 1
	}
	return units
}

func (u unitScanner) add(units []unit, start, end int) []unit {
	text := u.text[start:end]
	start += len(text) - len(strings.TrimLeft(text, " \t"))
	end -= len(text) - len(strings.TrimRight(text, " \t\r\n"))
	if start >= end {
		return units
	}
	words := wordHashes(u.text[start:end])
	if len(words) < minUnitWords {
		return units
	}
	h, sig := uint64(hashStart), uint64(0)
	for _, w := range words {
		h = (h ^ w) * hashPrime
		sig |= 1 << (w >> 58)
	}
	return append(units, unit{u.frag, u.frag.File.Span(start, end), words, h, sig})
}

// wordHashes hashes the words of a text, in lower case. An anchor is no word.
func wordHashes(text string) []uint64 {
	if i := strings.LastIndex(text, "{#"); i >= 0 && strings.HasSuffix(text, "}") {
		text = text[:i]
	}
	var words []uint64
	var buf [64]byte
	word := buf[:0]
	flush := func() {
		if len(word) > 0 {
			words = append(words, hashWord(word))
			word = word[:0]
		}
	}
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case 'A' <= c && c <= 'Z':
				word = append(word, c|0x20)
			case 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '{' || c == '}':
				word = append(word, c)
			case c == '\'':
			default:
				flush()
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		i += n
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			word = utf8.AppendRune(word, unicode.ToLower(r))
		} else if r != '’' {
			flush()
		}
	}
	flush()
	return words
}
