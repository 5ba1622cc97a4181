package price

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/suggest"
)

// Rule is the rule under which problems in a catalogue are reported.
const Rule = "structure/prices"

// A scanner reads the part of TOML that catalogues are written in: every value
// ends on the line on which its key stands. It exists because a TOML library
// takes forty times as long for the same file. After the first problem
// on a line it returns zeros until the next line, so that one slip is reported
// once.
type scanner struct {
	file  *source.File
	text  string
	pos   int // in text
	bad   bool
	found diag.List
}

// failf reports a problem between two offsets and gives the line up.
func (s *scanner) failf(start, end int, help, format string, args ...any) {
	if s.bad {
		return
	}
	s.bad = true
	s.found.Add(diag.Diagnostic{
		Rule: Rule, Severity: diag.Error, Span: s.file.Span(start, max(start, min(end, len(s.text)))),
		Message: fmt.Sprintf(format, args...), Help: help,
	})
}

// lines calls section for each [header] and entry for each key, which stands
// at [start, end) and must read the value.
func (s *scanner) lines(section func(name string, start, end int), entry func(key string, start, end int)) {
	for s.pos < len(s.text) {
		s.bad = false
		s.blanks()
		start := s.pos
		switch s.peek() {
		case '\n', '#', 0:
		case '[':
			s.pos++
			name := s.key()
			s.expect(']')
			if !s.bad {
				section(name, start, s.pos)
			}
		default:
			key := s.key()
			end := s.pos
			s.expect('=')
			if !s.bad {
				entry(key, start, end)
			}
		}
		s.endLine()
	}
}

// endLine moves behind the newline, over a comment.
func (s *scanner) endLine() {
	s.blanks()
	if c := s.peek(); c != '\n' && c != '#' && s.pos < len(s.text) {
		s.failf(s.pos, s.pos+1, "", "want the end of the line here")
	}
	if i := strings.IndexByte(s.text[s.pos:], '\n'); i >= 0 {
		s.pos += i + 1
		return
	}
	s.pos = len(s.text)
}

func (s *scanner) blanks() {
	for s.pos < len(s.text) && (s.text[s.pos] == ' ' || s.text[s.pos] == '\t' || s.text[s.pos] == '\r') {
		s.pos++
	}
}

// peek returns the next byte, or 0 at the end.
func (s *scanner) peek() byte {
	if s.pos < len(s.text) {
		return s.text[s.pos]
	}
	return 0
}

// accept skips blanks and then c, if it is there.
func (s *scanner) accept(c byte) bool {
	if s.blanks(); s.bad || s.peek() != c {
		return false
	}
	s.pos++
	return true
}

func (s *scanner) expect(c byte) {
	if !s.accept(c) {
		s.failf(s.pos, s.pos+1, "write each entry on one line", "want `%c` here", c)
	}
}

// key reads a bare or a quoted key.
func (s *scanner) key() string {
	s.blanks()
	if s.peek() == '"' {
		return s.quoted()
	}
	start := s.pos
	for s.pos < len(s.text) && isBare(s.text[s.pos]) {
		s.pos++
	}
	if s.pos == start {
		s.failf(start, start+1, "", "want a key here")
	}
	return s.text[start:s.pos]
}

func isBare(c byte) bool {
	return 'a' <= lower(c) && lower(c) <= 'z' || '0' <= c && c <= '9' || c == '_' || c == '-'
}

// quoted reads a "string". The only escapes are \" and \\.
func (s *scanner) quoted() string {
	start := s.pos
	s.expect('"')
	var b []byte // only made for a string with escapes
	from := s.pos
	for !s.bad {
		switch s.peek() {
		case '"':
			s.pos++
			return string(b) + s.text[from:s.pos-1]
		case '\\':
			if next := s.text[s.pos+1:]; next == "" || next[0] != '"' && next[0] != '\\' {
				s.failf(s.pos, s.pos+2, "", "the only escapes in a catalogue are \\\" and \\\\")
				break
			}
			b = append(b, s.text[from:s.pos]...)
			from = s.pos + 1
			s.pos += 2
		case '\n', 0:
			s.failf(start, s.pos, "", "this text has no closing quote")
		default:
			s.pos++
		}
	}
	return ""
}

// word reads a value without quotes: a number, a date, true or false.
func (s *scanner) word() (text string, start int) {
	s.blanks()
	start = s.pos
	for s.pos < len(s.text) && (isBare(s.text[s.pos]) || s.text[s.pos] == '.') {
		s.pos++
	}
	return s.text[start:s.pos], start
}

// usd reads an amount of dollars, which cannot be less than nothing.
func (s *scanner) usd() USD {
	text, start := s.word()
	amount, exact, err := parseDecimal(text)
	switch {
	case err != nil:
		s.failf(start, s.pos, "", "%s", err)
	case !exact:
		s.failf(start, s.pos, "", "%s", errTooFine)
	case amount < 0:
		s.failf(start, s.pos, "", "a price cannot be below zero")
	}
	return amount
}

// count reads a number of tokens above zero.
func (s *scanner) count() int {
	text, start := s.word()
	n, err := strconv.ParseInt(strings.ReplaceAll(text, "_", ""), 10, 32)
	if err != nil || n <= 0 {
		s.failf(start, s.pos, "", "want a whole number above zero")
	}
	return int(n)
}

// share reads a factor of a price: above 0, at most 10, with at most three
// digits behind the point.
func (s *scanner) share() float64 {
	text, start := s.word()
	amount, _, err := parseDecimal(text)
	if err != nil || amount <= 0 || amount > 10*Dollar || amount%(Dollar/thousandth) != 0 {
		s.failf(start, s.pos, "", "want a share of the price such as 0.5, in thousandths, at most 10")
	}
	return float64(amount/(Dollar/thousandth)) / thousandth
}

func (s *scanner) boolean() bool {
	text, start := s.word()
	if text != "true" && text != "false" {
		s.failf(start, s.pos, "", "want true or false")
	}
	return text == "true"
}

// list reads [ … ]; item reads one element.
func (s *scanner) list(item func()) {
	s.expect('[')
	for !s.bad && !s.accept(']') {
		item()
		if !s.accept(',') {
			s.expect(']')
			return
		}
	}
}

func (s *scanner) texts() []string {
	var texts []string
	s.list(func() {
		s.blanks()
		texts = append(texts, s.quoted())
	})
	return texts
}

// textValue reads a string that is a value.
func (s *scanner) textValue() string {
	s.blanks()
	return s.quoted()
}

// table reads { key = value, … }. Field reads the value of a key and returns
// false for one that it does not know.
func (s *scanner) table(known []string, field func(key string) bool) {
	s.expect('{')
	for seen := uint64(0); !s.bad && !s.accept('}'); {
		s.blanks()
		start := s.pos
		key := s.key()
		end := s.pos
		s.expect('=')
		if s.bad {
			return
		}
		at := slices.Index(known, key)
		if at < 0 || !field(key) {
			s.failf(start, end, suggest.Hint(key, known), "unknown key `%s`", key)
			return
		}
		if seen&(1<<at) != 0 {
			s.failf(start, end, "", "`%s` is said twice", key)
		}
		seen |= 1 << at
		if !s.accept(',') {
			s.expect('}')
			return
		}
	}
}
