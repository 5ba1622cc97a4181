package textdiff

// changesOf returns what lies between runs of equal tokens, in numbers of
// tokens.
func changesOf(runs []run, x, y tokens) []Change {
	var changes []Change
	a, b := 0, 0
	for _, r := range append(runs, run{len(x.ids), len(y.ids), 0}) {
		if r.a > a || r.b > b {
			changes = append(changes, Change{Range{a, r.a}, Range{b, r.b}})
		}
		a, b = r.a+r.n, r.b+r.n
	}
	return changes
}

// inBytes turns numbers of tokens into offsets.
func inBytes(changes []Change, x, y tokens) []Change {
	for i, c := range changes {
		changes[i] = Change{
			A: Range{x.start(c.A.Start), x.start(c.A.End)},
			B: Range{y.start(c.B.Start), y.start(c.B.End)},
		}
	}
	return changes
}

// slide moves a block of lines that was only added or only removed to where it
// reads best, within the lines [low, high) of the old text. It may move down by
// a line where the line behind it is like its first one, and up likewise.
func slide(c Change, low, high int, x, y tokens) Change {
	if c.A.Len() > 0 && c.B.Len() > 0 {
		return c
	}
	block, t := c.B, y
	if c.A.Len() > 0 {
		block, t = c.A, x
	}
	up, down := 0, 0
	for c.A.Start-up > low && t.ids[block.Start-up-1] == t.ids[block.End-up-1] {
		up++
	}
	for c.A.End+down < high && t.ids[block.Start+down] == t.ids[block.End+down] {
		down++
	}
	best := down
	for shift := down; shift >= -up; shift-- {
		if start := block.Start + shift; start > 0 && t.isBlank(start-1) && !t.isBlank(start) {
			best = shift
			break
		}
	}
	return Change{
		A: Range{c.A.Start + best, c.A.End + best},
		B: Range{c.B.Start + best, c.B.End + best},
	}
}
