package main

import (
	"io"
	"os"

	"golang.org/x/term"

	"github.com/quoin-dev/quoin/pkg/report"
)

// When colour is used.
const (
	colorAuto   = "auto"
	colorAlways = "always"
	colorNever  = "never"
)

// wantColor decides whether output to w is coloured: what the user asked for
// on the command line, else in the environment, else whether w is a terminal.
func wantColor(w io.Writer, flag string, getenv func(string) string) bool {
	forced := getenv("CLICOLOR_FORCE")
	switch {
	case flag == colorAlways:
		return true
	case flag == colorNever, getenv("NO_COLOR") != "":
		return false
	case forced != "" && forced != "0", getenv("FORCE_COLOR") != "":
		return true
	case getenv("TERM") == "dumb":
		return false
	}
	return isTerminal(w)
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// interactive reports whether somebody is there to answer a question.
func (a *app) interactive() bool {
	f, ok := a.in.(*os.File)
	return ok && term.IsTerminal(int(f.Fd())) && isTerminal(a.err)
}

// styleFor is how text on w may look.
func styleFor(w io.Writer, flag string, getenv func(string) string) report.Style {
	st := report.Style{Color: wantColor(w, flag, getenv)}
	if isTerminal(w) {
		if width, _, err := term.GetSize(int(w.(*os.File).Fd())); err == nil {
			st.Width = width
		}
	}
	return st
}
