package rules

import (
	"fmt"
	"strings"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/template"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

var includeCycle = &analysis.Rule{
	Name: "compose/include-cycle", Level: diag.Error,
	Doc: analysis.Doc{
		Title: "a fragment includes itself, directly or through others",
		Why:   "Expansion would never end. The include that closes the circle is left out of every composition.",
		Bad: `-- quoin.toml --
-- prompts/fragments/a.md --
{{> b}}
-- prompts/fragments/b.md --
{{> a}}
`,
		Good: `-- quoin.toml --
-- prompts/fragments/a.md --
{{> b}}
-- prompts/fragments/b.md --
Be brief.
`,
		Since: "0.1",
	},
	Workspace: func(pass *analysis.Pass) {
		for _, cycle := range cycles(pass.Workspace) {
			reportCycle(pass, cycle)
		}
	},
}

// A step is one include on the way round a cycle.
type step struct {
	from    *fragment.Fragment
	include *template.Partial
}

// cycles returns each way round that a depth-first walk closes, found from the
// alphabetically first fragment on it. The walk keeps its own stack, because
// a chain of includes may be longer than a goroutine's stack should be.
func cycles(ws *workspace.Workspace) [][]step {
	const (
		unseen = iota
		open
		done
	)
	state := map[*fragment.Fragment]int{}
	var found [][]step
	for _, start := range ws.All {
		if state[start] != unseen {
			continue
		}
		var path []step
		var next []int
		enter := func(f *fragment.Fragment) {
			state[f] = open
			path, next = append(path, step{from: f}), append(next, 0)
		}
		for enter(start); len(path) > 0; {
			top := len(path) - 1
			f := path[top].from
			if next[top] == len(f.Includes) {
				state[f] = done
				path, next = path[:top], next[:top]
				continue
			}
			path[top].include = f.Includes[next[top]]
			next[top]++
			target, ok := ws.Lookup(path[top].include.Name)
			switch {
			case !ok || state[target] == done:
			case state[target] == unseen:
				enter(target)
			default:
				found = append(found, wayRound(path, target))
			}
		}
	}
	return found
}

// wayRound cuts the path down to the cycle and turns it so that it begins with
// its alphabetically first fragment.
func wayRound(path []step, target *fragment.Fragment) []step {
	at := len(path) - 1
	for path[at].from != target {
		at--
	}
	cycle := path[at:]
	first := 0
	for i := range cycle {
		if cycle[i].from.ID < cycle[first].from.ID {
			first = i
		}
	}
	return append(append([]step(nil), cycle[first:]...), cycle[:first]...)
}

func reportCycle(pass *analysis.Pass, cycle []step) {
	names := make([]string, 0, len(cycle)+1)
	for _, s := range cycle {
		names = append(names, "`"+s.from.ID+"`")
	}
	names = append(names, names[0])
	if len(names) > 8 {
		names = append(append(names[:4:4], fmt.Sprintf("… %d more …", len(names)-7)), names[len(names)-3:]...)
	}
	d := diag.Diagnostic{
		Span:    includeSpan(cycle[0]),
		Message: "includes go in a circle: " + strings.Join(names, " → "),
		Help:    "move what both need into a third fragment",
	}
	if len(cycle) == 1 {
		d.Message = "`" + cycle[0].from.ID + "` includes itself"
		d.Help = "remove the include"
	}
	for _, s := range cycle[1:min(len(cycle), 3)] {
		d.Related = append(d.Related, diag.Label{Span: includeSpan(s), Text: "and this includes the next"})
	}
	pass.Report(d)
}

func includeSpan(s step) source.Span { return s.from.Body.Span(s.include) }
