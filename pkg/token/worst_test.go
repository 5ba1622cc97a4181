package token

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// worstCases are a megabyte each of what is one piece, or no text at all.
func worstCases() []sample {
	const size = 1 << 20
	random := rand.New(rand.NewPCG(1, 2))
	noise, letters := make([]byte, size), make([]byte, size)
	for i := range noise {
		noise[i] = byte(random.Uint32())
		letters[i] = 'a' + byte(random.IntN(26))
	}
	return []sample{
		{"one letter", strings.Repeat("a", size)},
		{"one letter off beat", "x" + strings.Repeat("a", size-1)},
		{"spaces", strings.Repeat(" ", size)},
		{"newlines", strings.Repeat("\n", size)},
		{"one emoji", strings.Repeat("😀", size/4)},
		{"one ideograph", strings.Repeat("字", size/3)},
		{"digits", strings.Repeat("0123456789", size/10)},
		{"random bytes", string(noise)},
		{"random letters", string(letters)},
	}
}

// BenchmarkWorstCase shows the time per byte beside that of the other
// benchmark's text: it must stay of the same order.
func BenchmarkWorstCase(b *testing.B) {
	for _, name := range []string{"cl100k_base", "o200k_base"} {
		e, _ := Lookup(name)
		for _, c := range worstCases() {
			b.Run(name+"/"+c.name, func(b *testing.B) {
				b.SetBytes(int64(len(c.text)))
				for b.Loop() {
					e.Count(c.text)
				}
			})
		}
	}
}

func TestTimeIsLinearInTheWorstCases(t *testing.T) {
	for _, name := range Names() {
		e, _ := Lookup(name)
		for _, c := range worstCases() {
			start := time.Now()
			e.Count(c.text)
			// The naive merge takes minutes. A second allows for a busy machine.
			if took := time.Since(start); took > time.Second {
				t.Errorf("%s: a megabyte of %s took %v", name, c.name, took)
			}
		}
	}
}
