package rules

import (
	"fmt"
	"strings"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/diag"
)

var emptyMessage = &analysis.Rule{
	Name: "structure/empty-message", Level: diag.Warning,
	Doc: analysis.Doc{
		Title: "a message, or the whole prompt, is empty",
		Why:   "An empty message is dropped without a word, and its role with it.",
		Bad:   "+++\nkind = \"prompt\"\n+++\n{{role \"system\"}}\n{{role \"user\"}}\nWhat is the capital of France?\n",
		Good:  "+++\nkind = \"prompt\"\n+++\n{{role \"system\"}}\nAnswer in one word.\n{{role \"user\"}}\nWhat is the capital of France?\n",
		Since: "0.1",
	},
	Prompt: func(pass *analysis.Pass, t *compose.Template) {
		if len(t.Nodes) == 0 {
			pass.Report(diag.Diagnostic{
				Span: t.Prompt.Key("kind"), Message: fmt.Sprintf("`%s` has no text", t.Prompt.ID), Help: "write its messages below the front matter",
			})
			return
		}
		var open *compose.Role // a role under which nothing stands so far
		for _, n := range t.Nodes {
			switch n := n.(type) {
			case *compose.Role:
				reportEmptyMessage(pass, open)
				open = n
			case *compose.Mark:
			case *compose.Text:
				if strings.TrimSpace(n.Text) != "" {
					open = nil
				}
			default:
				open = nil
			}
		}
		reportEmptyMessage(pass, open)
	},
}

func reportEmptyMessage(pass *analysis.Pass, role *compose.Role) {
	if role != nil {
		pass.Report(diag.Diagnostic{
			Span: role.Span, Message: fmt.Sprintf("the message of the %s is empty", role.Name), Help: "write it or remove the tag",
		})
	}
}
