package main

import (
	"fmt"
	"os"
	"slices"
	"testing"
	"time"
)

// BenchmarkEditor types into files of a large workspace, in the real process,
// and measures the time from a keystroke to its diagnostics. Typing means that
// the next key comes as soon as these are there; after a pause means that it
// comes while the whole workspace is being looked at. The popular
// fragment is part of 300 prompts.
func BenchmarkEditor(b *testing.B) {
	dir := b.TempDir()
	generate(b, dir, 10_000, 1_000)
	prompt, popular := "prompts/feature1/prompt1.md", "prompts/fragments/popular.md"
	if err := os.WriteFile(dir+"/"+popular, []byte("- Be kind.\n"), 0o644); err != nil {
		b.Fatal(err)
	}
	for i := range 300 {
		name := fmt.Sprintf("%s/prompts/user%03d.md", dir, i)
		if err := os.WriteFile(name, []byte("+++\nkind = \"prompt\"\n+++\n{{role \"system\"}}\n{{> popular}}\n"), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	for _, c := range []struct {
		name, file string
		pause      time.Duration
	}{
		{"prompt-typing", prompt, 0},
		{"prompt-after-a-pause", prompt, 700 * time.Millisecond},
		{"popular-fragment-typing", popular, 0},
	} {
		b.Run(c.name, func(b *testing.B) {
			text, err := os.ReadFile(dir + "/" + c.file)
			if err != nil {
				b.Fatal(err)
			}
			e := startEditor(b, dir, nil)
			started := time.Now()
			e.open(c.file, string(text))
			e.waitFor(c.file)
			b.ReportMetric(float64(time.Since(started).Milliseconds()), "ms-open")
			var took []time.Duration
			for b.Loop() {
				b.StopTimer()
				time.Sleep(c.pause)
				b.StartTimer()
				key := time.Now()
				e.change(c.file, obj{"range": at(4, 0, 4, 0), "text": "x"})
				e.waitFor(c.file)
				took = append(took, time.Since(key))
			}
			slices.Sort(took)
			ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
			b.ReportMetric(ms(took[len(took)/2]), "ms-median")
			b.ReportMetric(ms(took[len(took)*95/100]), "ms-95th")
			b.ReportMetric(ms(took[len(took)-1]), "ms-worst")
			e.quit()
		})
	}
}

// waitFor waits for the diagnostics of the version that was sent last.
func (e *editor) waitFor(name string) {
	for p := range e.published {
		if p.URI == e.uri(name) && p.Version == e.sent {
			return
		}
	}
}
