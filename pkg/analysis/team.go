package analysis

import (
	"slices"

	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/template"
)

// TeamRules makes rules of the patterns in quoin.toml. One whose pattern does
// not compile has been reported by whoever read the file.
func TeamRules(c *config.Config) []*Rule {
	var rules []*Rule
	for _, t := range c.Rules {
		if t.Regexp == nil {
			continue
		}
		rules = append(rules, &Rule{
			Name: t.Name, Level: t.Level,
			Doc:  Doc{Title: t.Message, Why: "This workspace's own rule, stated in quoin.toml. It finds the pattern " + t.Pattern},
			File: func(p *Pass, f *fragment.Fragment) { matchTeamRule(p, t, f) },
		})
	}
	return rules
}

// matchTeamRule tries the pattern on the body as a whole, so that it may span
// tags, or on the front matter. Comments are not what the team wrote to a
// model.
func matchTeamRule(p *Pass, t config.TeamRule, f *fragment.Fragment) {
	if !t.Covers(f.File.Path) || t.Kind != "" && (t.Kind == "prompt") != (f.Kind == fragment.Prompt) {
		return
	}
	in := template.Pos{Start: f.Body.Start, End: f.Body.End}
	if t.Where == "front-matter" {
		in = f.FrontMatter
	}
	found := t.Regexp.FindAllStringIndex(f.File.Text[in.Start:in.End], -1)
	if len(found) == 0 {
		return
	}
	comments := commentsIn(f.Body)
	for _, m := range found {
		if m[0] == m[1] {
			continue // a pattern such as x* is met by nothing, everywhere
		}
		at := template.Pos{Start: in.Start + m[0], End: in.Start + m[1]}
		if !slices.ContainsFunc(comments, func(c template.Pos) bool { return at.Start < c.End && c.Start < at.End }) {
			p.Report(diag.Diagnostic{Span: f.Body.Span(at), Message: t.Message, Help: t.Help})
		}
	}
}

func commentsIn(t *template.Tree) []template.Pos {
	var comments []template.Pos
	for n := range template.All(t.Nodes) {
		if c, ok := n.(*template.Comment); ok {
			comments = append(comments, c.Pos)
		}
	}
	return comments
}
