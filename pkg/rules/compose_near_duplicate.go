package rules

import (
	"cmp"
	"fmt"
	"maps"
	"math/bits"
	"slices"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/diag"
)

var nearDuplicate = &analysis.Rule{
	Name: "compose/near-duplicate", Level: diag.Info,
	Doc: analysis.Doc{
		Title: "two copies of a rule have drifted apart",
		Why:   "They were one rule once. Someone mended one of them, and nobody knows which of the two is meant.",
		Bad: `-- quoin.toml --
-- prompts/ask.md --
+++
kind = "prompt"
+++
- Never reveal the account number or address of any customer to anyone.
-- prompts/reply.md --
+++
kind = "prompt"
+++
- Never reveal the account number or email of any customer to anyone.
`,
		Good: `-- quoin.toml --
-- prompts/fragments/no-pii.md --
- Never reveal the account number, email or address of any customer to anyone.
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
		if pass.Workspace.Loose {
			return // files that nobody composes were not copied from each other
		}
		for _, pair := range drifted(allUnits(pass), unitOrder(pass)) {
			pass.Report(diag.Diagnostic{
				Span:    pair.b.span,
				Message: fmt.Sprintf("this differs in a few words from a copy in `%s`", pair.a.frag.ID),
				Related: []diag.Label{{Span: pair.a.span, Text: "the other copy"}},
				Help:    "decide which is meant and move it into a fragment",
			})
		}
	},
}

const (
	// nearWords is how long units must be to be compared: in short ones a few
	// words are all the difference there is.
	nearWords = 10
	// nearShare is the least share of common words, by set, in percent.
	nearShare = 80
	// nearBucket bounds how many units may share a bucket. A phrase in more
	// places than that is a form, and says nothing about copies.
	nearBucket = 8
)

type pair struct{ a, b unit }

// drifted returns the pairs of units in different files that share most of
// their words, each unit with at most one earlier one. A unit is compared only
// with those that share one of its rarest runs of two words, so that the work
// grows with the text, not with its square.
func drifted(units []unit, order []int32) []pair {
	words := make([][]uint64, len(units))
	wordsOf := func(i int32) []uint64 {
		if words[i] == nil {
			words[i] = wordSet(units[i])
		}
		return words[i]
	}
	best := map[int32]candidate{}
	marks := rareMarks(units, order)
	from := 0 // where the marks of the same run begin
	for at, m := range marks {
		if m.run != marks[from].run {
			from = at
		}
		for _, earlier := range marks[from:at] {
			i, j := m.unit, earlier.unit
			a, b := &units[j], &units[i]
			if a.hash == b.hash || a.span.File == b.span.File || !couldShare(a, b) {
				continue
			}
			share := sharedWords(wordsOf(j), wordsOf(i))
			if old, ok := best[i]; share >= nearShare && (!ok || share > old.share || share == old.share && j < old.unit) {
				best[i] = candidate{j, share}
			}
		}
	}
	var found []pair
	for _, i := range slices.Sorted(maps.Keys(best)) {
		found = append(found, pair{units[best[i].unit], units[i]})
	}
	return found
}

// A candidate is an earlier unit and the share of words in common with it.
type candidate struct {
	unit  int32
	share int
}

// A mark says that a unit has a rare run.
type mark struct {
	run  uint64
	unit int32
}

// rareMarks lists the rarest runs of each unit, sorted, so that units with a
// run in common stand together. Of exact copies only the first is listed:
// those are another rule's.
func rareMarks(units []unit, order []int32) []mark {
	count := countRuns(units)
	var marks []mark
	for at, i := range order {
		if at > 0 && units[order[at-1]].hash == units[i].hash || len(units[i].words) < nearWords {
			continue
		}
		for _, run := range count.rarest(units[i]) {
			marks = append(marks, mark{run, i})
		}
	}
	slices.SortFunc(marks, func(a, b mark) int { return cmp.Or(cmp.Compare(a.run, b.run), cmp.Compare(a.unit, b.unit)) })
	return marks
}

// runCounts counts how often each run of two words occurs, up to 255. Runs
// that fall into the same slot count together, which makes a run look more
// common than it is and at worst hides a copy.
type runCounts []uint8

func countRuns(units []unit) runCounts {
	total := 0
	for _, u := range units {
		total += len(u.words)
	}
	size := 1 << 10
	for size < 4*total && size < 1<<22 {
		size *= 2
	}
	c := make(runCounts, size)
	for _, u := range units {
		if len(u.words) < nearWords {
			continue
		}
		for i := range len(u.words) - 1 {
			if slot := &c[runAt(u, i)&uint64(size-1)]; *slot < 255 {
				*slot++
			}
		}
	}
	return c
}

// runAt is a number for the words at i and i+1.
func runAt(u unit, i int) uint64 { return u.words[i]*31 + u.words[i+1] }

// rarest returns up to three runs of a unit that occur more than once and not
// in more than nearBucket places, the rarest first.
func (c runCounts) rarest(u unit) []uint64 {
	var picked [3]uint64
	var counts [3]uint8
	n := 0
	for i := range len(u.words) - 1 {
		run := runAt(u, i)
		k := c[run&uint64(len(c)-1)]
		if k < 2 || k > nearBucket || slices.Contains(picked[:n], run) {
			continue
		}
		at := n
		for at > 0 && counts[at-1] > k {
			at--
		}
		if at == len(picked) {
			continue
		}
		n = min(n+1, len(picked))
		copy(picked[at+1:n], picked[at:])
		copy(counts[at+1:n], counts[at:])
		picked[at], counts[at] = run, k
	}
	return picked[:n]
}

// couldShare reports whether two units could share most of their words, by
// their length and the bits of their words.
func couldShare(a, b *unit) bool {
	if 2*len(a.words) > 3*len(b.words) || 2*len(b.words) > 3*len(a.words) {
		return false
	}
	common, fewer := bits.OnesCount64(a.sig&b.sig), min(bits.OnesCount64(a.sig), bits.OnesCount64(b.sig))
	return 100*common >= nearShare*fewer
}

// sharedWords returns the common words of two sets in percent of all.
func sharedWords(a, b []uint64) int {
	common, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			common, i, j = common+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return 100 * common / (len(a) + len(b) - common)
}

// wordSet is the distinct words of a unit, sorted.
func wordSet(u unit) []uint64 {
	words := slices.Clone(u.words)
	slices.Sort(words)
	return slices.Compact(words)
}
