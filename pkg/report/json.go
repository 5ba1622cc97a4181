package report

import (
	"encoding/json"
	"io"

	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/source"
)

// jsonVersion changes only when something that readers rely on goes away.
const jsonVersion = 1

type (
	jsonLint struct {
		Version     int              `json:"version"`
		Diagnostics []jsonDiagnostic `json:"diagnostics"`
		Summary     jsonSummary      `json:"summary"`
	}

	// jsonDiagnostic has no place (path "", start and end null) where the
	// problem is not in a file.
	jsonDiagnostic struct {
		Rule     string        `json:"rule"`
		Severity diag.Severity `json:"severity"`
		Message  string        `json:"message"`
		jsonPlace
		Related []jsonRelated `json:"related"`
		Notes   []string      `json:"notes"`
		Help    string        `json:"help"`
		Fixes   []jsonFix     `json:"fixes"`
	}

	jsonPlace struct {
		Path  string        `json:"path"`
		Start *jsonPosition `json:"start"`
		End   *jsonPosition `json:"end"`
	}

	// jsonPosition counts lines and columns from 1, columns in code points,
	// and the offset in bytes from 0.
	jsonPosition struct {
		Line   int `json:"line"`
		Column int `json:"column"`
		Offset int `json:"offset"`
	}

	jsonRelated struct {
		jsonPlace
		Message string `json:"message"`
	}

	jsonFix struct {
		Title string     `json:"title"`
		Safe  bool       `json:"safe"`
		Edits []jsonEdit `json:"edits"`
	}

	jsonEdit struct {
		jsonPlace
		New string `json:"new"`
	}

	jsonSummary struct {
		Fragments int `json:"fragments"`
		Prompts   int `json:"prompts"`
		Errors    int `json:"errors"`
		Warnings  int `json:"warnings"`
		Infos     int `json:"infos"`
		Fixable   int `json:"fixable"`
		Fixed     int `json:"fixed"`
	}
)

// JSON writes the result for programs. Lists are never null.
func JSON(w io.Writer, r Lint) error {
	s := r.Diagnostics.Summarize()
	out := jsonLint{
		Version:     jsonVersion,
		Diagnostics: make([]jsonDiagnostic, len(r.Diagnostics)),
		Summary:     jsonSummary{r.Fragments, r.Prompts, s.Errors, s.Warnings, s.Infos, s.Fixable, r.Fixed},
	}
	for i, d := range r.Diagnostics {
		out.Diagnostics[i] = jsonOf(d)
	}
	return writeJSON(w, out)
}

func jsonOf(d diag.Diagnostic) jsonDiagnostic {
	j := jsonDiagnostic{
		Rule: d.Rule, Severity: d.Severity, Message: d.Message, jsonPlace: placeOf(d.Span), Help: d.Help,
		Related: []jsonRelated{}, Notes: append([]string{}, d.Notes...), Fixes: []jsonFix{},
	}
	for _, l := range d.Related {
		j.Related = append(j.Related, jsonRelated{placeOf(l.Span), l.Text})
	}
	for _, f := range d.Fixes {
		fix := jsonFix{Title: f.Title, Safe: f.Safe, Edits: []jsonEdit{}}
		for _, e := range f.Edits {
			fix.Edits = append(fix.Edits, jsonEdit{placeOf(e.Span), e.New})
		}
		j.Fixes = append(j.Fixes, fix)
	}
	return j
}

func placeOf(s source.Span) jsonPlace {
	if s.IsZero() {
		return jsonPlace{}
	}
	return jsonPlace{s.File.Path, positionOf(s.File, s.Start), positionOf(s.File, s.End)}
}

func positionOf(f *source.File, offset int) *jsonPosition {
	p := f.Position(offset)
	return &jsonPosition{p.Line, p.Column, offset}
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
