package report

import (
	"io"
	"strings"

	"github.com/charmbracelet/lipgloss"
)

// A table is rows of cells in columns. The first column and those named left
// stand at the left, numbers at the right.
type table struct {
	head []string
	left []bool
	rows [][]string
	last [][]string // below a rule: totals
}

// write prints the table with two blanks between columns.
func (t table) write(w io.Writer, p palette) error {
	widths := make([]int, len(t.head))
	all := append(append([][]string{t.head}, t.rows...), t.last...)
	for _, row := range all {
		for i, cell := range row {
			widths[i] = max(widths[i], lipgloss.Width(cell))
		}
	}
	var b strings.Builder
	line := func(row []string, look paint) {
		var cells []string
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-lipgloss.Width(cell))
			if i < len(t.left) && t.left[i] {
				cells = append(cells, cell+pad)
			} else {
				cells = append(cells, pad+cell)
			}
		}
		b.WriteString(look(strings.TrimRight(strings.Join(cells, "  "), " ")))
		b.WriteString("\n")
	}
	plain := func(s ...string) string { return strings.Join(s, "") }
	line(t.head, p.dim)
	for _, row := range t.rows {
		line(row, plain)
	}
	for _, row := range t.last {
		line(row, p.title)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// bar draws a share of a whole in so many columns.
func bar(share float64, width int) string {
	eighths := int(share*float64(8*width) + 0.5)
	eighths = max(0, min(eighths, 8*width))
	s := strings.Repeat("█", eighths/8)
	if rest := eighths % 8; rest > 0 {
		s += string([]rune("▏▎▍▌▋▊▉")[rest-1])
	}
	return s
}
