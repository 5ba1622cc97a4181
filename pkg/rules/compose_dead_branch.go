package rules

import (
	"fmt"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/source"
)

var deadBranch = &analysis.Rule{
	Name: "compose/dead-branch", Level: diag.Warning,
	Doc: analysis.Doc{
		Title: "text stands under a condition that never holds",
		Why:   "No model ever reads it, whatever the callers give, although it looks like a rule that is in force.",
		Bad: `+++
kind = "prompt"
[vars.tier]
type = "string"
enum = ["free", "pro"]
default = "free"
+++
{{#ifEquals tier "pro"}}
{{#ifEquals tier "free"}}
Mention the upgrade.
{{/ifEquals}}
{{/ifEquals}}
Answer the question.
`,
		Good: `+++
kind = "prompt"
[vars.tier]
type = "string"
enum = ["free", "pro"]
default = "free"
+++
{{#ifEquals tier "free"}}
Mention the upgrade.
{{/ifEquals}}
Answer the question.
`,
		Since: "0.1",
	},
	Workspace: func(pass *analysis.Pass) {
		b := branches{taken: map[source.Span][2]bool{}}
		for _, t := range pass.Templates() {
			if _, complete := t.Variants(); complete {
				b.nodes(t, t.Nodes)
			} else {
				b.nodes(nil, t.Nodes)
			}
		}
		for _, c := range b.order {
			b.report(pass, c)
		}
	},
}

// branches gathers over all prompts which ways their conditions go. A
// condition of a fragment is known by its opening tag.
type branches struct {
	taken map[source.Span][2]bool
	order []*compose.Cond
}

// nodes adds the conditions of one template. Without a template, because its
// variants are too many to list, every way counts as taken.
func (b *branches) nodes(t *compose.Template, nodes []compose.Node) {
	for _, n := range nodes {
		switch n := n.(type) {
		case *compose.Cond:
			yes, no := true, true
			if t != nil {
				yes, no = t.Taken(n)
			}
			took, seen := b.taken[n.Open]
			if !seen {
				b.order = append(b.order, n)
			}
			b.taken[n.Open] = [2]bool{took[0] || yes, took[1] || no}
			b.nodes(t, n.Then)
			b.nodes(t, n.Else)
		case *compose.Loop:
			b.nodes(t, n.Body)
			b.nodes(t, n.Else)
		case *compose.Insert:
			b.nodes(t, n.Body)
		}
	}
}

func (b *branches) report(pass *analysis.Pass, c *compose.Cond) {
	took := b.taken[c.Open]
	if _, unreadable := c.Test.X.(compose.Const); unreadable && !c.Test.Equal || !took[0] && !took[1] {
		return // another rule has reported the tag, or the dead branch around it
	}
	condition := compose.Condition{Test: c.Test, Yes: true}
	switch {
	case !took[0] && len(c.Then) > 0:
		pass.Report(diag.Diagnostic{
			Span:    c.Open,
			Message: fmt.Sprintf("`%s` never holds here, so this text is never used", condition),
			Help:    "remove the text or mend the condition",
		})
	case !took[1] && len(c.Else) > 0:
		pass.Report(diag.Diagnostic{
			Span:    c.Open,
			Message: fmt.Sprintf("`%s` always holds here, so the else branch is never used", condition),
			Help:    "remove the condition and the else branch",
		})
	}
}
