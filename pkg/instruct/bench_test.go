package instruct_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/quoin-dev/quoin/pkg/instruct"
	"github.com/quoin-dev/quoin/pkg/source"
)

// prompt returns a prompt of so many lines that seldom repeats itself.
func prompt(lines int) string {
	subjects := []string{"summary", "report", "title", "answer", "error message", "plan", "commit message", "table"}
	var b strings.Builder
	for i := range lines {
		s := subjects[i%len(subjects)]
		switch i % 7 {
		case 0:
			fmt.Fprintf(&b, "## Part %d\n", i)
		case 1:
			fmt.Fprintf(&b, "- Keep the %s under %d words unless the user asks for item%d.\n", s, 100+i%50, i)
		case 2:
			fmt.Fprintf(&b, "- When request%d is about billing, ask for confirmation before you change the %s.\n", i, s)
		case 3:
			fmt.Fprintf(&b, "- Never mention project%d or its %s to customers.\n", i, s)
		case 4:
			fmt.Fprintf(&b, "- Use plain language, avoid jargon, and explain term%d with an example.\n", i)
		case 5:
			fmt.Fprintf(&b, "The %s should list field%d, its owner and its date in a table.\n", s, i)
		default:
			fmt.Fprintf(&b, "- Do not use tool%d without checking policy%d first; prefer the cache.\n", i, i%30)
		}
	}
	return b.String()
}

func BenchmarkExtract(b *testing.B) {
	for _, lines := range []int{500, 3000} {
		text := prompt(lines)
		b.Run(fmt.Sprintf("%dKB", len(text)/1024), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				instruct.Extract(instruct.File(source.NewFile("p.md", text)))
			}
		})
	}
}

func BenchmarkLoadLexicon(b *testing.B) {
	for b.Loop() {
		if err := instruct.Load(); err != nil {
			b.Fatal(err)
		}
	}
}
