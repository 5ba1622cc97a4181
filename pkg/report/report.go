// Package report renders results. It decides nothing: every printer is a pure
// function from a result to bytes, and none knows of exit codes, severities or
// terminals.
//
// Text of prompt files may hold anything. What could drive a terminal or hide
// in it (escape sequences, bidirectional controls, zero-width characters) is
// always printed as a visible stand-in.
package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/quoin-dev/quoin/pkg/diag"
)

// Style says how text for people may look.
type Style struct {
	Color bool // use the 16 ANSI colours
	Width int  // columns to fit into, 0 for 120
}

func (s Style) width() int {
	if s.Width <= 0 {
		return defaultWidth
	}
	return max(s.Width, minWidth)
}

const (
	defaultWidth = 120
	minWidth     = 40
)

// Lint is the result of a check: what was looked at and what was found.
type Lint struct {
	Diagnostics diag.List
	Fragments   int
	Prompts     int
	Fixed       int // problems that were fixed before
}

// Summary writes one line on the whole run.
func Summary(w io.Writer, r Lint, st Style) error {
	p := paletteFor(st)
	s := r.Diagnostics.Summarize()
	looked := plural(r.Fragments, "fragment") + ", " + plural(r.Prompts, "prompt")
	var parts []string
	for _, c := range []struct {
		n     int
		name  string
		paint paint
	}{{s.Errors, "error", p.error}, {s.Warnings, "warning", p.warning}} {
		if c.n > 0 {
			parts = append(parts, c.paint(plural(c.n, c.name)))
		}
	}
	if s.Infos > 0 {
		parts = append(parts, p.info(fmt.Sprintf("%d info", s.Infos)))
	}
	line := looked + ": no problems"
	if len(parts) > 0 {
		line = looked + ": " + strings.Join(parts, ", ")
	}
	if r.Fixed > 0 {
		line += fmt.Sprintf("; fixed %d", r.Fixed)
	}
	if s.Fixable > 0 {
		line += fmt.Sprintf("; %d can be fixed with --fix", s.Fixable)
	}
	_, err := fmt.Fprintln(w, line)
	return err
}

// plural counts a thing, with commas between thousands: "1,204 fragments".
func plural(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return thousands(n) + " " + noun
}

func thousands(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
