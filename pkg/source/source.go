// Package source maps byte offsets in files to places a person can find.
//
// Everything above this package speaks in byte offsets and [Span]s; lines and
// columns exist only at the edges, where something is printed.
package source

import (
	"sort"
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"
)

// A File is an immutable, named text. Its line index is made on the first
// question for a line, because most files of a large workspace never get one.
type File struct {
	Path string // slash-separated, as it is shown to a person
	Text string

	once  sync.Once
	lines []int // byte offset of the start of each line
}

// NewFile names a text. The text may be any bytes, valid UTF-8 or not.
func NewFile(path, text string) *File { return &File{Path: path, Text: text} }

func (f *File) index() []int {
	f.once.Do(func() {
		f.lines = append(make([]int, 0, 1+strings.Count(f.Text, "\n")), 0)
		for i := 0; ; {
			n := strings.IndexByte(f.Text[i:], '\n')
			if n < 0 {
				return
			}
			i += n + 1
			f.lines = append(f.lines, i)
		}
	})
	return f.lines
}

// A Span is a half-open byte range within a File. The zero Span is nowhere.
type Span struct {
	File       *File
	Start, End int
}

// Span returns the byte range [start, end) of f.
func (f *File) Span(start, end int) Span { return Span{f, start, end} }

// Whole returns the span of all of f.
func (f *File) Whole() Span { return Span{f, 0, len(f.Text)} }

// IsZero reports whether s points nowhere.
func (s Span) IsZero() bool { return s.File == nil }

// Text returns the bytes that s covers.
func (s Span) Text() string {
	if s.File == nil {
		return ""
	}
	return s.File.Text[s.Start:s.End]
}

// A Position is a 1-based line and column, the column counted in code points.
type Position struct{ Line, Column int }

// Position returns the place of a byte offset. An offset past the end is the
// place behind the last byte.
func (f *File) Position(offset int) Position {
	line, start := f.lineOf(offset)
	return Position{line, 1 + utf8.RuneCountInString(f.Text[start:min(offset, len(f.Text))])}
}

// Position16 is [File.Position] as the language server protocol counts: both
// numbers 0-based, the column in UTF-16 code units.
func (f *File) Position16(offset int) Position {
	line, start := f.lineOf(offset)
	units := 0
	for _, r := range f.Text[start:min(offset, len(f.Text))] {
		units += utf16.RuneLen(r)
	}
	return Position{line - 1, units}
}

func (f *File) lineOf(offset int) (line, start int) {
	lines := f.index()
	line = sort.SearchInts(lines, offset+1)
	return line, lines[line-1]
}

// Line returns the text of a 1-based line without its line end, and its offset.
func (f *File) Line(n int) (text string, offset int) {
	lines := f.index()
	start, end := lines[n-1], len(f.Text)
	if n < len(lines) {
		end = lines[n] - 1
	}
	return strings.TrimSuffix(f.Text[start:end], "\r"), start
}

// Lines returns how many lines f has: one more than it has newlines.
func (f *File) Lines() int { return len(f.index()) }
