package config

import (
	"fmt"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/quoin-dev/quoin/pkg/source"
)

// scanKeys finds the keys of a TOML text that is known to be well-formed. The
// library that reads the values does not say where keys are, so this looks at
// nothing else: it follows tables and keys, and skips values.
func scanKeys(file *source.File, start, end int) Keys {
	s := &keyScanner{file: file, src: file.Text, pos: start, end: end, keys: Keys{}, tables: map[string]int{}}
	table := ""
	for s.skip(); s.pos < s.end; s.skip() {
		before := s.pos
		if s.src[s.pos] == '[' {
			table = s.header()
		} else {
			s.pair(table, 0)
		}
		if s.pos == before { // not well-formed after all
			s.pos++
		}
	}
	return s.keys
}

type keyScanner struct {
	file   *source.File
	src    string
	pos    int
	end    int
	keys   Keys
	tables map[string]int // arrays of tables: name → how many so far
}

// skip passes white space, newlines and comments.
func (s *keyScanner) skip() {
	for s.pos < s.end {
		switch s.src[s.pos] {
		case ' ', '\t', '\n', '\r':
			s.pos++
		case '#':
			s.comment()
		default:
			return
		}
	}
}

func (s *keyScanner) comment() {
	i := strings.IndexByte(s.src[s.pos:s.end], '\n')
	if i < 0 {
		s.pos = s.end
		return
	}
	s.pos += i
}

func (s *keyScanner) blanks() {
	for s.pos < s.end && (s.src[s.pos] == ' ' || s.src[s.pos] == '\t') {
		s.pos++
	}
}

// header reads `[table]` or `[[array of tables]]`.
func (s *keyScanner) header() string {
	array := strings.HasPrefix(s.src[s.pos:s.end], "[[")
	s.pos++
	if array {
		s.pos++
	}
	name, span := s.dotted("")
	for s.pos < s.end && (s.src[s.pos] == ']' || s.src[s.pos] == ' ' || s.src[s.pos] == '\t') {
		s.pos++
	}
	if array {
		n := s.tables[name]
		s.tables[name]++
		s.put(name, span)
		name = fmt.Sprintf("%s[%d]", name, n)
	}
	s.put(name, span)
	return name
}

// put keeps the first place of a key: where it is defined.
func (s *keyScanner) put(name string, span source.Span) {
	if _, ok := s.keys[name]; !ok {
		s.keys[name] = span
	}
}

// dotted reads `a."b c".d` below a table and notes each prefix. The span is
// that of the last part.
func (s *keyScanner) dotted(table string) (string, source.Span) {
	name := s.inLast(table)
	var span source.Span
	for {
		s.blanks()
		part, at := s.part()
		if name = join(s.inLast(name), part); part == "" && at.Start == at.End {
			return name, at
		}
		span = at
		s.blanks()
		if s.pos >= s.end || s.src[s.pos] != '.' {
			return name, span
		}
		s.put(name, span)
		s.pos++
	}
}

// inLast is the name of a table, or of the last table of an array of tables.
func (s *keyScanner) inLast(name string) string {
	if n := s.tables[name]; n > 0 {
		return fmt.Sprintf("%s[%d]", name, n-1)
	}
	return name
}

// part reads one part of a key.
func (s *keyScanner) part() (string, source.Span) {
	start := s.pos
	if s.pos < s.end && (s.src[s.pos] == '"' || s.src[s.pos] == '\'') {
		s.str()
		return unquote(s.src[start:s.pos]), s.file.Span(start, s.pos)
	}
	for s.pos < s.end && strings.IndexByte(" \t\r\n.=]#", s.src[s.pos]) < 0 {
		s.pos++
	}
	return s.src[start:s.pos], s.file.Span(start, s.pos)
}

// unquote reads a quoted part. One with escapes is left to the library.
func unquote(s string) string {
	if len(s) < 2 {
		return s
	}
	inner := s[1 : len(s)-1]
	if s[0] == '"' && strings.IndexByte(inner, '\\') >= 0 {
		var read struct{ K string }
		if _, err := toml.Decode("K = "+s, &read); err == nil {
			return read.K
		}
	}
	return inner
}

// pair reads `key = value`.
func (s *keyScanner) pair(table string, depth int) {
	name, span := s.dotted(table)
	s.put(name, span)
	s.blanks()
	if s.pos < s.end && s.src[s.pos] == '=' {
		s.pos++
		s.blanks()
		s.value(name, depth)
	}
}

// value passes a value, and notes the keys of inline tables in it.
func (s *keyScanner) value(name string, depth int) {
	if s.pos >= s.end || depth > maxNesting {
		return
	}
	switch s.src[s.pos] {
	case '"', '\'':
		s.str()
	case '[':
		s.pos++
		for i := 0; ; i++ {
			s.separators()
			if s.pos >= s.end || s.src[s.pos] == ']' {
				s.pos++
				return
			}
			before := s.pos
			s.value(fmt.Sprintf("%s[%d]", name, i), depth+1)
			if s.pos == before {
				return
			}
		}
	case '{':
		s.pos++
		for {
			s.separators()
			if s.pos >= s.end || s.src[s.pos] == '}' {
				s.pos++
				return
			}
			before := s.pos
			s.pair(name, depth+1)
			if s.pos == before {
				return
			}
		}
	default:
		for s.pos < s.end && strings.IndexByte(",]}#\r\n", s.src[s.pos]) < 0 {
			s.pos++
		}
	}
}

// separators passes what may stand between the items of a list.
func (s *keyScanner) separators() {
	for s.skip(); s.pos < s.end && s.src[s.pos] == ','; s.skip() {
		s.pos++
	}
}

// str passes a string of any of the four kinds.
func (s *keyScanner) str() {
	quote := s.src[s.pos : s.pos+1]
	if long := strings.Repeat(quote, 3); strings.HasPrefix(s.src[s.pos:s.end], long) {
		s.longStr(long)
		return
	}
	for s.pos++; s.pos < s.end && s.src[s.pos] != '\n'; s.pos++ {
		if s.src[s.pos] == '\\' && quote == `"` {
			s.pos++
		} else if s.src[s.pos] == quote[0] {
			s.pos++
			return
		}
	}
	s.pos = min(s.pos, s.end)
}

func (s *keyScanner) longStr(quote string) {
	for s.pos += 3; s.pos < s.end; s.pos++ {
		if s.src[s.pos] == '\\' && quote[0] == '"' {
			s.pos++
		} else if strings.HasPrefix(s.src[s.pos:s.end], quote) {
			s.pos += 3
			for s.pos < s.end && s.src[s.pos] == quote[0] {
				s.pos++ // quotes that belong to the text stand before the last three
			}
			return
		}
	}
	s.pos = s.end
}

// tooDeep returns the offset at which lists and inline tables nest deeper, or
// a key has more parts, than the library can read in good time; -1 for none.
// What is in strings and comments does not count.
func tooDeep(text string) int {
	if strings.Count(text, "[")+strings.Count(text, "{") <= maxNesting && strings.Count(text, ".") <= maxParts {
		return -1
	}
	s := &keyScanner{src: text, end: len(text)}
	depth, dots := 0, 0
	for ; s.pos < s.end; s.pos++ {
		switch s.src[s.pos] {
		case '"', '\'':
			s.str()
			s.pos--
		case '#':
			s.comment()
			s.pos--
		case '.':
			dots++
		case '\n', '=', ',':
			dots = 0
		case '[', '{':
			depth, dots = depth+1, 0
		case ']', '}':
			depth, dots = max(depth-1, 0), 0
		}
		if depth > maxNesting || dots > maxParts {
			return s.pos
		}
	}
	return -1
}
