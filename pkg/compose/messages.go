package compose

import "strings"

// This file splits what is rendered into messages. It follows dotprompt: text
// before the first role belongs to the user, a role tag reuses a message that
// is still blank, and blank messages vanish.

// message returns the message under way.
func (r *renderer) message() *Message { return &r.c.Messages[len(r.c.Messages)-1] }

// A room is what the message under way may need, so that it is mostly written
// in one piece of memory.
type room struct {
	bytes, segments int
	full            bool // the message ends here
}

// valueRoom is the room, in bytes, that is left for each value of a message.
const valueRoom = 64

// roomFor returns the room for the message that begins with some nodes.
func roomFor(nodes []Node) room {
	var r room
	for _, n := range nodes {
		var in room
		switch n := n.(type) {
		case *Text:
			in = room{bytes: len(n.Text), segments: 1}
		case *Value:
			in = room{bytes: valueRoom, segments: 1}
		case *Insert:
			in = roomFor(n.Body)
		case *Cond:
			then, otherwise := roomFor(n.Then), roomFor(n.Else)
			in = room{bytes: max(then.bytes, otherwise.bytes), segments: max(then.segments, otherwise.segments)}
		case *Loop:
			in = roomFor(n.Body)
			in.full = false
		case *Role:
			in.full = true
		}
		r = room{r.bytes + in.bytes, r.segments + in.segments, in.full}
		if r.full {
			break
		}
	}
	return r
}

// turn begins a message.
func (r *renderer) turn(role string) {
	r.text.Reset()
	r.c.Messages = append(r.c.Messages, Message{Role: role})
}

func (r *renderer) role(name string) {
	m := r.message()
	if strings.TrimSpace(r.text.String()) == "" && len(m.Parts) == 0 && !m.History {
		m.Role, m.Segments, m.Anchors = name, nil, nil
		r.text.Reset()
		return
	}
	r.turn(name)
}

func (r *renderer) history() {
	for _, h := range r.opts.History {
		h.History = true
		r.c.Messages = append(r.c.Messages, h)
	}
	r.turn(Model)
}

// write adds text to the message under way. A segment that goes on where the
// last one ended, in the file as in the text, becomes part of it.
func (r *renderer) write(s string, seg Segment) {
	if s == "" && seg.Kind != Filled {
		return
	}
	m := r.message()
	if seg.Start = r.text.Len(); seg.Start == 0 {
		r.text.Grow(max(len(s), r.room.bytes))
	}
	r.text.WriteString(s)
	seg.End = r.text.Len()
	m.Text = r.text.String()
	seg.Fragment = r.t.Prompt
	if seg.Include != nil {
		seg.Fragment = seg.Include.Fragment
	}
	if n := len(m.Segments); n > 0 && seg.Kind == Literal {
		last := &m.Segments[n-1]
		if last.Kind == Literal && last.Include == seg.Include && last.Span.File == seg.Span.File &&
			last.Span.End == seg.Span.Start && len(last.Guard) == len(r.guard) {
			last.End, last.Span.End = seg.End, seg.Span.End
			return
		}
	}
	seg.Guard = append(Guard(nil), r.guard...)
	if m.Segments == nil {
		m.Segments = make([]Segment, 0, max(1, r.room.segments))
	}
	m.Segments = append(m.Segments, seg)
}

// part ends the stretch of text under way and adds a part behind it.
func (r *renderer) part(p Part) {
	m := r.message()
	p.Start, p.End = r.text.Len(), r.text.Len()
	m.Parts = append(m.Parts, p)
}

// nonEmpty finishes the messages: it fills in the stretches of text between
// media and sections, and drops messages with nothing in them.
func nonEmpty(messages []Message) []Message {
	var kept []Message
	for _, m := range messages {
		if m.History {
			kept = append(kept, m)
			continue
		}
		var parts []Part
		at := 0
		for _, p := range append(m.Parts, Part{Start: len(m.Text)}) {
			if strings.TrimSpace(m.Text[at:p.Start]) != "" {
				parts = append(parts, Part{Start: at, End: p.Start})
			}
			at = p.Start
			if !p.IsText() {
				parts = append(parts, p)
			}
		}
		if m.Parts = parts; len(parts) > 0 {
			kept = append(kept, m)
		}
	}
	return kept
}

// placeHistory puts earlier turns before the last message where it is the
// user's, else at the end, unless a history tag has placed them.
func placeHistory(messages, history []Message) []Message {
	for _, m := range messages {
		if m.History {
			return messages
		}
	}
	if len(history) == 0 {
		return messages
	}
	at := len(messages)
	if at > 0 && messages[at-1].Role == User {
		at--
	}
	var out []Message
	out = append(out, messages[:at]...)
	for _, h := range history {
		h.History = true
		out = append(out, h)
	}
	return append(out, messages[at:]...)
}
