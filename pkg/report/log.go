package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/quoin-dev/quoin/pkg/cost"
	"github.com/quoin-dev/quoin/pkg/price"
	"github.com/quoin-dev/quoin/pkg/release"
)

// A Log lists the releases of a prompt or fragment, the newest first.
type Log struct {
	ID       string
	Releases []LogLine
}

// A LogLine is one release with what it costs today.
type LogLine struct {
	release.Release
	Calls  Amount // of 1,000 typical calls
	Labels []string
}

// An Amount is money that may not be known.
type Amount struct {
	USD   price.USD
	Known bool
}

func (a Amount) text() string {
	if !a.Known {
		return "–"
	}
	return a.USD.String()
}

// WriteLog writes the releases as a table, and above it how the tokens grew.
func WriteLog(w io.Writer, l Log, st Style) error {
	look := paletteFor(st)
	if len(l.Releases) == 0 {
		_, err := fmt.Fprintf(w, "%s has no releases yet: `quoin release` makes the first\n", l.ID)
		return err
	}
	var sizes []int
	for _, r := range slices.Backward(l.Releases) {
		if r.Tokens.Counter != "" {
			sizes = append(sizes, r.Tokens.Worst)
		}
	}
	title := look.title(clean(l.ID))
	if len(sizes) > 1 {
		title += fmt.Sprintf("  %s  %s → %s tokens", Sparkline(sizes), cost.Thousands(sizes[0]), cost.Thousands(sizes[len(sizes)-1]))
	}
	fmt.Fprintln(w, title)
	t := table{head: []string{"VERSION", "DATE", "AUTHOR", "CLASS", "TOKENS", "$/1,000 CALLS", "REASON"}, left: []bool{true, true, true, true, false, false, true}}
	for _, r := range l.Releases {
		version := r.Version
		if len(r.Labels) > 0 {
			version += " (" + strings.Join(r.Labels, ", ") + ")"
		}
		t.rows = append(t.rows, []string{
			version, day(r.Commit.Time), clean(clip(r.Commit.Author, 24)), r.Class, tokensOf(r.Entry), r.Calls.text(), clean(clip(firstLine(r.Reason), 60)),
		})
	}
	return t.write(w, look)
}

// day is a date for people; a release without a commit is not committed yet.
func day(t time.Time) string {
	if t.IsZero() {
		return "not committed"
	}
	return t.Format(time.DateOnly)
}

func tokensOf(e *release.Entry) string {
	if e.Tokens.Counter == "" {
		return "–"
	}
	n := cost.Thousands(e.Tokens.Worst)
	if strings.HasPrefix(e.Tokens.Counter, "≈") {
		return "≤ " + n
	}
	return n
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// clip shortens a text to n characters.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}

// Sparkline draws a series in one line, from its least to its greatest value.
// More than 40 values are thinned out; the first and the last stay.
func Sparkline(values []int) string {
	const marks, wide = "▁▂▃▄▅▆▇█", 40
	if len(values) == 0 {
		return ""
	}
	least, most := slices.Min(values), slices.Max(values)
	n := min(len(values), wide)
	var b strings.Builder
	for i := range n {
		v := values[0]
		if n > 1 {
			v = values[i*(len(values)-1)/(n-1)]
		}
		level := 0
		if most > least {
			level = (v - least) * 7 / (most - least)
		}
		b.WriteRune([]rune(marks)[level])
	}
	return b.String()
}

// logRelease is a release as JSON has it.
type logRelease struct {
	Version string   `json:"version"`
	Commit  string   `json:"commit,omitempty"`
	Date    string   `json:"date,omitempty"`
	Author  string   `json:"author,omitempty"`
	Class   string   `json:"class,omitempty"`
	Tokens  int      `json:"tokens"`
	Counter string   `json:"counter,omitempty"`
	USD     string   `json:"usd_per_1000_calls,omitempty"`
	Reason  string   `json:"reason,omitempty"`
	Digest  string   `json:"digest,omitempty"`
	Labels  []string `json:"labels"`
}

func (l LogLine) json() logRelease {
	out := logRelease{
		Version: l.Version, Commit: l.Commit.ID, Author: l.Commit.Author, Class: l.Class, Tokens: l.Tokens.Worst,
		Counter: l.Tokens.Counter, Reason: l.Reason, Digest: l.Digest, Labels: append([]string{}, l.Labels...),
	}
	if !l.Commit.Time.IsZero() {
		out.Date = l.Commit.Time.Format(time.RFC3339)
	}
	if l.Calls.Known {
		out.USD = l.Calls.USD.Decimal()
	}
	return out
}

// LogJSON writes the releases as JSON.
func LogJSON(w io.Writer, l Log) error {
	releases := []logRelease{}
	for _, r := range l.Releases {
		releases = append(releases, r.json())
	}
	return writeJSON(w, struct {
		Version  int          `json:"version"`
		ID       string       `json:"id"`
		Releases []logRelease `json:"releases"`
	}{1, l.ID, releases})
}

// LogCSV writes the releases with one header line; amounts are in dollars.
func LogCSV(w io.Writer, l Log) error {
	c := csv.NewWriter(w)
	_ = c.Write([]string{"version", "commit", "date", "author", "class", "tokens", "counter", "usd_per_1000_calls", "reason", "digest", "labels"})
	for _, r := range l.Releases {
		j := r.json()
		_ = c.Write([]string{
			j.Version, j.Commit, j.Date, j.Author, j.Class, strconv.Itoa(j.Tokens), j.Counter, j.USD, j.Reason, j.Digest, strings.Join(j.Labels, " "),
		})
	}
	c.Flush()
	return c.Error()
}
