package lsp

import (
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/quoin-dev/quoin/pkg/source"
)

// An encoding is the unit in which columns are counted.
type encoding int

const (
	utf16Units encoding = iota // what every client must understand
	utf8Bytes
)

// position returns the place of a byte offset.
func (e encoding) position(f *source.File, offset int) position {
	if e == utf16Units {
		p := f.Position16(offset)
		return position{p.Line, p.Column}
	}
	line := f.Position(offset).Line
	_, start := f.Line(line)
	return position{line - 1, min(offset, len(f.Text)) - start}
}

// offset returns the byte offset of a place. One behind the end of its line is
// the end of the line, one behind the last line the end of the file; one in the
// middle of a character is the start of the character.
func (e encoding) offset(f *source.File, p position) int {
	switch {
	case p.Line < 0:
		return 0
	case p.Line >= f.Lines():
		return len(f.Text)
	}
	line, start := f.Line(p.Line + 1)
	return start + e.column(line, p.Character)
}

// column returns the byte of a line that a column is.
func (e encoding) column(line string, column int) int {
	if e == utf8Bytes {
		at := max(0, min(column, len(line)))
		for at > 0 && at < len(line) && !utf8.RuneStart(line[at]) {
			at--
		}
		return at
	}
	for i, r := range line {
		n := utf16.RuneLen(r)
		if column < n {
			return i
		}
		column -= n
	}
	return len(line)
}

func (e encoding) rangeOf(s source.Span) textRange {
	return textRange{e.position(s.File, s.Start), e.position(s.File, s.End)}
}

func (e encoding) span(f *source.File, r textRange) source.Span {
	start := e.offset(f, r.Start)
	return f.Span(start, max(start, e.offset(f, r.End)))
}

// pathOf returns the path of a file's URI, false for one that is no file.
func pathOf(uri string) (string, bool) {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" || u.Path == "" {
		return "", false
	}
	name := u.Path
	if runtime.GOOS == "windows" { // file:///c:/x
		name = strings.TrimPrefix(name, "/")
	}
	return filepath.Clean(filepath.FromSlash(name)), true
}

// uriOf returns the URI of an absolute path.
func uriOf(name string) string {
	name = filepath.ToSlash(name)
	if !strings.HasPrefix(name, "/") {
		name = "/" + name
	}
	return (&url.URL{Scheme: "file", Path: name}).String()
}
