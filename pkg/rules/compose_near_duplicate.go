package rules

import (
	"fmt"
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
		for _, pair := range drifted(allUnits(pass)) {
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
	nearBucket = 24
)

type pair struct{ a, b unit }

// drifted returns the pairs of units in different files that share most of
// their words, each unit with at most one earlier one. Every unit is put into
// a bucket for each of its rarest runs of two words, and compared only with
// what is there, so that the work grows with the text, not with its square.
func drifted(units []unit) []pair {
	rare := map[uint64]int{}
	for _, u := range units {
		for _, run := range runsOf(u) {
			rare[run]++
		}
	}
	buckets := map[uint64][]int{}
	var found []pair
	seen := map[uint64]bool{}
	for i, u := range units {
		if len(u.words) < nearWords || seen[u.hash] {
			continue
		}
		seen[u.hash] = true
		best, bestShare := -1, nearShare-1
		for _, run := range rarestRuns(u, rare) {
			for _, j := range buckets[run] {
				if units[j].span.File != u.span.File {
					if share := sharedWords(units[j], u); share > bestShare {
						best, bestShare = j, share
					}
				}
			}
			if len(buckets[run]) < nearBucket {
				buckets[run] = append(buckets[run], i)
			}
		}
		if best >= 0 {
			found = append(found, pair{units[best], u})
		}
	}
	return found
}

// runsOf returns a number for each two words that follow each other.
func runsOf(u unit) []uint64 {
	if len(u.words) < nearWords {
		return nil
	}
	runs := make([]uint64, len(u.words)-1)
	for i := range runs {
		runs[i] = u.words[i]*31 + u.words[i+1]
	}
	return runs
}

// rarestRuns returns up to four runs that occur more than once in the
// workspace, the rarest first: the others cannot lead to a copy.
func rarestRuns(u unit, rare map[uint64]int) []uint64 {
	runs := slices.DeleteFunc(runsOf(u), func(r uint64) bool { return rare[r] < 2 })
	slices.SortStableFunc(runs, func(a, b uint64) int { return rare[a] - rare[b] })
	runs = slices.Compact(runs)
	return runs[:min(len(runs), 4)]
}

// sharedWords returns the common words of two units in percent of all their
// words, each counted once, unless one is much longer.
func sharedWords(a, b unit) int {
	if 2*len(a.words) > 3*len(b.words) || 2*len(b.words) > 3*len(a.words) {
		return 0
	}
	wa, wb := sortedWords(a), sortedWords(b)
	common, i, j := 0, 0, 0
	for i < len(wa) && j < len(wb) {
		switch {
		case wa[i] == wb[j]:
			common, i, j = common+1, i+1, j+1
		case wa[i] < wb[j]:
			i++
		default:
			j++
		}
	}
	return 100 * common / (len(wa) + len(wb) - common)
}

func sortedWords(u unit) []uint64 {
	words := slices.Clone(u.words)
	slices.Sort(words)
	return slices.Compact(words)
}
