package instruct

import (
	"slices"
	"strconv"
	"strings"
)

// A Reader reads many documents, one after the other, and remembers the forms
// of words from one to the next. It is for one goroutine.
type Reader struct {
	x    extractor
	seen map[string]passage
}

// A passage is what a block says, and where it stood when it was read.
type passage struct {
	at  int
	ins []Instruction
}

// NewReader returns a reader that knows what the team has added to the lexicon:
// see [Document].
func NewReader(exclusive [][]string, synonyms map[string]string) *Reader {
	return &Reader{
		x:    extractor{lex: Builtin(), stems: newStemmer(synonyms), teams: teamSets(exclusive)},
		seen: map[string]passage{},
	}
}

// Forget drops the passages that were read, but not the forms of words.
func (r *Reader) Forget() { clear(r.seen) }

// Read returns the instructions of messages, as [Extract] does. A passage that
// was read since the last [Reader.Forget], under the same headings, is not
// read again: the variants of a prompt have most of their text in common.
func (r *Reader) Read(messages []Message) []Instruction {
	doc := Document{Messages: messages}
	r.x.doc = &doc
	var out []Instruction
	for i := range messages {
		m := &messages[i]
		if m.Role == "assistant" || m.Role == "model" {
			continue
		}
		bs, _ := blocks(m.Text, r.x.lex)
		for k := range bs {
			out = append(out, r.block(i, &bs[k])...)
		}
	}
	for i := range out {
		out[i].Index = i
	}
	return out
}

// block reads one block, or moves what it said elsewhere to where it stands.
func (r *Reader) block(message int, b *block) []Instruction {
	m := &r.x.doc.Messages[message]
	key := b.key(m)
	old, ok := r.seen[key]
	if !ok {
		r.x.out = nil
		r.x.read(chunk{message, []block{*b}})
		r.seen[key] = passage{b.start, r.x.out}
		return r.x.out
	}
	by := b.start - old.at
	ins := slices.Clone(old.ins)
	for i := range ins {
		in := &ins[i]
		in.Message, in.Start, in.End = message, in.Start+by, in.End+by
		if m.Origin != nil {
			in.Source = m.Origin(in.Start, in.End)
		}
		in.Constraints = slices.Clone(in.Constraints)
		for k := range in.Constraints {
			in.Constraints[k].Start += by
			in.Constraints[k].End += by
		}
	}
	return ins
}

// key is everything that the reading of a block depends on.
func (b *block) key(m *Message) string {
	var s strings.Builder
	for _, part := range []string{m.Role, strconv.FormatBool(b.item), strconv.FormatBool(b.mixed), b.label, b.lead} {
		s.WriteString(part)
		s.WriteByte(0)
	}
	for _, h := range b.headings {
		s.WriteString(h.text)
		s.WriteByte(byte(1 + h.level))
	}
	s.WriteByte(0)
	s.WriteString(m.Text[max(0, b.start-1):b.end]) // an aside is told by what stands before it
	return s.String()
}
