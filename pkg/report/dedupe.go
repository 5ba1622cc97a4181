package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/dedupe"
	"github.com/quoin-dev/quoin/pkg/diag"
)

// Dedupe is what was found twice, and what was done about it.
type Dedupe struct {
	Prompts string // the folder of prompts
	Copies  []DedupeCopy
	Drifted diag.List // one for each pair, with the other copy as related place
	Wrote   bool      // extraction was asked for
	Proof   []Proof   // digests that are the same before and after
}

// A DedupeCopy is a copy and what became of it.
type DedupeCopy struct {
	dedupe.Copy
	Written bool
	Reason  string // why it was left
}

// A Proof is the digest of a prompt that did not move.
type Proof struct {
	ID     string
	Digest compose.Digest
}

// maxShown bounds how many lines of a copy are shown.
const maxShown = 4

// WriteDedupe writes the copies for people.
func WriteDedupe(w io.Writer, r Dedupe, st Style) error {
	look := paletteFor(st)
	if len(r.Copies)+len(r.Drifted) == 0 {
		_, err := fmt.Fprintln(w, "no text stands in several files")
		return err
	}
	done := 0
	for i, c := range r.Copies {
		if i > 0 {
			fmt.Fprintln(w)
		}
		head := fmt.Sprintf("%s in %s → %s", plural(c.Lines(), "line"), plural(len(c.Places), "place"), c.Path(r.Prompts))
		switch {
		case c.Written:
			head, done = look.added("extracted ")+head, done+1
		case c.Reason != "":
			head = look.warning("left ") + head + ": " + clean(c.Reason)
		}
		fmt.Fprintln(w, look.title(head))
		for n, line := range strings.Split(strings.TrimSuffix(c.Text, "\n"), "\n") {
			if n == maxShown && c.Lines() > maxShown+1 {
				fmt.Fprintf(w, "  %s\n", look.dim(fmt.Sprintf("… %d more lines", c.Lines()-maxShown)))
				break
			}
			fmt.Fprintf(w, "  %s\n", clean(line))
		}
		for _, p := range c.Places {
			fmt.Fprintf(w, "  %s\n", look.dim(linesOfPlace(p)))
		}
	}
	for i, d := range r.Drifted {
		if i == 0 {
			fmt.Fprintf(w, "\n%s\n", look.title("copies that have drifted apart: decide which is meant"))
		}
		if len(d.Related) > 0 {
			o := d.Related[0].Span
			fmt.Fprintf(w, "  %s:%d  %s\n", d.Span.File.Path, d.Span.File.Position(d.Span.Start).Line, clean(d.Span.File.Text[d.Span.Start:d.Span.End]))
			fmt.Fprintf(w, "  %s:%d  %s\n", o.File.Path, o.File.Position(o.Start).Line, clean(o.File.Text[o.Start:o.End]))
		}
	}
	return r.end(w, look, done)
}

func (r Dedupe) end(w io.Writer, look palette, done int) error {
	var err error
	switch {
	case done > 0:
		fmt.Fprintf(w, "\nproof: the digests of all %s are the same before and after\n", plural(len(r.Proof), "prompt"))
		for _, p := range r.Proof {
			if _, err = fmt.Fprintf(w, "  %s  %s\n", p.Digest.Short(), p.ID); err != nil {
				return err
			}
		}
	case !r.Wrote && len(r.Copies) > 0:
		_, err = fmt.Fprintln(w, look.dim("\nnothing was written: --write extracts what is proven to change nothing"))
	}
	return err
}

func linesOfPlace(p dedupe.Place) string {
	f := p.Span.File
	first, last := f.Position(p.Span.Start).Line, f.Position(max(p.Span.Start, p.Span.End-1)).Line
	if first == last {
		return fmt.Sprintf("%s:%d", f.Path, first)
	}
	return fmt.Sprintf("%s:%d-%d", f.Path, first, last)
}

// DedupeJSON writes the copies as JSON.
func DedupeJSON(w io.Writer, r Dedupe) error {
	type place struct {
		Path string `json:"path"`
		Line int    `json:"line"`
		End  int    `json:"end_line"`
	}
	type copied struct {
		ID      string  `json:"id"`
		Path    string  `json:"path"`
		Lines   int     `json:"lines"`
		Written bool    `json:"written"`
		Reason  string  `json:"reason,omitempty"`
		Places  []place `json:"places"`
	}
	type pair struct {
		Path      string `json:"path"`
		Line      int    `json:"line"`
		OtherPath string `json:"other_path"`
		OtherLine int    `json:"other_line"`
	}
	type proof struct {
		ID     string `json:"id"`
		Digest string `json:"digest"`
	}
	copies, pairs, proofs := []copied{}, []pair{}, []proof{}
	for _, c := range r.Copies {
		one := copied{ID: c.ID, Path: c.Path(r.Prompts), Lines: c.Lines(), Written: c.Written, Reason: c.Reason}
		for _, p := range c.Places {
			f := p.Span.File
			one.Places = append(one.Places, place{f.Path, f.Position(p.Span.Start).Line, f.Position(max(p.Span.Start, p.Span.End-1)).Line})
		}
		copies = append(copies, one)
	}
	for _, d := range r.Drifted {
		if len(d.Related) > 0 {
			o := d.Related[0].Span
			pairs = append(pairs, pair{d.Span.File.Path, d.Span.File.Position(d.Span.Start).Line, o.File.Path, o.File.Position(o.Start).Line})
		}
	}
	for _, p := range r.Proof {
		proofs = append(proofs, proof{p.ID, p.Digest.String()})
	}
	return writeJSON(w, struct {
		Version int      `json:"version"`
		Copies  []copied `json:"copies"`
		Drifted []pair   `json:"drifted"`
		Proof   []proof  `json:"proof"`
	}{1, copies, pairs, proofs})
}
