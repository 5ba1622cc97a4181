package token

import _ "embed"

// A class is what a split pattern needs to know about a code point. The low
// bits are one of the constants below; the high bits say in which vocabularies
// the character is whole (see [vocabulary]).
type class uint8

const (
	other   class = iota // neither letter, mark, number nor white space
	upper                // Lu, Lt
	lower                // Ll
	letter               // Lm, Lo: letters without case
	mark                 // M
	number               // N
	space                // \s without the line ends
	newline              // CR, LF

	kindMask class = 7
)

func isLetter(k class) bool { return k-upper <= letter-upper }
func isWord(k class) bool   { return k-upper <= mark-upper }
func isPunct(k class) bool  { return k == other || k == mark }

// The class table has two levels. A code point's high bits choose a block and
// its low six bits, which are those of the last UTF-8 byte, an entry of it.
const (
	blockBits   = 6
	classBlocks = (0x10FFFF + 1) >> blockBits
)

//go:embed tables/classes.bin
var classTable string

// classes is the second level. Its first two blocks are ASCII, so a byte below
// 0x80 is its own index.
var classes = classTable[2*classBlocks:]

// classAt returns the class and the length in bytes of the character at s[i:],
// which must be valid UTF-8.
func classAt(s string, i int) (class, int) {
	c := s[i]
	if c < 0x80 {
		return class(classes[c]), 1
	}
	return wideClass(s, i)
}

// wideClass is classAt for a character beyond ASCII.
func wideClass(s string, i int) (class, int) {
	var block, n int
	switch c := int(s[i]); {
	case c < 0xE0:
		block, n = c&0x1F, 2
	case c < 0xF0:
		block, n = c&0x0F<<6|int(s[i+1]&0x3F), 3
	default:
		block, n = c&0x07<<12|int(s[i+1]&0x3F)<<6|int(s[i+2]&0x3F), 4
	}
	at := int(classTable[2*block]) | int(classTable[2*block+1])<<8
	return class(classes[at<<blockBits|int(s[i+n-1]&0x3F)]), n
}
