package change

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// rewritten is the share of rules without a match from which on a prompt is
// said to be rewritten: eighty events tell nobody anything.
const (
	rewritten   = 0.6
	fewestRules = 6
	alike       = 0.5 // the least likeness of two rules that are one
	// sameRule is how alike two texts must be for a "not" or a "must" to be the
	// change: in a rule that was written anew, they say something else.
	sameRule = 0.7
)

// rules compares the instructions of two states.
func (j *judgement) rules(a, b []flat, moved map[string]bool) {
	before, after := unitsOf(a), unitsOf(b)
	pairs := match(before, after)
	matched := map[int]bool{}
	for _, k := range pairs {
		matched[k] = true
	}
	lost, won := len(before)-len(pairs), len(after)-len(matched)
	if n := len(before) + len(after); n >= 2*fewestRules && float64(lost+won) > rewritten*float64(n) {
		j.add(Event{
			Layer: Instruction, Kind: "rewritten", Code: "REWRITTEN", Old: fmt.Sprintf("%d rules", len(before)), New: fmt.Sprintf("%d rules, %d of them as before", len(after), len(pairs)),
			Span: j.p.After.Prompt.File.Span(0, 0),
		})
		j.lostSafety(before, pairs)
		return
	}
	j.examples(before, after, pairs, matched)
	stays := j.stays(before, after, pairs, moved)
	for i, u := range before {
		k, ok := pairs[i]
		switch {
		case u.example:
		case !ok:
			j.rule("removed", "RULE_REMOVED", u, unit{})
		default:
			j.pair(u, after[k], !stays[i])
		}
	}
	for k, v := range after {
		if !matched[k] && !v.example {
			j.rule("added", "RULE_ADDED", unit{}, v)
		}
	}
}

// stays returns the rules that keep their order among those of their own file.
// Where a whole fragment stands at another place of the prompt's own text, that
// is one event, not one for each rule in it.
func (j *judgement) stays(before, after []unit, pairs map[int]int, moved map[string]bool) map[int]bool {
	byFile := map[string]map[int]int{}
	for i, k := range pairs {
		via := before[i].via
		if byFile[via] == nil {
			byFile[via] = map[int]int{}
		}
		byFile[via][i] = k
	}
	out := map[int]bool{}
	for _, own := range byFile {
		for i := range longestRise(own, len(before)) {
			out[i] = true
		}
	}
	// How many of the prompt's own rules, of those that stay, stand before.
	own := func(at int, side func(i, k int) int) int {
		n := 0
		for i, k := range byFile[""] {
			if out[i] && side(i, k) < at {
				n++
			}
		}
		return n
	}
	for _, via := range sortedVias(byFile) {
		if via == "" || moved[via] {
			continue
		}
		first := -1
		for i := range byFile[via] {
			if after[byFile[via][i]].via == via && (first < 0 || i < first) {
				first = i
			}
		}
		if first < 0 {
			continue
		}
		k := pairs[first]
		if own(first, func(i, _ int) int { return i }) != own(k, func(_, k int) int { return k }) {
			j.add(Event{Layer: Composition, Kind: "moved", Code: "FRAGMENT_MOVED", Name: via, New: via, Span: after[k].span})
		}
	}
	return out
}

func sortedVias(m map[string]map[int]int) []string {
	var out []string
	for via := range m {
		out = append(out, via)
	}
	slices.Sort(out)
	return out
}

// lostSafety tells the safety rules that are gone from a prompt that was
// rewritten: those are never only a number.
func (j *judgement) lostSafety(before []unit, pairs map[int]int) {
	for i, u := range before {
		if _, ok := pairs[i]; !ok && u.safety && !u.heading && !u.example {
			j.rule("removed", "RULE_REMOVED", u, unit{})
		}
	}
}

// rule adds an event on one rule. Weakened and removed rules of fragments
// tagged safety have codes of their own.
func (j *judgement) rule(kind, code string, old, now unit) {
	u := now
	if now.norm == "" {
		u = old
	}
	e := Event{Layer: Instruction, Kind: kind, Code: code, Name: u.anchor, Old: old.text, New: now.text, Via: u.via, Span: u.span}
	e.Safety = (old.safety || now.safety) && !u.heading
	if e.Safety && old.norm != "" {
		switch kind {
		case "removed":
			e.Code = "SAFETY_RULE_REMOVED"
		case "weakened", "negated", "conditional":
			e.Code = "SAFETY_RULE_WEAKENED"
		}
	}
	j.add(e)
}

// pair tells what became of one rule.
func (j *judgement) pair(u, v unit, moved bool) {
	if u.text != v.text {
		for _, a := range aspects(u, v) {
			j.rule(a.kind, a.code, u, v)
		}
	}
	if u.guard != v.guard {
		kind := "conditional"
		if v.guard == "" {
			kind = "unconditional"
		}
		if inc := j.conditioned(v.via); !inc {
			old, now := u, v
			old.text, now.text = or(u.guard, "always")+": "+u.text, or(v.guard, "always")+": "+v.text
			j.rule(kind, "RULE_CONDITIONED", old, now)
		} else if v.safety && kind == "conditional" {
			j.rule(kind, "RULE_CONDITIONED", u, v)
		}
	}
	if moved && u.text == v.text {
		j.rule("moved", "RULE_MOVED", u, v)
	}
}

// conditioned reports whether the condition of a whole fragment was told
// already.
func (j *judgement) conditioned(via string) bool {
	return via != "" && slices.ContainsFunc(j.p.Events, func(e Event) bool {
		return e.Layer == Composition && e.Name == via && (e.Code == "FRAGMENT_CONDITIONED" || e.Code == "FRAGMENT_UNCONDITIONED")
	})
}

// An aspect is one way in which a rule changed.
type aspect struct{ kind, code string }

func aspects(u, v unit) []aspect {
	if u.norm == v.norm {
		// MUST for must is said louder and is the same word.
		return []aspect{{"cosmetic", "RULE_COSMETIC"}}
	}
	var out []aspect
	same := likeness(u, v) >= sameRule
	switch {
	case u.not != v.not && same:
		out = append(out, aspect{"negated", "RULE_NEGATED"})
	case v.force > u.force && same:
		out = append(out, aspect{"strengthened", "RULE_STRENGTHENED"})
	case v.force < u.force && same:
		out = append(out, aspect{"weakened", "RULE_WEAKENED"})
	}
	if !slices.Equal(u.numbers, v.numbers) {
		out = append(out, aspect{"number", "RULE_NUMBER"})
	}
	if len(out) == 0 {
		out = append(out, aspect{"reworded", "RULE_REWORDED"})
	}
	return out
}

// examples tells of few-shot examples and fenced text as one event: what
// changed in them line by line is in the text.
func (j *judgement) examples(before, after []unit, pairs map[int]int, matched map[int]bool) {
	changed, n := unit{}, 0
	note := func(u unit) {
		if n++; changed.norm == "" {
			changed = u
		}
	}
	for i, u := range before {
		if k, ok := pairs[i]; u.example && (!ok || after[k].text != u.text || after[k].guard != u.guard) {
			note(u)
		}
	}
	for k, v := range after {
		if v.example && !matched[k] {
			note(v)
		}
	}
	if n > 0 {
		lines := fmt.Sprintf("%d lines of examples", n)
		if n == 1 {
			lines = "a line of an example"
		}
		j.add(Event{Layer: Instruction, Kind: "example", Code: "EXAMPLE_CHANGED", New: lines, Via: changed.via, Span: changed.span})
	}
}

// match pairs the units of two states, before to after: by their anchors, then
// the same words, then the most alike of the same role.
func match(before, after []unit) map[int]int {
	pairs := map[int]int{}
	used := make([]bool, len(after))
	take := func(i, k int) { pairs[i], used[k] = k, true }

	anchors := map[string]int{}
	for k, v := range after {
		if v.anchor != "" {
			if _, twice := anchors[v.anchor]; !twice {
				anchors[v.anchor] = k
			}
		}
	}
	for i, u := range before {
		if k, ok := anchors[u.anchor]; ok && u.anchor != "" && !used[k] && (likeness(u, after[k]) >= 0.2 || u.norm == after[k].norm) {
			take(i, k)
		}
	}
	// The same words: in order as far as they go, so that a line that stands
	// twice is not paired crosswise.
	keys := func(list []unit) []string {
		out := make([]string, len(list))
		for i, u := range list {
			out[i] = u.role + "\x00" + u.norm
		}
		return out
	}
	a, b := keys(before), keys(after)
	inOrder := lcs(a, b)
	for _, i := range sortedKeys(inOrder) {
		if k := inOrder[i]; !used[k] {
			if _, done := pairs[i]; !done {
				take(i, k)
			}
		}
	}
	left := map[string][]int{}
	for k := range after {
		if !used[k] {
			left[b[k]] = append(left[b[k]], k)
		}
	}
	for i := range before {
		if _, done := pairs[i]; done {
			continue
		}
		if list := left[a[i]]; len(list) > 0 {
			take(i, list[0])
			left[a[i]] = list[1:]
		}
	}
	similar(before, after, pairs, used, take)
	return pairs
}

func sortedKeys(m map[int]int) []int {
	var out []int
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// maxCandidates bounds the rules that are held against each other.
const maxCandidates = 1500

// similar pairs what is left by likeness, the most alike first, those that
// stand at the same place before others.
func similar(before, after []unit, pairs map[int]int, used []bool, take func(i, k int)) {
	type candidate struct {
		i, k  int
		like  float64
		apart int
	}
	var all []candidate
	var open []int
	for k := range after {
		if !used[k] {
			open = append(open, k)
		}
	}
	if len(open) > maxCandidates || len(before)-len(pairs) > maxCandidates {
		return
	}
	for i, u := range before {
		if _, done := pairs[i]; done {
			continue
		}
		for _, k := range open {
			v := after[k]
			if u.role != v.role || u.example != v.example || u.heading != v.heading {
				continue
			}
			if l := likeness(u, v); l >= alike {
				apart := i - k
				all = append(all, candidate{i, k, l, max(apart, -apart)})
			}
		}
	}
	slices.SortFunc(all, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(y.like, x.like), cmp.Compare(x.apart, y.apart), cmp.Compare(x.i, y.i), cmp.Compare(x.k, y.k))
	})
	for _, c := range all {
		if _, done := pairs[c.i]; !done && !used[c.k] {
			take(c.i, c.k)
		}
	}
}

// likeness is the share of content words that two units have in common; where
// there are none, of all words.
func likeness(u, v unit) float64 {
	a, b := u.core, v.core
	if len(a) == 0 || len(b) == 0 {
		a, b = strings.Fields(u.norm), strings.Fields(v.norm)
	}
	if len(a)+len(b) == 0 {
		return 0
	}
	seen := map[string]int{}
	for _, w := range a {
		seen[w]++
	}
	common := 0
	for _, w := range b {
		if seen[w] > 0 {
			seen[w]--
			common++
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b))
}

// longestRise returns the units that keep their order: a longest run of pairs
// in which both sides rise. The others moved.
func longestRise(pairs map[int]int, n int) map[int]bool {
	var at []int
	for i := range n {
		if _, ok := pairs[i]; ok {
			at = append(at, i)
		}
	}
	var tails []int // positions in at: the least end of a run of each length
	prev := make([]int, len(at))
	for p, i := range at {
		k := pairs[i]
		where, _ := slices.BinarySearchFunc(tails, k, func(t, k int) int { return cmp.Compare(pairs[at[t]], k) })
		prev[p] = -1
		if where > 0 {
			prev[p] = tails[where-1]
		}
		if where == len(tails) {
			tails = append(tails, p)
		} else {
			tails[where] = p
		}
	}
	out := map[int]bool{}
	if len(tails) > 0 {
		for p := tails[len(tails)-1]; p >= 0; p = prev[p] {
			out[at[p]] = true
		}
	}
	return out
}
