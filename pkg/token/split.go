package token

// A splitter finds the end of the piece that starts at s[i:]. Tokens never
// cross the end of a piece. The text must be valid UTF-8 and i below len(s).
//
// Each splitter is one of the official regular expressions written out by
// hand. Their alternatives are tried in order and backtrack; here the class of
// the first character or two decides, and the few places where the expression
// gives characters back are worked out beside the code.
type splitter func(s string, i int) int

// splitGPT2 is the pattern of r50k_base and p50k_base:
//
//	's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
func splitGPT2(s string, i int) int {
	if s[i] == '\'' {
		if n := contraction(s, i, 0); n > 0 {
			return i + n
		}
	}
	k, n := kindAt(s, i)
	if s[i] == ' ' && i+1 < len(s) {
		if k2, n2 := kindAt(s, i+1); k2 < space {
			i, k, n = i+1, k2, n2
		}
	}
	switch {
	case isLetter(k):
		return letters(s, i+n)
	case k == number:
		return numbers(s, i, len(s))
	case isPunct(k):
		return punct(s, i+n)
	default:
		return blanks(s, i, false)
	}
}

// splitCL100K is the pattern of cl100k_base:
//
//	(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}|
//	 ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+
func splitCL100K(s string, i int) int {
	k, n := kindAt(s, i)
	switch {
	case isLetter(k):
		return letters(s, i+n)
	case k == number:
		return numbers(s, i, 3)
	case k == newline:
		return blanks(s, i, true)
	}
	if s[i] == '\'' {
		if n := contraction(s, i, foldCase); n > 0 {
			return i + n
		}
	}
	next := i + n
	k2, n2 := kindAfter(s, next)
	switch {
	case isLetter(k2):
		return letters(s, next+n2)
	case k != space:
		return lineEnds(s, punct(s, next), 0)
	case s[i] == ' ' && n2 > 0 && isPunct(k2):
		return lineEnds(s, punct(s, next+n2), 0)
	default:
		return blanks(s, i, true)
	}
}

// splitO200K is the pattern of o200k_base and o200k_harmony:
//
//	[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|
//	[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|
//	\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+
func splitO200K(s string, i int) int {
	k, n := kindAt(s, i)
	switch {
	case isLetter(k):
		end, _ := cased(s, i)
		return end + contraction(s, end, foldCase)
	case k == number:
		return numbers(s, i, 3)
	case k == newline:
		return blanks(s, i, true)
	}
	next := i + n
	k2, n2 := kindAfter(s, next)
	switch {
	case k == mark:
		return markedWord(s, next)
	case isWord(k2):
		end, _ := cased(s, next)
		return end + contraction(s, end, foldCase)
	case k != space:
		return lineEnds(s, punct(s, next), '/')
	case s[i] == ' ' && n2 > 0 && isPunct(k2):
		return lineEnds(s, punct(s, next+n2), '/')
	default:
		return blanks(s, i, true)
	}
}

// markedWord ends a word that starts with a mark, which ends at s[next:]. The
// mark is tried first as the character before the word. Where that leaves the
// first alternative without its second half (nothing follows, or capitals
// only), the mark itself is that half and the word ends with it.
func markedWord(s string, next int) int {
	end, full := cased(s, next)
	if !full {
		end = next
	}
	return end + contraction(s, end, foldCase)
}

// cased matches [Lu Lt Lm Lo M]*[Ll Lm Lo M]+ at s[i:] and reports whether it
// could; where it could not, it has matched [Lu Lt]* instead. Both classes hold
// the letters without case, so where no lower case letter follows the first
// run, that run gives back as much as the second needs: all after its last
// caseless letter.
func cased(s string, i int) (end int, full bool) {
	caseless := -1
	for i < len(s) {
		k, n := kindAt(s, i)
		if k == lower {
			return lowers(s, i+n), true
		}
		if !isWord(k) {
			break
		}
		i += n
		if k != upper {
			caseless = i
		}
	}
	if caseless >= 0 {
		return caseless, true
	}
	return i, false
}

func kindAt(s string, i int) (class, int) {
	k, n := classAt(s, i)
	return k & kindMask, n
}

// kindAfter is kindAt, or other and 0 at the end of the text.
func kindAfter(s string, i int) (class, int) {
	if i == len(s) {
		return other, 0
	}
	return kindAt(s, i)
}

// letters returns the end of \p{L}* at s[i:].
func letters(s string, i int) int {
	for i < len(s) {
		if isASCIILetter(s[i]) {
			i++
			continue
		}
		if s[i] < 0x80 {
			break
		}
		k, n := wideClass(s, i)
		if !isLetter(k & kindMask) {
			break
		}
		i += n
	}
	return i
}

func isASCIILetter(c byte) bool { return c|foldCase-'a' < 26 }

// lowers returns the end of [\p{Ll}\p{Lm}\p{Lo}\p{M}]* at s[i:].
func lowers(s string, i int) int {
	for i < len(s) {
		if s[i]-'a' < 26 {
			i++
			continue
		}
		if s[i] < 0x80 {
			break
		}
		k, n := wideClass(s, i)
		if k&kindMask-lower > mark-lower {
			break
		}
		i += n
	}
	return i
}

// numbers returns the end of \p{N}{0,most} at s[i:].
func numbers(s string, i, most int) int {
	for ; most > 0 && i < len(s); most-- {
		k, n := kindAt(s, i)
		if k != number {
			break
		}
		i += n
	}
	return i
}

// punct returns the end of [^\s\p{L}\p{N}]* at s[i:].
func punct(s string, i int) int {
	for i < len(s) {
		k, n := kindAt(s, i)
		if !isPunct(k) {
			break
		}
		i += n
	}
	return i
}

// lineEnds returns the end of [\r\n]* at s[i:], where also counts as a line end.
func lineEnds(s string, i int, also byte) int {
	for i < len(s) && (s[i] == '\n' || s[i] == '\r' || s[i] == also && also != 0) {
		i++
	}
	return i
}

// blanks ends a piece of white space at s[i:]: \s*[\r\n]+ where lines is set,
// then \s+(?!\S), then \s+. The first gives back what follows the last line
// end. The second gives its last character to the word that follows, if it has
// another one to keep.
func blanks(s string, i int, lines bool) int {
	start, last, afterLine := i, i, 0
	for i < len(s) {
		k, n := kindAt(s, i)
		if k < space {
			break
		}
		last, i = i, i+n
		if k == newline {
			afterLine = i
		}
	}
	switch {
	case lines && afterLine > 0:
		return afterLine
	case i == len(s) || last == start:
		return i
	default:
		return last
	}
}

// foldCase is the bit in which an ASCII letter differs from its other case.
const foldCase = 0x20

// contraction returns the length of 's, 't, 're, 've, 'm, 'll or 'd at s[i:], or 0.
// With foldCase it takes either case, and the long s (U+017F), which Unicode
// folds to s.
func contraction(s string, i int, fold byte) int {
	if i+1 >= len(s) || s[i] != '\'' {
		return 0
	}
	switch c := s[i+1] | fold; c {
	case 's', 't', 'm', 'd':
		return 2
	case 'r', 'v', 'l':
		second := byte('e')
		if c == 'l' {
			second = 'l'
		}
		if i+2 < len(s) && s[i+2]|fold == second {
			return 3
		}
	case 0xC5 | foldCase:
		if fold != 0 && s[i+1:i+3] == "ſ" {
			return 3
		}
	}
	return 0
}
