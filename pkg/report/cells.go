package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// tabWidth is how far tab stops are apart.
const tabWidth = 4

// A cell is what one grapheme of a line looks like on a screen.
type cell struct {
	start int // byte offset in the line
	col   int // first column, from 0
	text  string
	width int
}

// cellsOf lays a line out in columns. Tabs become spaces, and what would not
// be seen, or would be obeyed by a terminal, becomes a visible stand-in.
func cellsOf(line string) []cell {
	cells := make([]cell, 0, len(line)+1)
	col, state := 0, -1
	for rest := line; rest != ""; {
		at := len(line) - len(rest)
		var text string
		var width int
		if c := rest[0]; c >= ' ' && c < 0x7f && (len(rest) == 1 || rest[1] < utf8.RuneSelf) {
			text, width, rest, state = rest[:1], 1, rest[1:], -1
		} else {
			text, rest, width, state = uniseg.FirstGraphemeClusterInString(rest, state)
			text, width = visible(text, width, col)
		}
		cells = append(cells, cell{at, col, text, width})
		col += width
	}
	return append(cells, cell{start: len(line), col: col})
}

// visible returns what to print for a grapheme at a column, and its width.
func visible(cluster string, width, col int) (string, int) {
	if cluster == "\t" {
		n := tabWidth - col%tabWidth
		return strings.Repeat(" ", n), n
	}
	if isPlain(cluster) {
		return cluster, width
	}
	var b strings.Builder
	for _, r := range cluster {
		b.WriteString(visibleRune(r))
	}
	return b.String(), uniseg.StringWidth(b.String())
}

// isPlain reports whether a grapheme prints as what it is. Joiners and
// variation selectors are part of emoji and of many scripts; behind a Latin
// letter, and everywhere on their own, they hide something.
func isPlain(cluster string) bool {
	first, n := utf8.DecodeRuneInString(cluster)
	if !unicode.IsPrint(first) {
		return false
	}
	for _, r := range cluster[n:] {
		switch {
		case r == 0x200c, r == 0x200d, r == 0xfe0e, r == 0xfe0f:
			if first < 0x590 && r != 0xfe0f && r != 0xfe0e {
				return false
			}
		case !unicode.IsPrint(r), unicode.Is(unicode.Variation_Selector, r):
			return false
		}
	}
	return true
}

func visibleRune(r rune) string {
	switch {
	case r == utf8.RuneError:
		return "\ufffd"
	case r < ' ':
		return string('\u2400' + r) // the control pictures, such as ␛
	case r == 0x7f:
		return "\u2421"
	case unicode.IsPrint(r) && !unicode.Is(unicode.Variation_Selector, r) && !unicode.Is(unicode.Mn, r):
		return string(r)
	}
	return fmt.Sprintf("<U+%04X>", r)
}

// clean makes a sentence safe to print: it may quote the text of a file.
func clean(s string) string {
	ascii := true
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f {
			ascii = false
			break
		}
	}
	if ascii {
		return s
	}
	var b strings.Builder
	for _, c := range cellsOf(strings.ReplaceAll(s, "\n", " ")) {
		b.WriteString(c.text)
	}
	return b.String()
}

// cellAt returns the index of the cell that holds a byte offset of the line.
func cellAt(cells []cell, offset int) int {
	lo, hi := 0, len(cells)-1
	for lo < hi {
		if mid := (lo + hi + 1) / 2; cells[mid].start <= offset {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	return lo
}

// Visible makes one line of text safe for a terminal: what would not be seen,
// or would be obeyed, becomes a visible stand-in.
func Visible(s string) string { return clean(s) }
