package token

import _ "embed"

// A class is what there is to know about a code point: for the split patterns,
// one of the constants below in the low bits; above them, for each vocabulary,
// which bytes of the character merging finds joined.
type class uint16

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

// Where the joins of a vocabulary are in a class: three bits, of which bit k says
// that bytes k and k+1 of the character are joined. They are bytes that always
// merge before any of them can merge with a neighbour of the character, so that
// merging may start from there. The table builder in the tests decides it.
const (
	joinsCL100K = 3 + 3*iota
	joinsO200K
	joinsP50K
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
// 0x80 is its own place.
var classes = classTable[2*classBlocks:]

// classAt returns the class and the length in bytes of the character at s[i:],
// which must be valid UTF-8.
func classAt(s string, i int) (class, int) {
	if c := s[i]; c < 0x80 {
		return class(classes[2*int(c)]), 1
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
	at := int(le16(classTable, 2*block))<<blockBits | int(s[i+n-1]&0x3F)
	return class(le16(classes, 2*at)), n
}
