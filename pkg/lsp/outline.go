package lsp

import (
	"strings"

	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/template"
)

// An outline is what stands in a file, as a tree: a message holds the
// headings, includes and anchors below its role.
type outline struct {
	v view
	f *fragment.Fragment
}

func (o outline) symbols() []documentSymbol {
	var all []documentSymbol
	for _, d := range o.f.Meta.Vars {
		if spans := declarations(o.f, d.Name); len(spans) > 0 {
			all = append(all, o.symbol(d.Name, string(d.Type), symbolVariable, spans[0]))
		}
	}
	var messages []documentSymbol
	body := o.body()
	for _, n := range o.f.Body.Nodes {
		if r, ok := n.(*template.Role); ok {
			messages = append(messages, o.symbol(r.Name, "message", symbolNamespace, o.f.Body.Span(r)))
		}
	}
	if len(messages) == 0 {
		return append(all, body...)
	}
	for i := range messages {
		end := o.v.enc.position(o.f.File, len(o.f.File.Text))
		if i+1 < len(messages) {
			end = messages[i+1].Range.Start
		}
		messages[i].Range.End = end
	}
	at := -1
	for _, s := range body {
		for at+1 < len(messages) && !before(s.Range.Start, messages[at+1].Range.Start) {
			at++
		}
		if at < 0 {
			all = append(all, s)
			continue
		}
		messages[at].Children = append(messages[at].Children, s)
	}
	return append(all, messages...)
}

func before(a, b position) bool {
	return a.Line < b.Line || a.Line == b.Line && a.Character < b.Character
}

// body lists headings, includes and anchors in their order.
func (o outline) body() []documentSymbol {
	var all []documentSymbol
	for n := range template.All(o.f.Body.Nodes) {
		switch n := n.(type) {
		case *template.Partial:
			all = append(all, o.symbol(n.Name, "include", symbolModule, o.f.Body.Span(n)))
		case *template.Anchor:
			all = append(all, o.symbol("#"+n.Name, "anchor", symbolEvent, o.f.Body.Span(n)))
		case *template.Text:
			all = append(all, o.headings(n)...)
		}
	}
	return all
}

func (o outline) headings(n *template.Text) []documentSymbol {
	var all []documentSymbol
	text, at := o.f.File.Text[n.Start:n.End], n.Start
	for line := range strings.SplitAfterSeq(text, "\n") {
		isStart := at == 0 || o.f.File.Text[at-1] == '\n'
		title := strings.TrimLeft(line, "#")
		if level := len(line) - len(title); isStart && level > 0 && level <= 6 && strings.HasPrefix(title, " ") && strings.TrimSpace(title) != "" {
			end := at + len(strings.TrimRight(line, "\r\n"))
			all = append(all, o.symbol(strings.TrimSpace(title), "", symbolString, o.f.File.Span(at, end)))
		}
		at += len(line)
	}
	return all
}

func (o outline) symbol(name, detail string, kind int, s source.Span) documentSymbol {
	if name == "" {
		name = "?" // the protocol allows no empty name
	}
	r := o.v.enc.rangeOf(s)
	return documentSymbol{Name: name, Detail: detail, Kind: kind, Range: r, SelectionRange: r}
}
