package instruct_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/quoin-dev/quoin/pkg/instruct"
)

// A reader understands each variant of a text as Extract does, whatever it
// remembers of the one before.
func TestReaderReadsLikeExtract(t *testing.T) {
	r := instruct.NewReader(nil, nil)
	base := prompt(200)
	for _, text := range append([]string{base, "- Never use emojis.\n" + base, base + "\n- Never use emojis.\n", strings.ReplaceAll(base, "## ", "## Do not: ")}, seeds...) {
		m := []instruct.Message{{Role: "system", Text: text}, {Role: "assistant", Text: "- Use emojis."}, {Role: "user", Text: text}}
		want := instruct.Extract(instruct.Document{Messages: m})
		if diff := cmp.Diff(want, r.Read(m), cmpopts.IgnoreUnexported(instruct.Instruction{}, instruct.Constraint{}), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("mismatch (-Extract +Read):\n%s", diff)
		}
	}
}
