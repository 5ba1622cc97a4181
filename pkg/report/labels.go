package report

import (
	"fmt"
	"io"

	"github.com/quoin-dev/quoin/pkg/release"
)

// Labels writes what labels point at, a line a prompt.
func Labels(w io.Writer, lines []release.Labelled, st Style) error {
	if len(lines) == 0 {
		_, err := fmt.Fprintln(w, "no labels yet: `quoin promote PROMPT VERSION --to production` makes one")
		return err
	}
	t := table{head: []string{"LABEL", "PROMPT", "VERSION", "NEWEST", "STATE"}, left: []bool{true, true, true, true, true}}
	for _, l := range lines {
		head := l.Head
		if head == "" {
			head = "–"
		}
		t.rows = append(t.rows, []string{clean(l.Label), clean(l.ID), l.Version, head, labelState(l)})
	}
	return t.write(w, paletteFor(st))
}

func labelState(l release.Labelled) string {
	switch l.State {
	case release.Current:
		return "current"
	case release.Behind:
		return fmt.Sprintf("%s behind (%s)", plural(l.Behind, "release"), l.Bump)
	case release.Ahead:
		return "current release, and the prompt changed since"
	default:
		return "missing: never released, or the prompt is gone"
	}
}

// LabelsJSON writes what labels point at as JSON.
func LabelsJSON(w io.Writer, lines []release.Labelled) error {
	type line struct {
		Label   string        `json:"label"`
		ID      string        `json:"id"`
		Version string        `json:"version"`
		Head    string        `json:"head,omitempty"`
		State   release.State `json:"state"`
		Behind  int           `json:"behind"`
		Bump    release.Bump  `json:"bump"`
	}
	out := []line{}
	for _, l := range lines {
		out = append(out, line{l.Label, l.ID, l.Version, l.Head, l.State, l.Behind, l.Bump})
	}
	return writeJSON(w, struct {
		Version int    `json:"version"`
		Labels  []line `json:"labels"`
	}{1, out})
}
