package compose

import (
	"cmp"
	"slices"

	"github.com/quoin-dev/quoin/pkg/diag"
)

// Fit renders a template and, while the result costs more than limit, leaves
// out optional fragments: the lowest priority first, among equals the one
// that stands last. It stops as soon as the rest fits or nothing optional is
// left; fits says which. The order is the same for every input.
func (t *Template) Fit(in map[string]any, opts RenderOptions, limit int, count func(*Composition) int) (c *Composition, fits bool, found diag.List) {
	plan := t.DropPlan()
	dropped := map[string]bool{}
	for id := range opts.Drop {
		dropped[id] = opts.Drop[id]
	}
	opts.Drop = dropped
	var left []*Include
	for {
		c, found = t.Render(in, opts)
		c.Dropped = left
		if count(c) <= limit {
			return c, true, found
		}
		if len(left) == len(plan) {
			return c, false, found
		}
		next := plan[len(left)]
		left = append(left, next)
		dropped[next.Fragment.ID] = true
	}
}

// DropPlan lists the optional fragments in the order in which they are left
// out, each once, by its first include.
func (t *Template) DropPlan() []*Include {
	var plan []*Include
	seen := map[string]bool{}
	position := map[*Include]int{}
	for i, inc := range t.Includes {
		if inc.Use.Optional && !seen[inc.Fragment.ID] {
			seen[inc.Fragment.ID] = true
			position[inc] = i
			plan = append(plan, inc)
		}
	}
	slices.SortFunc(plan, func(a, b *Include) int {
		return cmp.Or(cmp.Compare(a.Use.Priority, b.Use.Priority), cmp.Compare(position[b], position[a]))
	})
	return plan
}
