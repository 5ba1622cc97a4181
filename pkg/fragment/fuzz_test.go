package fragment_test

import (
	"testing"

	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/source"
)

// FuzzParse holds that every file gives a whole fragment and that everything
// found is in it. The first byte of the seed chooses the kind of file.
func FuzzParse(f *testing.F) {
	for kind, seed := range []string{
		triage,
		"---\nmodel: x\ninput:\n  schema:\n    a?(enum, b): [c, d]\n    e(array): {f: string}\n  default: {a: c}\ntools: [{name: x, inputSchema: {y: any}}]\nm.n: &o [1]\np: *o\n---\nHi {{a}}\n",
		"\ufeff+++\r\n[[tools]]\r\nname = 'x'\r\n+++\r\n{{> a b=c}} {#d}\r\n",
		"# licence\n---\noutput: {schema: {type: object}}\n---\n",
	} {
		f.Add(byte(kind), seed)
	}
	f.Fuzz(func(t *testing.T, kind byte, text string) {
		path := []string{"a.md", "a.prompt", "_a.prompt", "a.txt"}[kind%4]
		file := source.NewFile(path, text)
		frag, found := fragment.Parse(file, fragment.Options{ID: "a", Standalone: kind&4 != 0})
		checkWhole(t, frag)
		for _, d := range found {
			if s := d.Span; s.File != file || s.Start < 0 || s.End < s.Start || s.End > len(text) {
				t.Fatalf("%q is at [%d, %d) of %d bytes", d.Message, s.Start, s.End, len(text))
			}
		}
	})
}
