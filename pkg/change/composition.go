package change

import (
	"slices"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/source"
)

// An inc is one include in reading order.
type inc struct {
	id    string
	guard string
	at    source.Span
}

// includesOf lists the includes of a template in reading order, with the
// condition of each.
func includesOf(t *compose.Template) []inc {
	var out []inc
	var walk func(nodes []compose.Node, guard string)
	walk = func(nodes []compose.Node, guard string) {
		for _, n := range nodes {
			switch n := n.(type) {
			case *compose.Insert:
				out = append(out, inc{n.Include.Fragment.ID, guard, n.Include.Span})
				walk(n.Body, guard)
			case *compose.Cond:
				walk(n.Then, and(guard, compose.Condition{Test: n.Test, Yes: true}.String()))
				walk(n.Else, and(guard, compose.Condition{Test: n.Test}.String()))
			case *compose.Loop:
				walk(n.Body, and(guard, "for each of "+n.Over.String()))
				walk(n.Else, guard)
			}
		}
	}
	walk(t.Nodes, "")
	return out
}

func and(a, b string) string {
	if a == "" {
		return b
	}
	return a + " and " + b
}

// includes compares which fragments are in a composition, and returns those
// that moved: their rules moved with them and are not told one by one.
func (j *judgement) includes() (moved map[string]bool) {
	a, b := includesOf(j.p.Before), includesOf(j.p.After)
	moved = map[string]bool{}
	ids := func(list []inc) []string {
		var out []string
		for _, i := range list {
			out = append(out, i.id)
		}
		return out
	}
	before, after := ids(a), ids(b)
	stays := lcs(before, after)
	for i, x := range a {
		if !slices.Contains(after, x.id) {
			j.add(Event{Layer: Composition, Kind: "removed", Code: "FRAGMENT_REMOVED", Name: x.id, Old: x.id, Span: x.at})
			continue
		}
		if _, ok := stays[i]; !ok && count(before, x.id) == count(after, x.id) && !moved[x.id] {
			moved[x.id] = true
			to := slices.Index(after, x.id)
			place := "to the start"
			if to > 0 {
				place = "after " + after[to-1]
			}
			j.add(Event{Layer: Composition, Kind: "moved", Code: "FRAGMENT_MOVED", Name: x.id, New: x.id + " " + place, Span: b[to].at})
		}
	}
	for _, y := range b {
		at := slices.Index(before, y.id)
		if at < 0 {
			j.add(Event{Layer: Composition, Kind: "added", Code: "FRAGMENT_ADDED", Name: y.id, New: y.id, Span: y.at})
			continue
		}
		if old := a[at].guard; old != y.guard && count(before, y.id) == 1 && count(after, y.id) == 1 {
			code, kind := "FRAGMENT_CONDITIONED", "conditional"
			if y.guard == "" {
				code, kind = "FRAGMENT_UNCONDITIONED", "unconditional"
			}
			j.add(Event{Layer: Composition, Kind: kind, Code: code, Name: y.id, Old: or(old, "always"), New: or(y.guard, "always"), Span: y.at})
		}
	}
	j.pins()
	return moved
}

// pins compares the versions that includes are held to.
func (j *judgement) pins() {
	a, b := j.p.Before.Prompt.Meta.Use, j.p.After.Prompt.Meta.Use
	for _, t := range j.p.After.Fragments() {
		from, to := a[t.ID].Pin, b[t.ID].Pin
		if from != to {
			j.add(Event{
				Layer: Composition, Kind: "repinned", Code: "FRAGMENT_REPINNED", Name: t.ID, Old: or(from, "any"), New: or(to, "any"),
				Span: j.p.After.Prompt.Key("use." + config.Quote(t.ID) + ".pin"),
			})
		}
	}
}

func count(list []string, id string) int {
	n := 0
	for _, s := range list {
		if s == id {
			n++
		}
	}
	return n
}

// lcs returns a longest common subsequence: positions in a with those in b.
func lcs(a, b []string) map[int]int {
	n, m := len(a), len(b)
	if n*m > 4_000_000 {
		return nil // so many includes that nobody asks which of them moved
	}
	length := make([][]int32, n+1)
	for i := range length {
		length[i] = make([]int32, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for k := m - 1; k >= 0; k-- {
			if a[i] == b[k] {
				length[i][k] = length[i+1][k+1] + 1
			} else {
				length[i][k] = max(length[i+1][k], length[i][k+1])
			}
		}
	}
	out := map[int]int{}
	for i, k := 0, 0; i < n && k < m; {
		switch {
		case a[i] == b[k]:
			out[i] = k
			i, k = i+1, k+1
		case length[i+1][k] >= length[i][k+1]:
			i++
		default:
			k++
		}
	}
	return out
}
