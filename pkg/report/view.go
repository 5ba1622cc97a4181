package report

import "strings"

// A view is the part of a long line that is shown: cells from first up to
// end, with an ellipsis for what is cut away at either side.
type view struct {
	first, end          int
	cutBefore, cutAfter bool
}

// lead is how many columns of text are shown before a mark in a cut line.
const lead = 30

// viewOf chooses what to show of a line in room columns, so that the cells
// from up to to are in sight, their beginning at least.
func viewOf(cells []cell, from, to, room int) view {
	last := len(cells) - 1
	if cells[last].col <= room {
		return view{first: 0, end: last}
	}
	v := view{end: last}
	markEnd := cells[min(to, last)].col
	if markEnd > room-1 {
		before := min(lead, max(0, room-2-(markEnd-cells[from].col)))
		for v.first < from && cells[v.first].col < cells[from].col-before {
			v.first++
		}
		v.cutBefore = v.first > 0
	}
	limit := cells[v.first].col + room
	if v.cutBefore {
		limit--
	}
	if cells[last].col > limit {
		v.cutAfter = true
		for v.end > v.first+1 && cells[v.end].col > limit-1 {
			v.end--
		}
	}
	return v
}

// text returns what is shown.
func (v view) text(cells []cell) string {
	var b strings.Builder
	if v.cutBefore {
		b.WriteString("…")
	}
	for _, c := range cells[v.first:v.end] {
		b.WriteString(c.text)
	}
	if v.cutAfter {
		b.WriteString("…")
	}
	return b.String()
}

// columns returns where in the shown text the cells from up to to begin, and
// how wide they are there.
func (v view) columns(cells []cell, from, to int) (indent, width int) {
	from, to = max(from, v.first), min(to, v.end)
	indent = cells[from].col - cells[v.first].col
	if v.cutBefore {
		indent++
	}
	return indent, max(1, cells[max(to, from)].col-cells[from].col)
}
