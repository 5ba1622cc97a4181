package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/quoin-dev/quoin/pkg/audit"
	"github.com/quoin-dev/quoin/pkg/cost"
)

// auditRows bounds the lines of each table of an audit for people.
const auditRows = 12

// Audit writes an audit for people.
func Audit(w io.Writer, r *audit.Report, st Style) error {
	look := paletteFor(st)
	now := r.Samples[len(r.Samples)-1]
	fmt.Fprintf(w, "%s  %.0f of 100\n", look.title("debt"), r.Debt.Score)
	t := table{head: []string{"PART", "POINTS", "MEASURED", "SUM"}, left: []bool{true, false, true, true}}
	for _, p := range r.Debt.Parts {
		t.rows = append(t.rows, []string{p.Name, fmt.Sprintf("%.1f", p.Points), p.Figure, p.Sum})
	}
	t.last = [][]string{{"score", fmt.Sprintf("%.1f", r.Debt.Score), "", "the sum of the points"}}
	if err := t.write(w, look); err != nil {
		return err
	}
	fmt.Fprintf(w, "\n%s  %s\n", look.title("growth"), look.dim(span(r)))
	for _, s := range []struct {
		name  string
		value func(audit.Snapshot) int
	}{
		{"tokens", func(s audit.Snapshot) int { return s.Tokens }},
		{"instructions", func(s audit.Snapshot) int { return s.Instructions }},
		{"variants", func(s audit.Snapshot) int { return s.Variants }},
		{"files", func(s audit.Snapshot) int { return s.Prompts + s.Fragments }},
		{"conflicts", func(s audit.Snapshot) int { return len(s.Conflicts) }},
	} {
		var values []int
		for _, sample := range r.Samples {
			values = append(values, s.value(sample))
		}
		fmt.Fprintf(w, "%-12s  %s  %s → %s\n", s.name, Sparkline(values), cost.Thousands(values[0]), cost.Thousands(values[len(values)-1]))
	}
	what := "PROMPT"
	if now.Prompts == 0 {
		what = "FILE"
	}
	fmt.Fprintln(w)
	g := table{head: []string{what, "TOKENS", "", "GAINED", "INSTRUCTIONS", "CHANGES"}, left: []bool{true, false, true}}
	for _, p := range r.Prompts[:min(len(r.Prompts), auditRows)] {
		g.rows = append(g.rows, []string{
			clean(p.ID), cost.Thousands(p.Last.Tokens), Sparkline(p.Tokens), signed(p.Gained()), strconv.Itoa(p.Last.Instructions), strconv.Itoa(p.Changes),
		})
	}
	if err := g.write(w, look); err != nil {
		return err
	}
	more(w, look, len(r.Prompts))
	fmt.Fprintln(w)
	a := table{head: []string{"OLDEST FILES", "SINCE", "CHANGED", "IN PROMPTS", "WRITTEN BY"}, left: []bool{true, true, true, false, true}}
	for _, f := range r.Fragments[:min(len(r.Fragments), auditRows)] {
		a.rows = append(a.rows, []string{clean(f.ID), day(f.Born), day(f.Changed), users(f, now.Prompts), owners(f)})
	}
	if err := a.write(w, look); err != nil {
		return err
	}
	more(w, look, len(r.Fragments))
	return nil
}

// span says from when to when, and over how many states.
func span(r *audit.Report) string {
	first := r.Samples[0].Commit.Time
	if first.IsZero() {
		return plural(len(r.Samples), "state") + " measured"
	}
	return fmt.Sprintf("since %s, %s measured, %s", first.Format(time.DateOnly), plural(len(r.Samples), "state"), plural(r.Changes, "change"))
}

func more(w io.Writer, look palette, n int) {
	if n > auditRows {
		fmt.Fprintln(w, look.dim(fmt.Sprintf("and %d more: --format json has them all", n-auditRows)))
	}
}

func signed(n int) string {
	if n > 0 {
		return "+" + cost.Thousands(n)
	}
	return cost.Thousands(n)
}

func users(f audit.Age, prompts int) string {
	if prompts == 0 {
		return "–"
	}
	if f.Dead {
		return "none"
	}
	return strconv.Itoa(f.Users)
}

// owners names the authors with the most commits to a file.
func owners(f audit.Age) string {
	const shown = 2
	var names []string
	for _, o := range f.Owners[:min(len(f.Owners), shown)] {
		names = append(names, fmt.Sprintf("%s (%d)", clean(clip(o.Name, 24)), o.Commits))
	}
	if n := len(f.Owners) - shown; n > 0 {
		names = append(names, fmt.Sprintf("%d others", n))
	}
	return strings.Join(names, ", ")
}

// AuditMarkdown writes the audit as Markdown.
func AuditMarkdown(w io.Writer, r *audit.Report) error {
	var b strings.Builder
	fmt.Fprintf(&b, "## Prompt debt: %.0f of 100\n\n| part | points | measured | sum |\n|---|--:|---|---|\n", r.Debt.Score)
	for _, p := range r.Debt.Parts {
		fmt.Fprintf(&b, "| %s | %.1f | %s | %s |\n", p.Name, p.Points, p.Figure, p.Sum)
	}
	fmt.Fprintf(&b, "| **score** | **%.1f** | | the sum |\n\n", r.Debt.Score)
	fmt.Fprintf(&b, "%s.\n\n| prompt | tokens | gained | instructions | changes |\n|---|--:|--:|--:|--:|\n", span(r))
	for _, p := range r.Prompts[:min(len(r.Prompts), 3*auditRows)] {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %d | %d |\n", clean(p.ID), cost.Thousands(p.Last.Tokens), signed(p.Gained()), p.Last.Instructions, p.Changes)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// AuditJSON writes the audit as JSON.
func AuditJSON(w io.Writer, r *audit.Report) error {
	type sample struct {
		Commit       string `json:"commit,omitempty"`
		Date         string `json:"date,omitempty"`
		Prompts      int    `json:"prompts"`
		Fragments    int    `json:"fragments"`
		Tokens       int    `json:"tokens"`
		Written      int    `json:"written"`
		Copied       int    `json:"copied"`
		Instructions int    `json:"instructions"`
		Variants     int    `json:"variants"`
		Drifted      int    `json:"drifted"`
		Dead         int    `json:"dead"`
		Conflicts    int    `json:"conflicts"`
	}
	type growth struct {
		ID           string `json:"id"`
		Tokens       []int  `json:"tokens"`
		Gained       int    `json:"gained"`
		Instructions int    `json:"instructions"`
		Variants     int    `json:"variants"`
		Changes      int    `json:"changes"`
	}
	type owner struct {
		Name    string `json:"name"`
		Commits int    `json:"commits"`
	}
	type age struct {
		ID      string  `json:"id"`
		Path    string  `json:"path"`
		Born    string  `json:"born,omitempty"`
		Changed string  `json:"changed,omitempty"`
		Owners  []owner `json:"owners"`
		Prompts int     `json:"prompts"`
		Dead    bool    `json:"dead"`
	}
	type part struct {
		Name   string  `json:"name"`
		Figure string  `json:"figure"`
		Sum    string  `json:"sum"`
		Points float64 `json:"points"`
		Most   float64 `json:"most"`
	}
	var out struct {
		Version   int      `json:"version"`
		Samples   []sample `json:"samples"`
		Prompts   []growth `json:"prompts"`
		Fragments []age    `json:"fragments"`
		Conflicts struct {
			Now    int `json:"now"`
			Born   int `json:"born"`
			Mended int `json:"mended"`
		} `json:"conflicts"`
		Changes struct {
			All       int `json:"all"`
			Explained int `json:"explained"`
		} `json:"changes"`
		Untested []string `json:"untested"`
		Debt     struct {
			Score float64 `json:"score"`
			Parts []part  `json:"parts"`
		} `json:"debt"`
	}
	stamp := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.Format(time.RFC3339)
	}
	out.Version, out.Prompts, out.Fragments = 1, []growth{}, []age{}
	for _, s := range r.Samples {
		out.Samples = append(out.Samples, sample{
			s.Commit.ID, stamp(s.Commit.Time), s.Prompts, s.Fragments, s.Tokens, s.Written, s.Copied, s.Instructions, s.Variants, s.Drifted, s.Dead, len(s.Conflicts),
		})
	}
	for _, p := range r.Prompts {
		out.Prompts = append(out.Prompts, growth{p.ID, p.Tokens, p.Gained(), p.Last.Instructions, p.Last.Variants, p.Changes})
	}
	for _, f := range r.Fragments {
		one := age{ID: f.ID, Path: f.Path, Born: stamp(f.Born), Changed: stamp(f.Changed), Owners: []owner{}, Prompts: f.Users, Dead: f.Dead}
		for _, o := range f.Owners {
			one.Owners = append(one.Owners, owner(o))
		}
		out.Fragments = append(out.Fragments, one)
	}
	out.Conflicts.Now, out.Conflicts.Born, out.Conflicts.Mended = len(r.Samples[len(r.Samples)-1].Conflicts), r.Born, r.Mended
	out.Changes.All, out.Changes.Explained = r.Changes, r.Explained
	out.Untested = append([]string{}, r.Untested...)
	out.Debt.Score = r.Debt.Score
	for _, p := range r.Debt.Parts {
		out.Debt.Parts = append(out.Debt.Parts, part(p))
	}
	return writeJSON(w, out)
}
