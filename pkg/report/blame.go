package report

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/quoin-dev/quoin/pkg/release"
)

// A Blame is a composed prompt with the origin of each line.
type Blame struct {
	ID    string
	Lines []release.BlamedLine
}

// WriteBlame writes the prompt with commit, author, day and place beside each
// line.
func WriteBlame(w io.Writer, b Blame, st Style) error {
	look := paletteFor(st)
	heads := make([][3]string, len(b.Lines))
	var widths [3]int
	for i, l := range b.Lines {
		heads[i] = blameHead(l)
		for c, cell := range heads[i] {
			widths[c] = max(widths[c], len([]rune(cell)))
		}
	}
	role := ""
	for i, l := range b.Lines {
		if l.Role != role {
			role = l.Role
			fmt.Fprintln(w, look.title("["+role+"]"))
		}
		var cells []string
		for c, cell := range heads[i] {
			cells = append(cells, cell+strings.Repeat(" ", widths[c]-len([]rune(cell))))
		}
		line := look.dim(strings.Join(cells, "  ")+" │") + " " + clean(l.Text)
		if _, err := fmt.Fprintln(w, strings.TrimRight(line, " ")); err != nil {
			return err
		}
	}
	return nil
}

func blameHead(l release.BlamedLine) [3]string {
	commit, place := "not committed", ""
	if l.Commit != nil {
		commit = l.Commit.ID[:8] + " " + l.Commit.Time.Format(time.DateOnly)
	}
	if l.Span.File != nil {
		place = fmt.Sprintf("%s:%d", l.Span.File.Path, l.Span.File.Position(l.Span.Start).Line)
	}
	author := ""
	if l.Commit != nil {
		author = clean(clip(l.Commit.Author, 20))
	}
	return [3]string{commit, author, place}
}

// BlameJSON writes the lines as JSON.
func BlameJSON(w io.Writer, b Blame) error {
	type line struct {
		Role   string `json:"role"`
		Text   string `json:"text"`
		Path   string `json:"path,omitempty"`
		Line   int    `json:"line,omitempty"`
		Commit string `json:"commit,omitempty"`
		Author string `json:"author,omitempty"`
		Date   string `json:"date,omitempty"`
	}
	lines := []line{}
	for _, l := range b.Lines {
		one := line{Role: l.Role, Text: l.Text}
		if l.Span.File != nil {
			one.Path, one.Line = l.Span.File.Path, l.Span.File.Position(l.Span.Start).Line
		}
		if l.Commit != nil {
			one.Commit, one.Author, one.Date = l.Commit.ID, l.Commit.Author, l.Commit.Time.Format(time.RFC3339)
		}
		lines = append(lines, one)
	}
	return writeJSON(w, struct {
		Version int    `json:"version"`
		ID      string `json:"id"`
		Lines   []line `json:"lines"`
	}{1, b.ID, lines})
}
