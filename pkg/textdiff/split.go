package textdiff

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// An interner gives equal tokens equal numbers, from 0 on.
type interner map[string]int32

// tokens is a text as the numbers of its tokens and where each of them ends.
type tokens struct {
	ids  []int32
	ends []int
	text string
}

// start returns the offset at which token i starts.
func (t tokens) start(i int) int {
	if i == 0 {
		return 0
	}
	return t.ends[i-1]
}

// isBlank reports whether token i is a line with nothing on it, or spaces.
func (t tokens) isBlank(i int) bool {
	return strings.TrimSpace(t.text[t.start(i):t.ends[i]]) == ""
}

// words returns the tokens that are not blank.
func (t tokens) words() sieve {
	var s sieve
	for i, id := range t.ids {
		if !t.isBlank(i) {
			s.ids, s.at = append(s.ids, id), append(s.at, i)
		}
	}
	return s
}

// split cuts a text into tokens; next returns the length of the first one.
func (names *interner) split(text string, next func(string) int) tokens {
	if *names == nil {
		*names = interner{}
	}
	t := tokens{text: text}
	for at := 0; at < len(text); {
		n := next(text[at:])
		id, known := (*names)[text[at:at+n]]
		if !known {
			id = int32(len(*names))
			(*names)[text[at:at+n]] = id
		}
		at += n
		t.ids, t.ends = append(t.ids, id), append(t.ends, at)
	}
	return t
}

func nextLine(text string) int {
	if i := strings.IndexByte(text, '\n'); i >= 0 {
		return i + 1
	}
	return len(text)
}

// nextWord returns the length of a word, of spaces on one line, of a line end
// or of a single other character.
func nextWord(text string) int {
	first, size := utf8.DecodeRuneInString(text)
	var inside func(rune) bool
	switch {
	case isWord(first):
		inside = isWord
	case isSpace(first):
		inside = isSpace
	default:
		return size
	}
	for i, r := range text[size:] {
		if inside(r) {
			continue
		}
		// An apostrophe belongs to "don't", not to 'quoted'.
		if isApostrophe(r) && isWord(first) && beginsWord(text[size+i+utf8.RuneLen(r):]) {
			continue
		}
		return size + i
	}
	return len(text)
}

func isSpace(r rune) bool { return r != '\n' && unicode.IsSpace(r) }

func isApostrophe(r rune) bool { return r == '\'' || r == '’' }

func beginsWord(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return isWord(r)
}

// isWord reports whether r joins others to a word. Scripts that write no spaces
// have words of one character here, which is how small their changes are.
func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9' || r == '_'
	}
	if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) {
		return false
	}
	return unicode.In(r, unicode.Letter, unicode.Mark, unicode.Number)
}

// isGap reports whether text has neither a word nor a line end in it.
func isGap(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool {
		return r == '\n' || unicode.In(r, unicode.Letter, unicode.Number)
	})
}
