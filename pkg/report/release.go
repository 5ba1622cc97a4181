package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/quoin-dev/quoin/pkg/release"
)

// Release is what a release did, or would do.
type Release struct {
	Steps   []release.Step
	Removed []string // ids whose entries left the lock because their files are gone
	DryRun  bool
}

// WriteRelease writes a release for people: a line a file, and what is unsure.
func WriteRelease(w io.Writer, r Release, st Style) error {
	look := paletteFor(st)
	if len(r.Steps) == 0 && len(r.Removed) == 0 {
		_, err := fmt.Fprintln(w, "nothing to release: every version stands for what it stood for")
		return err
	}
	t := table{head: []string{"RELEASE", "FROM", "TO", "CLASS", "WHY IT MOVES"}, left: []bool{true, true, true, true, true}}
	guessed := false
	for _, s := range r.Steps {
		from := "–"
		if s.Old != nil {
			from = s.Old.Version
		}
		class := s.Class
		if s.Guessed {
			class, guessed = class+"?", true
		}
		t.rows = append(t.rows, []string{s.New.ID, from, s.New.Version, class, why(s)})
	}
	if err := t.write(w, look); err != nil {
		return err
	}
	for _, id := range r.Removed {
		fmt.Fprintf(w, "%s is gone, so its entry leaves the lock\n", id)
	}
	if guessed {
		fmt.Fprintln(w, look.dim("? git does not have the state before, so only digests were compared"))
	}
	if r.DryRun {
		fmt.Fprintln(w, look.dim("nothing was written: this is what a release would do"))
	}
	return nil
}

func why(s release.Step) string {
	switch {
	case len(s.Codes) > 3:
		return strings.Join(s.Codes[:3], ", ") + fmt.Sprintf(" and %d more", len(s.Codes)-3)
	case len(s.Codes) > 0:
		return strings.Join(s.Codes, ", ")
	case s.Old == nil:
		return "has no release yet"
	case s.Old.ID != s.New.ID && s.Old.Digest == s.New.Digest:
		return "was " + s.Old.ID
	case s.Old.Digest == s.New.Digest:
		return "its version was moved by hand"
	}
	return "its digest moved"
}

// releaseStep is a step as JSON has it.
type releaseStep struct {
	ID     string       `json:"id"`
	Kind   string       `json:"kind"`
	From   string       `json:"from,omitempty"`
	To     string       `json:"to"`
	Class  string       `json:"class"`
	Bump   release.Bump `json:"bump"`
	Codes  []string     `json:"codes"`
	Reason string       `json:"reason,omitempty"`
	Digest string       `json:"digest"`
	Path   string       `json:"path"`
	Guess  bool         `json:"guessed,omitempty"`
}

// ReleaseJSON writes a release as JSON.
func ReleaseJSON(w io.Writer, r Release) error {
	steps := []releaseStep{}
	for _, s := range r.Steps {
		one := releaseStep{
			ID: s.New.ID, Kind: "prompt", To: s.New.Version, Class: s.Class, Bump: s.Bump, Codes: append([]string{}, s.Codes...),
			Reason: s.New.Reason, Digest: s.New.Digest, Path: s.File.File.Path, Guess: s.Guessed,
		}
		if s.New.Fragment {
			one.Kind = "fragment"
		}
		if s.Old != nil {
			one.From = s.Old.Version
		}
		steps = append(steps, one)
	}
	return writeJSON(w, struct {
		Version  int           `json:"version"`
		DryRun   bool          `json:"dry_run"`
		Releases []releaseStep `json:"releases"`
		Removed  []string      `json:"removed"`
	}{1, r.DryRun, steps, append([]string{}, r.Removed...)})
}
