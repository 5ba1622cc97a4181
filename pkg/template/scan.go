package template

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// An item is a stretch of text or one tag. The scanner makes a flat list of
// them; white space control works on that list, before there is a tree.
type item struct {
	Pos        // text: what remains of it; tag: all of it
	tag        tagKind
	inner      Pos  // a tag's content, without its marks and tildes
	stripLeft  bool // {{~
	stripRight bool // ~}}
	alone      bool // a tag that has its line to itself
}

type tagKind byte

const (
	textItem tagKind = iota
	outputTag
	openTag    // {{#
	invertTag  // {{^
	closeTag   // {{/
	elseTag    // {{else
	partialTag // {{>
	commentTag // {{!
)

// scanner cuts a body into items. Every byte is looked at a bounded number of
// times: a search that finds nothing is never made again.
type scanner struct {
	p         *parser
	src       string
	pos       int
	items     []item
	noComment bool // no --}} lies ahead
	noClose   bool // no }} lies ahead
}

func (s *scanner) scan(end int) []item {
	textStart := s.pos
	for s.pos < end {
		i := strings.Index(s.src[s.pos:end], "{{")
		if i < 0 {
			break
		}
		at := s.pos + i
		if at > textStart && s.src[at-1] == '\\' {
			if at-1 > textStart && s.src[at-2] == '\\' {
				// Two backslashes are one, and what follows is a tag.
				s.text(textStart, at-1)
				textStart = at
			} else {
				// The backslash goes, the braces stay.
				s.text(textStart, at-1)
				textStart, s.pos = at, at+2
				for s.pos < end && s.src[s.pos] == '{' {
					s.pos++
				}
				continue
			}
		}
		s.text(textStart, at)
		s.pos = s.tag(at, end)
		textStart = s.pos
	}
	s.text(textStart, end)
	s.pos = end
	return s.items
}

func (s *scanner) text(start, end int) {
	if start >= end {
		return
	}
	if n := len(s.items); n > 0 && s.items[n-1].tag == textItem && s.items[n-1].End == start {
		s.items[n-1].End = end
		return
	}
	s.items = append(s.items, item{Pos: Pos{start, end}})
}

// tag reads the tag at an offset and returns the offset behind it.
func (s *scanner) tag(at, end int) int {
	i := at + 2
	if strings.HasPrefix(s.src[i:end], "{{") {
		return s.rawBlock(at, end)
	}
	it := item{tag: outputTag}
	closing := "}}"
	if i < end && s.src[i] == '{' {
		closing, i = "}}}", i+1
	}
	if i < end && s.src[i] == '~' {
		it.stripLeft, i = true, i+1
	}
	if i < end && s.src[i] == '!' {
		return s.comment(it, at, i+1, end)
	}
	inner, after, ok := s.close(i, end, closing)
	if !ok {
		return s.unclosed(at, end)
	}
	it.Pos = Pos{at, after}
	if inner > i && s.src[inner-1] == '~' {
		it.stripRight, inner = true, inner-1
	}
	it.inner = Pos{i, inner}
	if closing == "}}" {
		s.classify(&it)
	}
	s.items = append(s.items, it)
	return after
}

// classify tells the kinds of tags apart by their first character.
func (s *scanner) classify(it *item) {
	for it.inner.Start < it.inner.End && isBlank(s.src[it.inner.Start]) {
		it.inner.Start++
	}
	for it.inner.End > it.inner.Start && isBlank(s.src[it.inner.End-1]) {
		it.inner.End--
	}
	text := s.src[it.inner.Start:it.inner.End]
	if text == "" {
		return
	}
	if rest, ok := strings.CutPrefix(text, "else"); ok && (rest == "" || isBlank(rest[0])) {
		it.tag = elseTag
		it.inner.Start += len("else")
		return
	}
	switch text[0] {
	case '#':
		it.tag = openTag
	case '^':
		it.tag = invertTag
		if strings.TrimSpace(text) == "^" {
			it.tag = elseTag
		}
	case '/':
		it.tag = closeTag
	case '>':
		it.tag = partialTag
	case '&':
	default:
		return
	}
	it.inner.Start++
}

// close finds the end of a tag, past strings and [literals]. A tag ends
// before the next one begins, so no byte is searched for two tags.
func (s *scanner) close(i, end int, closing string) (inner, after int, ok bool) {
	end = s.nextTag(i, end)
	lastBracket := strings.LastIndexByte(s.src[i:end], ']') + i
	for j := i; j < end; j++ {
		switch c := s.src[j]; c {
		case '"', '\'':
			if k := strings.IndexByte(s.src[j+1:end], c); k >= 0 && strings.IndexByte(s.src[j+1:j+1+k], '\n') < 0 {
				j += 1 + k
			}
		case '[':
			if j < lastBracket {
				j += 1 + strings.IndexByte(s.src[j+1:end], ']')
			}
		case '}':
			if strings.HasPrefix(s.src[j:end], closing) {
				return j, j + len(closing), true
			}
		}
	}
	return 0, 0, false
}

func (s *scanner) nextTag(i, end int) int {
	if k := strings.Index(s.src[i:end], "{{"); k >= 0 {
		return i + k
	}
	return end
}

// unclosed reports a tag without an end. What is on its line becomes text.
func (s *scanner) unclosed(at, end int) int {
	stop := s.nextTag(at+2, end)
	if i := strings.IndexByte(s.src[at:stop], '\n'); i >= 0 {
		stop = at + i
	}
	s.p.problem(Pos{at, min(at+2, end)}, "this tag is never closed", "close it with `}}`, or write `\\{{` for the characters themselves")
	s.text(at, stop)
	return stop
}

func (s *scanner) rawBlock(at, end int) int {
	i := at
	for i < end && s.src[i] == '{' {
		i++
	}
	s.p.problem(Pos{at, i}, "four braces begin a raw block, which dotprompt does not have", "write `\\{{` for the characters themselves")
	s.text(at, i)
	return i
}

func (s *scanner) comment(it item, at, i, end int) int {
	it.tag = commentTag
	closing := "}}"
	if strings.HasPrefix(s.src[i:end], "--") {
		closing, i = "--}}", i+2
	}
	stop := s.commentEnd(i, end, closing)
	if stop < 0 {
		return s.unclosed(at, end)
	}
	it.inner = Pos{i, stop}
	after := stop + len(closing)
	if s.src[stop:after] != closing { // --~}}
		after++
		it.stripRight = true
	} else if closing == "}}" && stop > i && s.src[stop-1] == '~' {
		it.stripRight, it.inner.End = true, stop-1
	}
	it.Pos = Pos{at, after}
	s.items = append(s.items, it)
	return after
}

func (s *scanner) commentEnd(i, end int, closing string) int {
	if closing == "}}" {
		if s.noClose {
			return -1
		}
		if k := strings.Index(s.src[i:end], closing); k >= 0 {
			return i + k
		}
		s.noClose = true
		return -1
	}
	for j := i; !s.noComment; {
		k := strings.Index(s.src[j:end], "--")
		if k < 0 {
			s.noComment = true
			break
		}
		j += k
		if strings.HasPrefix(s.src[j:end], "--}}") || strings.HasPrefix(s.src[j:end], "--~}}") {
			return j
		}
		j++
	}
	return -1
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// trim applies white space control: tildes take all white space on their side;
// block tags, comments and includes that have a line to themselves take it
// along, newline included.
func (s *scanner) trim(start, end int) {
	for i := range s.items {
		it := &s.items[i]
		switch it.tag {
		case textItem, outputTag:
		default:
			it.alone = s.hasLine(i, start, end)
		}
	}
	for i := range s.items {
		it := &s.items[i]
		if it.tag == textItem {
			continue
		}
		if i > 0 && s.items[i-1].tag == textItem {
			prev := &s.items[i-1]
			if it.stripLeft {
				prev.End = prev.Start + len(strings.TrimRightFunc(s.src[prev.Start:prev.End], unicode.IsSpace))
			} else if it.alone {
				prev.End = prev.Start + len(strings.TrimRight(s.src[prev.Start:prev.End], " \t"))
			}
		}
		if i+1 < len(s.items) && s.items[i+1].tag == textItem {
			next := &s.items[i+1]
			if it.stripRight {
				next.Start = next.End - len(strings.TrimLeftFunc(s.src[next.Start:next.End], unicode.IsSpace))
			} else if it.alone {
				next.Start = s.behindLine(next.Start, next.End)
			}
		}
	}
}

// hasLine reports whether nothing but blanks stands beside a tag on its line.
func (s *scanner) hasLine(i, start, end int) bool {
	it := s.items[i]
	j := it.Start
	for j > start && (s.src[j-1] == ' ' || s.src[j-1] == '\t') {
		j--
	}
	if j > start && s.src[j-1] != '\n' {
		return false
	}
	j = it.End
	for j < end && (s.src[j] == ' ' || s.src[j] == '\t' || s.src[j] == '\r') {
		j++
	}
	return j >= end || s.src[j] == '\n'
}

// behindLine returns the offset behind the blanks and the newline at i.
func (s *scanner) behindLine(i, end int) int {
	for i < end && (s.src[i] == ' ' || s.src[i] == '\t' || s.src[i] == '\r') {
		i++
	}
	if i < end && s.src[i] == '\n' {
		i++
	}
	return i
}

// runeAt decodes the character at an offset.
func runeAt(src string, i, end int) (rune, int) {
	return utf8.DecodeRuneInString(src[i:end])
}
