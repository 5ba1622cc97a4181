package token

import (
	"strings"
	"unicode/utf8"
)

// A replacement is a run of bytes that are not UTF-8 and its place in the
// repaired text, where it is one U+FFFD.
type replacement struct {
	at     int // offset in the repaired text
	length int // of the original bytes
}

// replacementChar stands for bytes that are not UTF-8.
const replacementChar = "\uFFFD"

// valid returns text, repaired if it needs to be.
func valid(text string) string {
	if !utf8.ValidString(text) {
		text = repair(text, nil)
	}
	return text
}

// repair returns text as the string layer above the official encoder would
// hand it over (Python's errors="replace", the web's TextDecoder): each maximal
// run of bytes that starts like a character but is none becomes one U+FFFD. This
// differs from Go's own rule, one U+FFFD a byte, where a character is cut short.
// It appends what it replaced to repairs, unless that is nil.
func repair(text string, repairs *[]replacement) string {
	var b strings.Builder
	b.Grow(2 * len(text))
	kept := 0 // up to where the text is in b
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if r != utf8.RuneError || n > 1 {
			i += n
			continue
		}
		b.WriteString(text[kept:i])
		n = cutShort(text[i:])
		if repairs != nil {
			*repairs = append(*repairs, replacement{at: b.Len(), length: n})
		}
		b.WriteString(replacementChar)
		i += n
		kept = i
	}
	b.WriteString(text[kept:])
	return b.String()
}

// cutShort returns the length of the longest start of s that is the start of a
// character, or 1. s must not start with a character.
func cutShort(s string) int {
	n := 1
	for n < len(s) && !utf8.FullRuneInString(s[:n]) && !utf8.FullRuneInString(s[:n+1]) {
		n++
	}
	return n
}

// unrepair turns ascending offsets in the repaired text into offsets in the
// original. One inside a U+FFFD becomes the start of the bytes it stands for.
func unrepair(offsets []int, repairs []replacement) {
	done, shift := 0, 0
	for i, at := range offsets {
		for done < len(repairs) && repairs[done].at+len(replacementChar) <= at {
			shift += repairs[done].length - len(replacementChar)
			done++
		}
		if done < len(repairs) && repairs[done].at < at {
			at = repairs[done].at
		}
		offsets[i] = at + shift
	}
}
