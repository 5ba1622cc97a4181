package rules

import (
	"slices"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/diag"
)

var roleOrder = &analysis.Rule{
	Name: "structure/role-order", Level: diag.Warning,
	Doc: analysis.Doc{
		Title: "messages come in an order that providers refuse or rearrange",
		Why: "Anthropic and Gemini keep one system text apart from the turns, so a later system message is moved to the front, " +
			"and a conversation that opens with the assistant's turn is refused.",
		Bad:   "+++\nkind = \"prompt\"\n+++\n{{role \"user\"}}\nWhat is the capital of France?\n{{role \"system\"}}\nAnswer in one word.\n",
		Good:  "+++\nkind = \"prompt\"\n+++\n{{role \"system\"}}\nAnswer in one word.\n{{role \"user\"}}\nWhat is the capital of France?\n",
		Since: "0.1",
	},
	Prompt: func(pass *analysis.Pass, t *compose.Template) {
		if slices.ContainsFunc(t.Nodes, func(n compose.Node) bool { _, ok := n.(*compose.History); return ok }) {
			return // what the earlier turns are is not known
		}
		c := t.Preview()
		var first *compose.Message // that is no system message
		for i := range c.Messages {
			m := &c.Messages[i]
			if len(m.Segments) == 0 {
				continue
			}
			span := m.Origin(0, 1)
			switch {
			case m.Role == compose.System && first != nil:
				pass.Report(diag.Diagnostic{
					Span: span, Message: "a system message stands behind one of the " + first.Role,
					Help: "move it to the front, or make it part of the user's message",
				})
			case m.Role != compose.System && first == nil:
				if first = m; m.Role != compose.User {
					pass.Report(diag.Diagnostic{
						Span: span, Message: "the conversation opens with a message of the " + m.Role,
						Help: "put a message of the user before it",
					})
				}
			}
		}
	},
}
