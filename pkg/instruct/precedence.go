package instruct

import "slices"

// precedence reads statements about which of two things wins: "X overrides Y",
// "X takes precedence over Y", "if they clash, X wins". It reports whether the
// sentence is one; then it demands nothing else.
func precedence(toks []token, in *Instruction) bool {
	for i, t := range toks {
		from, to, reversed := winning(toks, i)
		if to == 0 {
			continue
		}
		p := Precedence{Winner: sideWords(toks[:from], true), Loser: sideWords(toks[to:], false)}
		if i == 0 || t.is(classPrioritize) && t.text != "value" {
			// "prioritize X over Y"
			over := slices.IndexFunc(toks[to:], func(t token) bool { return t.text == "over" || t.text == "above" || t.text == "before" })
			if over < 0 {
				return false
			}
			p.Winner, p.Loser = sideWords(toks[to:to+over], false), sideWords(toks[to+over+1:], false)
		}
		if reversed {
			p.Winner, p.Loser = p.Loser, p.Winner
		}
		p.General = len(p.Loser) == 0 || slices.Contains(p.Loser, "anyth") || slices.Contains(p.Loser, "everyth")
		if len(p.Winner) == 0 {
			return false
		}
		in.Precedence = append(in.Precedence, p)
		return true
	}
	return false
}

// winning recognises the words that say who wins, at toks[i].
func winning(toks []token, i int) (from, to int, reversed bool) {
	text := func(k int) string {
		if k >= 0 && k < len(toks) {
			return toks[k].text
		}
		return ""
	}
	if toks[i].is(classPrioritize) && toks[i].text != "value" && toks[i].text != "priority" && toks[i].text != "priorities" {
		return i, i + 1, false
	}
	switch toks[i].root {
	case "overrid", "overrul", "supersed", "trump", "outrank", "outweigh":
		if text(i+1) == "by" {
			return i, i + 2, true
		}
		return i, i + 1, false
	case "win":
		end := i + 1
		if text(end) == "out" {
			end++
		}
		if text(end) == "over" {
			end++
		}
		return i, end, false
	case "take", "have", "has", "taken", "took", "get":
		for k := i + 1; k < min(len(toks), i+4); k++ {
			if toks[k].root == "preced" || toks[k].root == "prioriti" {
				if text(k+1) == "over" {
					k++
				}
				return i, k + 1, false
			}
		}
	case "matter", "come":
		if text(i+1) == "more" && text(i+2) == "than" || text(i+1) == "before" {
			if text(i+1) == "before" {
				return i, i + 2, false
			}
			return i, i + 3, false
		}
		if text(i+1) == "first" && slices.ContainsFunc(toks, func(t token) bool { return t.is(classClash) }) {
			return i, i + 2, false
		}
	case "yield", "defer":
		if text(i+1) == "to" {
			return i, i + 2, true
		}
	}
	return 0, 0, false
}

// sideWords returns the content stems of one side. On the left side only what
// follows the last comma counts: "if the rules clash, the brand guide wins".
func sideWords(toks []token, left bool) []string {
	if left {
		for i, tok := range slices.Backward(toks) {
			if tok.kind == punct {
				toks = toks[i+1:]
				break
			}
		}
	}
	var out []string
	for _, t := range toks {
		if t.kind == punct {
			break
		}
		if !t.is(classStop) && !t.is(classOpener) {
			out = append(out, t.root)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
