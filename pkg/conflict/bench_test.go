package conflict_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/quoin-dev/quoin/pkg/conflict"
	"github.com/quoin-dev/quoin/pkg/instruct"
	"github.com/quoin-dev/quoin/pkg/source"
)

// many returns n instructions over the same few topics: the worst case of an
// index by topic.
func many(n int) []instruct.Instruction {
	var b strings.Builder
	for i := range n {
		switch i % 5 {
		case 0:
			fmt.Fprintf(&b, "- Use at most %d words.\n", 100+i)
		case 1:
			fmt.Fprintf(&b, "- Never mention product%d to customers.\n", i)
		case 2:
			fmt.Fprintf(&b, "- Mention product%d in the summary.\n", i)
		case 3:
			fmt.Fprintf(&b, "- If case%d applies, use no emojis.\n", i)
		default:
			fmt.Fprintf(&b, "- Ask for confirmation before step%d.\n", i)
		}
	}
	return instruct.Extract(instruct.File(source.NewFile("p.md", b.String())))
}

func BenchmarkFind(b *testing.B) {
	for _, n := range []int{500, 5000} {
		ins := many(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				conflict.Find(ins, conflict.Options{})
			}
		})
	}
}
