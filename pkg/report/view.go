package report

import (
	"strings"
	"unicode/utf8"

	"github.com/quoin-dev/quoin/pkg/source"
)

// A row is a line of a file, laid out.
type row struct {
	cells               []cell
	start               int // byte offset in the file of the first cell
	cutBefore, cutAfter bool
}

// maxLayout bounds how many bytes of a line are laid out at either side of a
// mark: a line may be a megabyte long and have a thousand marks.
const maxLayout = 2048

// rowOf lays out a line, or as much of it around the offset near as could be
// shown.
func rowOf(text string, start, near int) row {
	r := row{start: start}
	if end := near - start + maxLayout; end < len(text) {
		for end > 0 && !utf8.RuneStart(text[end]) {
			end--
		}
		text, r.cutAfter = text[:end], true
	}
	if from := near - start - maxLayout; from > 0 {
		for from > 0 && !utf8.RuneStart(text[from]) {
			from--
		}
		text, r.start, r.cutBefore = text[from:], start+from, true
	}
	r.cells = cellsOf(text)
	return r
}

// cellRange returns the cells that a span touches: at least one, which for an
// empty span at the end of the line is the one behind it.
func (r row) cellRange(s source.Span) (from, to int) {
	n := r.cells[len(r.cells)-1].start
	start, end := s.Start-r.start, s.End-r.start
	from = cellAt(r.cells, min(max(start, 0), n))
	to = cellAt(r.cells, min(max(end, 0), n))
	if to < len(r.cells)-1 && r.cells[to].start < end {
		to++
	}
	return from, max(to, from+1)
}

// A view is the part of a long line that is shown: cells from first up to
// end, with an ellipsis for what is cut away at either side.
type view struct {
	first, end          int
	cutBefore, cutAfter bool
}

// lead is how many columns of text are shown before a mark in a cut line.
const lead = 30

// viewOf chooses what to show of a line in room columns, so that the cells
// [from, to) are in sight, their beginning at least.
func viewOf(r row, from, to, room int) view {
	cells, last := r.cells, len(r.cells)-1
	v := view{end: last, cutBefore: r.cutBefore, cutAfter: r.cutAfter}
	if cells[last].col <= room && !r.cutBefore && !r.cutAfter {
		return v
	}
	markEnd := cells[min(to, last)].col
	if r.cutBefore || markEnd > room-1 {
		before := min(lead, max(0, room-2-(markEnd-cells[from].col)))
		for v.first < from && cells[v.first].col < cells[from].col-before {
			v.first++
		}
		v.cutBefore = v.cutBefore || v.first > 0
	}
	limit := cells[v.first].col + room
	if v.cutBefore {
		limit--
	}
	if v.cutAfter || cells[last].col > limit {
		v.cutAfter = true
		for v.end > v.first+1 && cells[v.end].col > limit-1 {
			v.end--
		}
	}
	return v
}

// text returns what is shown.
func (v view) text(r row) string {
	var b strings.Builder
	if v.cutBefore {
		b.WriteString("…")
	}
	for _, c := range r.cells[v.first:v.end] {
		b.WriteString(c.text)
	}
	if v.cutAfter {
		b.WriteString("…")
	}
	return b.String()
}

// columns returns where in the shown text the cells [from, to) begin, and how
// wide they are there.
func (v view) columns(r row, from, to int) (indent, width int) {
	cells := r.cells
	from, to = max(from, v.first), min(to, v.end)
	indent = cells[from].col - cells[v.first].col
	if v.cutBefore {
		indent++
	}
	return indent, max(1, cells[max(to, from)].col-cells[from].col)
}
