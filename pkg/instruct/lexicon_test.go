package instruct_test

import (
	"slices"
	"testing"

	"github.com/quoin-dev/quoin/pkg/instruct"
	"github.com/quoin-dev/quoin/pkg/source"
)

// extract reads a plain text.
func extract(text string) []instruct.Instruction {
	return instruct.Extract(instruct.File(source.NewFile("prompt.md", text)))
}

// Every entry of the lexicon carries an example, and the example is understood
// to speak of that very entry: demanded, or banned where it says so.
func TestEveryEntryUnderstandsItsExample(t *testing.T) {
	entries := instruct.Entries()
	if len(entries) < 300 {
		t.Fatalf("only %d entries", len(entries))
	}
	for _, e := range entries {
		if e.Example == "" {
			t.Errorf("%s/%s has no example", e.Dimension, e.Value)
			continue
		}
		understood := slices.ContainsFunc(extract(e.Example), func(in instruct.Instruction) bool {
			return slices.ContainsFunc(in.Constraints, func(c instruct.Constraint) bool {
				return c.Value == e.Value && (c.Dimension == e.Dimension || c.Dimension == e.Dimension+"/"+e.Value)
			})
		})
		if !understood {
			t.Errorf("%s/%s does not understand %q", e.Dimension, e.Value, e.Example)
		}
	}
}
