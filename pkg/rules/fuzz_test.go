package rules_test

import (
	"strings"
	"testing"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/rules"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// Whatever a file holds: every span lies in it, no message or note shows what
// is to be redacted, and what safe fixes leave is not in want of another.
func FuzzRules(f *testing.F) {
	for _, r := range rules.All {
		f.Add(r.Doc.Bad)
		f.Add(r.Doc.Good)
	}
	f.Add("`\"“[insert x here] TODO: <a>\r\n</b> \n\ufeff\n\n")
	f.Add("<!-- you must --> `<!-- you must -->`\n```\n<!-- always -->")
	f.Fuzz(func(t *testing.T, text string) {
		for _, name := range []string{"prose.md", "p.prompt", "data.yml"} {
			look := func(changed map[string]string) (diag.List, error) {
				now, ok := changed[name]
				if !ok {
					now = text
				}
				ws, loaded := workspace.Loose([]*source.File{source.NewFile(name, now)})
				return analysis.Run(t.Context(), rules.All, ws, analysis.Options{Loaded: loaded}), nil
			}
			_, _, left, err := analysis.Fix(look, nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range left {
				checkDiagnostic(t, d)
				for _, fix := range d.Fixes {
					if fix.Safe {
						t.Errorf("%s is still there after all fixes: %v", fix.Title, d)
					}
				}
			}
		}
	})
}

func checkDiagnostic(t *testing.T, d diag.Diagnostic) {
	t.Helper()
	size := len(d.Span.File.Text)
	if d.Span.Start < 0 || d.Span.End > size || d.Span.Start > d.Span.End {
		t.Fatalf("%s: span %d to %d of %d bytes", d.Message, d.Span.Start, d.Span.End, size)
	}
	if !d.Redact {
		return
	}
	shown := strings.Join(append(d.Notes, d.Message, d.Help, d.Label), "\n")
	if hidden := d.Span.Text(); strings.Contains(shown, hidden) {
		t.Errorf("%s shows %q", d.Rule, hidden)
	}
}
