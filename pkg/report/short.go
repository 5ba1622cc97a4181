package report

import (
	"bufio"
	"fmt"
	"io"

	"github.com/quoin-dev/quoin/pkg/diag"
)

// Short writes one line a diagnostic, as compilers do:
//
//	prompts/ask.md:3:5: error[compose/unknown-include]: no fragment is named `x`
func Short(w io.Writer, l diag.List, st Style) error {
	b := bufio.NewWriter(w)
	p := paletteFor(st)
	for _, d := range l {
		if !d.Span.IsZero() {
			at := d.Span.File.Position(d.Span.Start)
			fmt.Fprintf(b, "%s:%d:%d: ", clean(d.Span.File.Path), at.Line, at.Column)
		}
		fmt.Fprintf(b, "%s: %s\n", p.severity(d.Severity)(head(d)), clean(d.Message))
	}
	return b.Flush()
}

// head is the first word on a diagnostic: `error[compose/unknown-include]`.
func head(d diag.Diagnostic) string {
	if d.Rule == "" {
		return d.Severity.String()
	}
	return d.Severity.String() + "[" + d.Rule + "]"
}
