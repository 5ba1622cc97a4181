package conflict

import (
	"fmt"
	"slices"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/instruct"
)

// maxVariants bounds the variants of a prompt that are looked at.
const maxVariants = 16

// InPrompt returns the conflicts of a prompt as diagnostics at the files that
// they came from. A conflict that only some variants have says in which.
func InPrompt(t *compose.Template) diag.List {
	precedence := anchors(t)
	variants, _ := t.Variants()
	var found diag.List
	seen := map[string]bool{}
	for i, v := range variants[:min(len(variants), maxVariants)] {
		c := t.Preview()
		if i > 0 {
			c, _ = t.Render(nil, compose.RenderOptions{Placeholders: true, Variant: v})
		}
		for _, one := range Find(instruct.Extract(documentOf(c)), Options{Precedence: precedence}) {
			d := one.Diagnostic()
			key := fmt.Sprint(d.Span, d.Related, d.Rule)
			if seen[key] {
				continue
			}
			seen[key] = true
			if len(variants) > 1 && i > 0 {
				d.Notes = append(d.Notes, "in the variant "+v.String())
			}
			found.Add(d)
		}
	}
	found.Sort()
	return found
}

// anchors returns the precedence that the front matter of a composition states.
func anchors(t *compose.Template) []Precedence {
	stated := slices.Clone(t.Prompt.Meta.Precedence)
	for _, f := range t.Fragments() {
		stated = append(stated, f.Meta.Precedence...)
	}
	var out []Precedence
	for _, p := range stated {
		if len(p.Over) == 0 {
			out = append(out, Precedence{Winner: p.Winner})
		}
		for _, loser := range p.Over {
			out = append(out, Precedence{Winner: p.Winner, Loser: loser})
		}
	}
	return out
}

// documentOf reads a composition as a document.
func documentOf(c *compose.Composition) instruct.Document {
	var doc instruct.Document
	for i := range c.Messages {
		m := &c.Messages[i]
		doc.Messages = append(doc.Messages, instruct.Message{Role: m.Role, Text: m.Text, Origin: m.Origin})
	}
	return doc
}

// Diagnostic is the conflict as a diagnostic: at its second side, which was
// probably written later, with the first beside it.
func (c *Conflict) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Rule: c.Rule, Severity: c.Severity, Span: c.B.Source, Message: c.Reason, Help: c.Help,
		Related: []diag.Label{{Span: c.A.Source, Text: "against this"}}, Fingerprint: c.Fingerprint(),
	}
}
