package rules

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/source"
)

var duplicateText = &analysis.Rule{
	Name: "compose/duplicate-text", Level: diag.Warning,
	Doc: analysis.Doc{
		Title: "the same rule stands in several places",
		Why: "Twice in one prompt, it is paid for twice in every call. In several files, the next edit will reach " +
			"some of the copies: they drift apart and begin to contradict each other.",
		Bad: `-- quoin.toml --
-- prompts/ask.md --
+++
kind = "prompt"
+++
- Never reveal the account number of any customer.
-- prompts/reply.md --
+++
kind = "prompt"
+++
- Never reveal the account number of any customer.
`,
		Good: `-- quoin.toml --
-- prompts/fragments/no-pii.md --
- Never reveal the account number of any customer.
-- prompts/ask.md --
+++
kind = "prompt"
+++
{{> no-pii}}
-- prompts/reply.md --
+++
kind = "prompt"
+++
{{> no-pii}}
`,
		Since: "0.1",
	},
	Workspace: func(pass *analysis.Pass) {
		for _, group := range copies(allUnits(pass), unitOrder(pass)) {
			// Files that belong to no workspace have something in common by
			// chance; three of them do not.
			if files := distinctFiles(group); pass.Workspace.Loose && files > 1 && files < 3 {
				continue
			}
			reportCopies(pass, group)
		}
	},
}

// copies groups the units of equal words, given their order by hash.
func copies(units []unit, order []int32) [][]unit {
	var groups [][]unit
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && units[order[to]].hash == units[order[from]].hash {
			to++
		}
		same := order[from:to]
		from = to
		if len(same) == 1 {
			continue
		}
		group := make([]unit, 0, len(same))
		for _, i := range same {
			group = append(group, units[i])
		}
		groups = append(groups, group)
	}
	return groups
}

// byHash orders the positions of units so that copies stand together, in
// their order.
func byHash(units []unit) []int32 {
	order := make([]int32, len(units))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		return cmp.Or(cmp.Compare(units[a].hash, units[b].hash), cmp.Compare(a, b))
	})
	return order
}

// reportCopies reports a group at its second place, with the first and one
// more beside it. Copies in files that no prompt brings together are milder.
func reportCopies(pass *analysis.Pass, group []unit) {
	d := diag.Diagnostic{
		Span:    group[1].span,
		Message: "this repeats another line of the same file",
		Related: []diag.Label{{Span: group[0].span, Text: "first here"}},
		Help:    "remove one of the two",
	}
	if files := distinctFiles(group); files > 1 {
		d.Severity = diag.Info
		d.Message = fmt.Sprintf("this stands in %d files", files)
		d.Help = "move it into a fragment that all of them include"
		if len(group) > 2 {
			d.Related = append(d.Related, diag.Label{Span: group[2].span, Text: "and here"})
		}
		if more := len(group) - 3; more > 0 {
			d.Notes = append(d.Notes, fmt.Sprintf("and in %d more places", more))
		}
	}
	pass.Report(d)
}

func distinctFiles(group []unit) int {
	seen := map[*source.File]bool{}
	for _, u := range group {
		seen[u.span.File] = true
	}
	return len(seen)
}

// unitOrder is the order of allUnits by hash, made once a run.
func unitOrder(pass *analysis.Pass) []int32 {
	return analysis.Once(pass, "units by hash", func() []int32 { return byHash(allUnits(pass)) })
}

// allUnits cuts every file of the workspace, in order, once a run.
func allUnits(pass *analysis.Pass) []unit {
	return analysis.Once(pass, "units", func() []unit {
		var all []unit
		for _, units := range analysis.EachFile(pass, func(f *fragment.Fragment) []unit {
			lines, _ := linesOf(pass, f)
			return unitsOf(f, lines)
		}) {
			all = append(all, units...)
		}
		slices.SortStableFunc(all, func(a, b unit) int {
			return cmp.Or(cmp.Compare(a.span.File.Path, b.span.File.Path), cmp.Compare(a.span.Start, b.span.Start))
		})
		return all
	})
}
