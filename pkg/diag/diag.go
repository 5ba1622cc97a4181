// Package diag defines the one shape in which every part of the tool reports a
// problem, from a TOML typo to two instructions that contradict each other.
//
// A message says what is wrong, then where else it matters, then what to do:
// lower case, no full stop, the smallest span, at most three spans, one
// diagnostic a cause; never "invalid input", "please" or the first person.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/source"
)

// Severity ranks a diagnostic. Higher is worse.
type Severity int

// The severities, from mildest to worst.
const (
	Off Severity = iota
	Info
	Warning
	Error
)

var severityNames = [...]string{"off", "info", "warning", "error"}

func (s Severity) String() string { return severityNames[s] }

// MarshalText implements [encoding.TextMarshaler].
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (s *Severity) UnmarshalText(b []byte) error {
	i := slices.Index(severityNames[:], string(b))
	if i < 0 {
		return fmt.Errorf("unknown level %q, want one of %s", b, strings.Join(severityNames[:], ", "))
	}
	*s = Severity(i)
	return nil
}

// A Label is a span with a few words on what it contributes.
type Label struct {
	Span source.Span
	Text string
}

// An Edit replaces the text of a span.
type Edit struct {
	Span source.Span
	New  string
}

// A Fix is a change that resolves a diagnostic. Only Safe fixes, which cannot
// change what a model is told, are applied without being asked for by name.
type Fix struct {
	Title string
	Safe  bool
	Edits []Edit
}

// A Diagnostic is one problem at one place.
type Diagnostic struct {
	Rule     string // "family/name"
	Severity Severity
	Span     source.Span // the smallest range that shows the problem
	Message  string      // lower case, no full stop, names things in `backticks`
	Label    string      // what to write under Span, may be empty
	Related  []Label     // other places that matter, most telling first
	Notes    []string    // facts
	Help     string      // what to do about it
	Fixes    []Fix

	// Redact says that Span covers a secret. Nobody who prints the file's text,
	// for this diagnostic or another one, shows what is there.
	Redact bool

	// Fingerprint identifies the problem across edits that move it, where the
	// rule knows better than the default (rule, path and the flagged text).
	Fingerprint string
}

func (d Diagnostic) Error() string {
	if d.Span.IsZero() {
		return fmt.Sprintf("%s [%s]", d.Message, d.Rule)
	}
	p := d.Span.File.Position(d.Span.Start)
	return fmt.Sprintf("%s:%d:%d: %s [%s]", d.Span.File.Path, p.Line, p.Column, d.Message, d.Rule)
}

// A List is a set of diagnostics, in the order [List.Sort] defines.
type List []Diagnostic

// Add appends a diagnostic.
func (l *List) Add(d Diagnostic) { *l = append(*l, d) }

// Sort orders l by file, offset, rule and message, so output never depends on
// the order in which goroutines finished.
func (l List) Sort() {
	slices.SortStableFunc(l, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(pathOf(a), pathOf(b)),
			cmp.Compare(a.Span.Start, b.Span.Start),
			cmp.Compare(a.Span.End, b.Span.End),
			cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.Message, b.Message),
		)
	})
}

// Worst returns the highest severity in l, Off for an empty list.
func (l List) Worst() Severity {
	worst := Off
	for _, d := range l {
		worst = max(worst, d.Severity)
	}
	return worst
}

// Count returns how many diagnostics of l have severity s.
func (l List) Count(s Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity == s {
			n++
		}
	}
	return n
}

func pathOf(d Diagnostic) string {
	if d.Span.IsZero() {
		return ""
	}
	return d.Span.File.Path
}
