package textdiff

import (
	"slices"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// A run says that n tokens from a on equal n tokens from b on.
type run struct{ a, b, n int }

// maxCells bounds what is given to go-diff, as the number of pairs of tokens
// that it might have to look at. Its time grows with the square of what differs,
// and 4,000 tokens against 4,000 take about a tenth of a second.
const maxCells = 16_000_000

// maxDepth bounds how often what is too large is cut at its landmarks. Each cut
// looks for landmarks in the pieces alone, so two or three do in practice.
const maxDepth = 16

// align finds the longest common subsequence of two texts. Texts too large for
// that are cut at tokens that each has only once; what is too large even then
// counts as exchanged as a whole.
func align(a, b []int32) []run {
	var runs []run
	alignWithin(a, b, 0, 0, maxDepth, &runs)
	return runs
}

// alignWords aligns the words and marks first and the blanks between them then,
// where both stand beside the same word: in a paragraph that was wrapped anew
// the words are what stayed, although as many blanks could be found to.
func alignWords(x, y tokens) []run {
	words, others := x.words(), y.words()
	var runs []run
	a, b := 0, 0
	fill := func(toA, toB int) {
		in, out := x.ids[a:toA], y.ids[b:toB]
		head := commonPrefix(in, out)
		tail := commonSuffix(in[head:], out[head:])
		appendRun(&runs, run{a, b, head})
		appendRun(&runs, run{toA - tail, toB - tail, tail})
	}
	for _, r := range align(words.ids, others.ids) {
		for i := range r.n {
			atA, atB := words.at[r.a+i], others.at[r.b+i]
			fill(atA, atB)
			appendRun(&runs, run{atA, atB, 1})
			a, b = atA+1, atB+1
		}
	}
	fill(len(x.ids), len(y.ids))
	return runs
}

// alignWithin appends the runs of two parts that begin at offsets atA and atB.
func alignWithin(a, b []int32, atA, atB, depth int, runs *[]run) {
	head := commonPrefix(a, b)
	appendRun(runs, run{atA, atB, head})
	a, b, atA, atB = a[head:], b[head:], atA+head, atB+head
	tail := commonSuffix(a, b)
	a, b = a[:len(a)-tail], b[:len(b)-tail]

	x, y := common(a, b), common(b, a)
	switch {
	case len(x.ids) == 0 || len(y.ids) == 0:
	case len(x.ids)*len(y.ids) <= maxCells:
		for _, r := range diffRunes(x.ids, y.ids) {
			for i := range r.n {
				appendRun(runs, run{atA + x.at[r.a+i], atB + y.at[r.b+i], 1})
			}
		}
	case depth > 0:
		fromA, fromB := 0, 0
		for _, m := range append(landmarks(a, b), run{len(a), len(b), 0}) {
			if m.n == 0 && fromA+fromB == 0 {
				break // not one landmark
			}
			alignWithin(a[fromA:m.a], b[fromB:m.b], atA+fromA, atB+fromB, depth-1, runs)
			appendRun(runs, run{atA + m.a, atB + m.b, m.n})
			fromA, fromB = m.a+m.n, m.b+m.n
		}
	}
	appendRun(runs, run{atA + len(a), atB + len(b), tail})
}

// appendRun adds a run, to the last one where it goes on from there.
func appendRun(runs *[]run, r run) {
	if r.n == 0 {
		return
	}
	if n := len(*runs); n > 0 {
		if last := &(*runs)[n-1]; last.a+last.n == r.a && last.b+last.n == r.b {
			last.n += r.n
			return
		}
	}
	*runs = append(*runs, r)
}

func commonPrefix(a, b []int32) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func commonSuffix(a, b []int32) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}

// A sieve holds the tokens that could be equal to something, and where they
// were.
type sieve struct {
	ids []int32
	at  []int
}

// common keeps the tokens of a that b has as well. The others are no part of
// any common subsequence, and without them two texts with nothing in common
// cost nothing to compare.
func common(a, b []int32) sieve {
	has := make(map[int32]bool, len(b))
	for _, id := range b {
		has[id] = true
	}
	var s sieve
	for i, id := range a {
		if has[id] {
			s.ids, s.at = append(s.ids, id), append(s.at, i)
		}
	}
	return s
}

// diffRunes asks go-diff. Tokens become the characters from U+0100 on, above
// everything that go-diff could take for a line end, and past the surrogates,
// which a string cannot hold. maxCells keeps them far below the last character.
func diffRunes(a, b []int32) []run {
	names := map[int32]rune{}
	next := rune(0x100)
	characters := func(ids []int32) []rune {
		text := make([]rune, len(ids))
		for i, id := range ids {
			r, known := names[id]
			if !known {
				if next == 0xD800 {
					next = 0xE000
				}
				r = next
				names[id] = r
				next++
			}
			text[i] = r
		}
		return text
	}
	dmp := diffmatchpatch.New()
	dmp.DiffTimeout = 0
	var runs []run
	atA, atB := 0, 0
	for _, d := range dmp.DiffMainRunes(characters(a), characters(b), false) {
		n := utf8.RuneCountInString(d.Text)
		switch d.Type {
		case diffmatchpatch.DiffEqual:
			runs = append(runs, run{atA, atB, n})
			atA, atB = atA+n, atB+n
		case diffmatchpatch.DiffDelete:
			atA += n
		case diffmatchpatch.DiffInsert:
			atB += n
		}
	}
	return runs
}

// landmarks returns the longest ascending sequence of tokens that both texts
// have exactly once, as patience diff does.
func landmarks(a, b []int32) []run {
	const never, often = 0, -1
	inA, inB := map[int32]int{}, map[int32]int{} // place + 1
	for _, side := range []struct {
		ids []int32
		in  map[int32]int
	}{{a, inA}, {b, inB}} {
		for i, id := range side.ids {
			if side.in[id] == never {
				side.in[id] = i + 1
			} else {
				side.in[id] = often
			}
		}
	}
	var pairs []run // ascending in a
	for i, id := range a {
		if inA[id] > never && inB[id] > never {
			pairs = append(pairs, run{i, inB[id] - 1, 1})
		}
	}
	return ascending(pairs)
}

// ascending returns the longest subsequence of pairs that ascends in b.
func ascending(pairs []run) []run {
	var piles []int // the last pair of the best sequence of each length
	before := make([]int, len(pairs))
	for i, p := range pairs {
		at, _ := slices.BinarySearchFunc(piles, p.b, func(pile, b int) int { return pairs[pile].b - b })
		before[i] = -1
		if at > 0 {
			before[i] = piles[at-1]
		}
		piles = append(piles[:at], append([]int{i}, piles[min(at+1, len(piles)):]...)...)
	}
	if len(piles) == 0 {
		return nil
	}
	longest := make([]run, len(piles))
	for i, at := len(piles)-1, piles[len(piles)-1]; i >= 0; i-- {
		longest[i] = pairs[at]
		at = before[at]
	}
	return longest
}
