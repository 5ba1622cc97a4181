package report

import (
	"io"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"

	"github.com/quoin-dev/quoin/pkg/diag"
)

// paint gives a piece of text its look.
type paint func(...string) string

// A palette is every look that text for people has. Meaning is never in the
// colour alone: without colour the same words and marks are there.
type palette struct {
	error, warning, info paint // severities
	title                paint // the one sentence that matters
	gutter               paint // line numbers and frames
	secondary            paint // marks of related places
	added                paint // what a fix adds
	dim                  paint
}

// paletteFor makes a palette with a renderer of its own. Lipgloss's global one
// looks at the terminal and the environment, and by other rules than ours.
func paletteFor(st Style) palette {
	if !st.Color {
		plain := func(s ...string) string { return strings.Join(s, " ") }
		return palette{plain, plain, plain, plain, plain, plain, plain, plain}
	}
	r := lipgloss.NewRenderer(io.Discard)
	r.SetColorProfile(termenv.ANSI)
	r.SetHasDarkBackground(true)
	color := func(c string) lipgloss.Style { return r.NewStyle().Foreground(lipgloss.Color(c)) }
	return palette{
		error:     color("1").Bold(true).Render,
		warning:   color("3").Bold(true).Render,
		info:      color("6").Bold(true).Render,
		title:     r.NewStyle().Bold(true).Render,
		gutter:    color("4").Render,
		secondary: color("4").Bold(true).Render,
		added:     color("2").Render,
		dim:       r.NewStyle().Faint(true).Render,
	}
}

func (p palette) severity(s diag.Severity) paint {
	switch s {
	case diag.Error:
		return p.error
	case diag.Warning:
		return p.warning
	default:
		return p.info
	}
}
