package compose

import (
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/source"
)

// This file is the white space rule. An include alone on its line becomes the
// fragment's text without blank lines around it and with one final newline,
// so that moving text into a fragment changes nothing; a message begins with
// its first line of text and ends with one newline. It is decided on the
// template, not on composed text, so that the digest sees it too.

// trimBlock applies the rule to the nodes of a standalone include.
func trimBlock(nodes []Node, at place) []Node {
	nodes = trimTail(trimHead(nodes))
	if !hasContent(nodes) || endsLine(nodes, true) {
		return nodes
	}
	return append(nodes, &Text{place: at, Text: "\n", Made: true})
}

// trimMessages applies the rule to each message. Tags that start messages
// stand in prompts only, so fragments need no look.
//
// A list of nodes begins and ends a message, as do the tags within it.
func trimMessages(nodes []Node) []Node {
	var out []Node
	begin := 0
	for i := 0; i <= len(nodes); i++ {
		if i < len(nodes) && !startsTurn(nodes[i]) {
			continue
		}
		run := trimTail(trimHead(nodes[begin:i]))
		if out = append(out, run...); hasContent(run) && !endsLine(run, true) {
			out = append(out, &Text{place: endOf(run[len(run)-1]), Text: "\n", Made: true})
		}
		if i < len(nodes) {
			out = append(out, trimInside(nodes[i]))
		}
		begin = i + 1
	}
	return out
}

// startsTurn reports whether a message may start at or in a node.
func startsTurn(n Node) bool {
	switch n := n.(type) {
	case *Role, *History:
		return true
	case *Cond:
		return anyTurn(n.Then) || anyTurn(n.Else)
	case *Loop:
		return anyTurn(n.Body) || anyTurn(n.Else)
	case *Insert:
		return anyTurn(n.Body)
	}
	return false
}

func anyTurn(nodes []Node) bool {
	return slices.ContainsFunc(nodes, startsTurn)
}

// trimInside trims the messages that a block holds.
func trimInside(n Node) Node {
	switch n := n.(type) {
	case *Cond:
		n.Then, n.Else = trimMessages(n.Then), trimMessages(n.Else)
	case *Loop:
		n.Body, n.Else = trimMessages(n.Body), trimMessages(n.Else)
	case *Insert:
		n.Body = trimMessages(n.Body)
	}
	return n
}

// endOf is the empty place behind a node.
func endOf(n Node) place {
	at := n.at()
	at.Span.Start = at.Span.End
	return at
}

// trimHead drops blank lines at the front.
func trimHead(nodes []Node) []Node {
	end, run := 0, ""
	for end < len(nodes) {
		if t, ok := nodes[end].(*Text); ok {
			run += t.Text
		} else if _, ok := nodes[end].(*Mark); !ok {
			break
		}
		end++
		if strings.TrimLeft(run, " \t\n") != "" {
			break
		}
	}
	content := len(run) - len(strings.TrimLeft(run, " \t\n"))
	cut := strings.LastIndexByte(run[:content], '\n') + 1
	if content == len(run) && end == len(nodes) {
		cut = len(run)
	}
	return cutTexts(nodes, 0, cut)
}

// trimTail drops blank lines at the end.
func trimTail(nodes []Node) []Node {
	begin, run := len(nodes), ""
	for begin > 0 {
		if t, ok := nodes[begin-1].(*Text); ok {
			run = t.Text + run
		} else if _, ok := nodes[begin-1].(*Mark); !ok {
			break
		}
		begin--
		if strings.TrimRight(run, " \t\n") != "" {
			break
		}
	}
	content := strings.TrimRight(run, " \t\n")
	blank := run[len(content):]
	newline := strings.IndexByte(blank, '\n')
	switch {
	case newline < 0:
		return nodes
	case content == "" && endsLine(nodes[:begin], true):
		return append(nodes[:begin:begin], cutTexts(nodes[begin:], 0, len(run))...)
	}
	return append(nodes[:begin:begin], cutTexts(nodes[begin:], len(content)+newline+1, len(run))...)
}

// cutTexts removes the bytes [from, to) of the texts at the front of nodes.
func cutTexts(nodes []Node, from, to int) []Node {
	if from >= to {
		return nodes
	}
	var out []Node
	at := 0
	for i, n := range nodes {
		t, ok := n.(*Text)
		if !ok {
			out = append(out, n)
			continue
		}
		start := at
		at += len(t.Text)
		if start >= to {
			return append(out, nodes[i:]...)
		}
		keepHead, keepTail := max(0, min(from, at)-start), max(0, at-max(to, start))
		if keepHead > 0 {
			out = append(out, t.slice(0, keepHead))
		}
		if keepTail > 0 {
			out = append(out, t.slice(len(t.Text)-keepTail, len(t.Text)))
		}
	}
	return out
}

// slice returns a part of a text as a node of its own.
func (t *Text) slice(start, end int) *Text {
	part := *t
	part.Text = t.Text[start:end]
	if !t.Made {
		part.Span = t.Span.File.Span(t.Span.Start+start, t.Span.Start+end)
	}
	return &part
}

// endsLine reports whether every way through the nodes ends at a line's
// start, given that they begin at one or not.
func endsLine(nodes []Node, before bool) bool {
	at := before
	for _, n := range nodes {
		switch n := n.(type) {
		case *Text:
			at = strings.HasSuffix(n.Text, "\n")
		case *Value, *Media, *Section:
			at = false
		case *Cond:
			then, otherwise := endsLine(n.Then, at), endsLine(n.Else, at)
			at = then && otherwise
		case *Loop:
			body, otherwise := endsLine(n.Body, at), endsLine(n.Else, at)
			at = body && otherwise
		case *Insert:
			at = endsLine(n.Body, at)
		case *Role, *History:
			at = true
		}
	}
	return at
}

// hasContent reports whether anything could be written.
func hasContent(nodes []Node) bool {
	for _, n := range nodes {
		switch n := n.(type) {
		case *Mark, *Role, *History:
		case *Insert:
			if hasContent(n.Body) {
				return true
			}
		default:
			return true
		}
	}
	return false
}

// indent puts blanks before every line of a standalone include, as deep as its
// tag stood. Handlebars does so for empty lines too, which leaves trailing
// blanks; only dotprompt files get those.
func indent(nodes []Node, blanks string, tag source.Span, emptyToo bool) []Node {
	in := &indenter{blanks: blanks, tag: tag, emptyToo: emptyToo}
	return in.nodes(nodes, true)
}

type indenter struct {
	blanks   string
	tag      source.Span
	emptyToo bool
}

func (in *indenter) nodes(nodes []Node, lineStart bool) []Node {
	var out []Node
	for _, n := range nodes {
		switch n := n.(type) {
		case *Text:
			out = in.text(out, n, lineStart)
		case *Value:
			if lineStart {
				out = append(out, in.made(n.place))
			}
			n.Indent += in.blanks
			out = append(out, n)
		case *Cond:
			n.Then = in.nodes(n.Then, lineStart)
			n.Else = in.nodes(n.Else, lineStart)
			out = append(out, n)
		case *Loop:
			n.Body = in.nodes(n.Body, lineStart)
			n.Else = in.nodes(n.Else, lineStart)
			out = append(out, n)
		case *Insert:
			n.Body = in.nodes(n.Body, lineStart)
			out = append(out, n)
		default:
			out = append(out, n)
		}
		lineStart = endsLine([]Node{n}, lineStart)
	}
	return out
}

func (in *indenter) made(at place) *Text {
	return &Text{place: place{in.tag, at.In}, Text: in.blanks, Made: true}
}

func (in *indenter) text(out []Node, t *Text, lineStart bool) []Node {
	for start := 0; start < len(t.Text); {
		end := len(t.Text)
		if i := strings.IndexByte(t.Text[start:], '\n'); i >= 0 {
			end = start + i + 1
		}
		if lineStart && (in.emptyToo || t.Text[start] != '\n') {
			out = append(out, in.made(t.place))
		}
		out = append(out, t.slice(start, end))
		start, lineStart = end, true
	}
	return out
}
