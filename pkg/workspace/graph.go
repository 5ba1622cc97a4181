package workspace

import (
	"cmp"
	"slices"

	"github.com/quoin-dev/quoin/pkg/fragment"
)

// Includes returns the fragments that f includes directly, each once, in the
// order of their first include. Names that mean nothing are left out.
func (w *Workspace) Includes(f *fragment.Fragment) []*fragment.Fragment {
	var out []*fragment.Fragment
	for _, p := range f.Includes {
		if target, ok := w.byID[p.Name]; ok && !slices.Contains(out, target) {
			out = append(out, target)
		}
	}
	return out
}

// Reach returns the prompts that a fragment is part of, directly or through
// others, by id. A prompt reaches itself.
func (w *Workspace) Reach(f *fragment.Fragment) []*fragment.Fragment {
	var prompts []*fragment.Fragment
	seen := map[*fragment.Fragment]bool{f: true}
	for queue := []*fragment.Fragment{f}; len(queue) > 0; queue = queue[1:] {
		if queue[0].Kind == fragment.Prompt {
			prompts = append(prompts, queue[0])
		}
		for _, user := range w.users[queue[0].ID] {
			if !seen[user] {
				seen[user] = true
				queue = append(queue, user)
			}
		}
	}
	slices.SortFunc(prompts, func(a, b *fragment.Fragment) int { return cmp.Compare(a.ID, b.ID) })
	return prompts
}

// Orphans returns the fragments that no prompt reaches, by id.
func (w *Workspace) Orphans() []*fragment.Fragment {
	reached := map[*fragment.Fragment]bool{}
	for queue := w.Prompts(); len(queue) > 0; {
		f := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		if !reached[f] {
			reached[f] = true
			queue = append(queue, w.Includes(f)...)
		}
	}
	return slices.DeleteFunc(slices.Clone(w.All), func(f *fragment.Fragment) bool { return reached[f] })
}

// Depth returns how many levels of includes stand below a file: 0 without
// includes. Includes that go in a circle count once.
func (w *Workspace) Depth(f *fragment.Fragment) int {
	return w.depth(f, map[*fragment.Fragment]int{})
}

// depth remembers what it has worked out; -1 marks what is under way.
func (w *Workspace) depth(f *fragment.Fragment, known map[*fragment.Fragment]int) int {
	if d, ok := known[f]; ok {
		return d
	}
	known[f] = -1
	deepest := -1
	for _, target := range w.Includes(f) {
		deepest = max(deepest, w.depth(target, known))
	}
	known[f] = deepest + 1
	return known[f]
}
