package review

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"github.com/quoin-dev/quoin/pkg/textdiff"
)

// maxEdit bounds the words of an edit that can be the same edit elsewhere.
const maxEdit = 12

// group names what changes have in common: the JSON fields that changed, the
// same words for the same words, else the same cause with the same kind. Empty
// for a change that is like no other.
func (c Change) group(cause string) string {
	switch {
	case len(c.Paths) > 0:
		return "fields " + strings.Join(slices.Compact(slices.Sorted(slices.Values(c.Paths))), " ")
	case c.Old == "":
		return ""
	}
	if edit, small := c.edit(); small {
		return "edit " + hash(edit)
	}
	if cause != "" {
		return "cause " + hash(cause+"\x00"+string(c.Kind))
	}
	return ""
}

// edit writes what was replaced by what, without what stands around it.
func (c Change) edit() (text string, small bool) {
	var parts []string
	words := 0
	for _, s := range textdiff.Words(c.Old, c.New).Segments() {
		if s.Op == textdiff.Equal {
			continue
		}
		t := strings.ToLower(strings.TrimSpace(s.Text))
		if t == "" {
			continue
		}
		words += len(strings.Fields(t))
		parts = append(parts, strconv.Itoa(int(s.Op))+t)
	}
	slices.Sort(parts)
	return strings.Join(slices.Compact(parts), "\x00"), words <= maxEdit && words > 0
}

func hash(s string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s))
	return strconv.FormatUint(h.Sum64(), 36)
}

// A Queue is what waits for people, the most informative first.
type Queue struct{ Items []*Item }

// NewQueue puts what waits in order: first what is disputed, then by uncertainty
// times impact, alike changes together at the place of the first of them. Ties
// are broken by suite and case, so that the order is the same in every run.
func NewQueue(items []*Item) Queue {
	var q Queue
	for _, it := range items {
		if it.Waits() {
			q.Items = append(q.Items, it)
		}
	}
	weight := func(i *Item) float64 {
		if i.Second {
			return 1e9
		}
		return i.Uncertainty * max(i.Impact, 0.001)
	}
	slices.SortStableFunc(q.Items, func(a, b *Item) int {
		return cmp.Or(cmp.Compare(weight(b), weight(a)), cmp.Compare(a.Suite, b.Suite), cmp.Compare(a.Case, b.Case))
	})
	first := map[string]int{}
	for i, it := range q.Items {
		if _, ok := first[it.Group]; !ok && it.Group != "" {
			first[it.Group] = i
		}
	}
	place := map[*Item]int{}
	for i, it := range q.Items {
		place[it] = i
		if at, ok := first[it.Group]; ok && it.Group != "" {
			place[it] = at
		}
	}
	slices.SortStableFunc(q.Items, func(a, b *Item) int { return cmp.Compare(place[a], place[b]) })
	return q
}

// Alike returns the items that are decided together with one: those of its
// group, of the same category. What is broken, what is disputed and what is
// audited is looked at singly.
func (q Queue) Alike(it *Item) []*Item {
	if it.Group == "" || it.Category == Broken || it.Second || it.Audit {
		return []*Item{it}
	}
	var out []*Item
	for _, other := range q.Items {
		if other.Group == it.Group && other.Category == it.Category && !other.Second && !other.Audit {
			out = append(out, other)
		}
	}
	return out
}
