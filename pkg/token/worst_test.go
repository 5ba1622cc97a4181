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

// A megabyte may cost more a byte than a sixteenth of it, for the caches' sake,
// but what is quadratic would cost sixteen times as much.
func TestTimeIsLinearInTheWorstCases(t *testing.T) {
	for _, name := range Names() {
		e, _ := Lookup(name)
		for _, c := range worstCases() {
			few, much := best(e, c.text[:len(c.text)/16]), best(e, c.text)
			if ratio := float64(much) / 16 / float64(few); ratio > 6 {
				t.Errorf("%s: sixteen times as much of %s took %.0f times as long", name, c.name, 16*ratio)
			}
		}
	}
}

// best returns the shortest of three times that Count takes.
func best(e *Encoding, text string) time.Duration {
	shortest := time.Hour
	for range 3 {
		start := time.Now()
		e.Count(text)
		shortest = min(shortest, time.Since(start))
	}
	return shortest
}
