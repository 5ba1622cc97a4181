package rules

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/source"
)

var invisibleText = &analysis.Rule{
	Name: "security/invisible-text", Level: diag.Error,
	Doc: analysis.Doc{
		Title: "text holds characters that nobody sees and the model reads",
		Why: "Tag characters spell out instructions that no editor shows; bidirectional controls make a line read otherwise than " +
			"it is; zero-width characters split words that a review searches for.",
		Bad:   "Answer the question.\U000E0049\U000E0067\U000E006E\U000E006F\U000E0072\U000E0065\n",
		Good:  "Answer the question. 👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿\n",
		Since: "0.1",
	},
	File: func(pass *analysis.Pass, f *fragment.Fragment) {
		text := f.File.Text
		byName := map[string][]source.Span{}
		var names []string
		for i := 0; i < len(text); {
			if text[i] < utf8.RuneSelf {
				i++
				continue
			}
			n := invisibleRun(text, i)
			if n == 0 {
				_, size := utf8.DecodeRuneInString(text[i:])
				i += size
				continue
			}
			first, _ := utf8.DecodeRuneInString(text[i:])
			name := invisibleName(first)
			if byName[name] == nil {
				names = append(names, name)
			}
			byName[name] = append(byName[name], f.File.Span(i, i+n))
			i += n
		}
		for _, name := range names {
			reportInvisible(pass, name, byName[name])
		}
	},
}

// reportInvisible reports the characters of a kind once a file: they usually
// came in with one paste.
func reportInvisible(pass *analysis.Pass, name string, spans []source.Span) {
	first, _ := utf8.DecodeRuneInString(spans[0].Text())
	d := diag.Diagnostic{
		Span:    spans[0],
		Message: fmt.Sprintf("%s (U+%04X)", name, first),
		Help:    "remove it",
		Fixes:   []diag.Fix{{Title: "remove what is not seen"}},
	}
	total := 0
	for _, s := range spans {
		total += utf8.RuneCountInString(s.Text())
		d.Fixes[0].Edits = append(d.Fixes[0].Edits, diag.Edit{Span: s})
		if hidden := decodeTags(s.Text()); hidden != "" && len(d.Notes) < 3 {
			d.Notes = append(d.Notes, fmt.Sprintf("tag characters spell %q", hidden))
		}
	}
	if total > 1 {
		d.Message = fmt.Sprintf("%d characters that are not seen, the first is %s (U+%04X)", total, name, first)
		d.Help = "remove them"
	}
	pass.Report(d)
}

func invisibleName(r rune) string {
	switch {
	case r >= 0xE0000 && r <= 0xE007F:
		return "a tag character"
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0x061C:
		return "a control of the writing direction"
	case r == 0x00AD:
		return "a soft hyphen"
	case isVariation(r):
		return "a variation selector"
	}
	return "a character without width"
}

// decodeTags reads tag characters as the ASCII that they stand for.
func decodeTags(run string) string {
	var b strings.Builder
	for _, r := range run {
		if r >= 0xE0020 && r <= 0xE007E {
			b.WriteByte(byte(r - 0xE0000))
		}
	}
	return b.String()
}

func isVariation(r rune) bool { return r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF }

func isInvisible(r rune) bool {
	switch {
	case r >= 0xE0000 && r <= 0xE007F, r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069,
		r >= 0x200B && r <= 0x200F, r >= 0x2060 && r <= 0x2064, r == 0xFEFF, r == 0x061C, r == 0x00AD, r == 0x180E, r == 0x3164, r == 0xFFA0:
		return true
	}
	return isVariation(r)
}

// invisibleRun returns how many bytes from i on are not seen and have no
// business there; 0 for none.
func invisibleRun(text string, i int) int {
	at := i
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !isInvisible(r) || belongs(text, at, r, size) {
			break
		}
		at += size
	}
	return at - i
}

// belongs reports whether an invisible character does its proper work: in an
// emoji, between letters of scripts that join, or as a byte order mark.
func belongs(text string, at int, r rune, size int) bool {
	before, beforeSize := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at+size:])
	switch {
	case r == 0xFEFF:
		return at == 0
	case isVariation(r):
		// One behind a symbol, a digit of a keycap or an ideograph.
		return !isVariation(before) && (isPictograph(before) || strings.ContainsRune("#*0123456789", before) || unicode.Is(unicode.Han, before) || unicode.IsSymbol(before) || unicode.IsPunct(before))
	case r == 0x200D: // joiner
		if isVariation(before) {
			before, _ = utf8.DecodeLastRuneInString(text[:at-beforeSize])
		}
		return isPictograph(before) && isPictograph(after) || joins(before) && (joins(after) || unicode.IsSpace(after))
	case r == 0x200C: // non-joiner
		return joins(before) && joins(after)
	case r == 0x200E || r == 0x200F || r == 0x061C: // direction marks
		return isRightToLeft(before) || isRightToLeft(after)
	case r >= 0xE0020 && r <= 0xE007F: // the tag sequence of a flag
		flag := strings.LastIndex(text[:at], "🏴")
		return flag >= 0 && onlyTags(text[flag+len("🏴"):at]) && strings.ContainsRune(text[at:min(len(text), at+40)], 0xE007F)
	}
	return false
}

func onlyTags(s string) bool {
	n := 0
	for _, r := range s {
		if n++; r < 0xE0020 || r > 0xE007F || n > 7 {
			return false
		}
	}
	return true
}

func isPictograph(r rune) bool {
	return r >= 0x1F000 && r <= 0x1FAFF || r >= 0x2100 && r <= 0x2BFF || r == 0x00A9 || r == 0x00AE || r >= 0x3030 && r <= 0x303D || r >= 0x3297 && r <= 0x3299
}

// joins reports whether letters of a script change form beside each other.
func joins(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Devanagari, unicode.Bengali, unicode.Gujarati,
		unicode.Gurmukhi, unicode.Kannada, unicode.Malayalam, unicode.Oriya, unicode.Sinhala, unicode.Tamil, unicode.Telugu, unicode.Khmer, unicode.Myanmar)
}

func isRightToLeft(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana)
}
