package token

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/pkoukk/tiktoken-go"
	loader "github.com/pkoukk/tiktoken-go-loader"
)

// peer returns tiktoken-go's encoding, the reference of the tests.
func peer(tb testing.TB, name string) *tiktoken.Tiktoken {
	tb.Helper()
	tiktoken.SetBpeLoader(loader.NewOfflineLoader())
	t, err := tiktoken.GetEncoding(name)
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

// A sample is one kind of text of the benchmark.
type sample struct{ name, text string }

// samples returns prompts (where the corpus is beside the checkout), text in
// many languages, Go code and JSON, a megabyte of each at most.
func samples(tb testing.TB) []sample {
	tb.Helper()
	languages, err := os.ReadFile("testdata/languages.txt")
	if err != nil {
		tb.Fatal(err)
	}
	code := gather(filepath.Join(runtime.GOROOT(), "src", "net", "http"), ".go")
	all := []sample{
		{"languages", strings.Repeat(string(languages), 1<<20/len(languages))},
		{"code", code},
		{"json", jsonOf(tb, code)},
	}
	if prompts := gather(filepath.Join(shared, "corpus"), ""); prompts != "" {
		all = append(all, sample{"prompts", prompts})
	}
	return all
}

// gather joins the files under dir with that ending, up to a megabyte.
func gather(dir, ending string) string {
	var b strings.Builder
	_ = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ending) || b.Len() >= 1<<20 {
			return nil
		}
		text, err := os.ReadFile(path)
		b.Write(text)
		return err
	})
	return b.String()
}

// jsonOf writes the lines of a text as the records of a log.
func jsonOf(tb testing.TB, text string) string {
	tb.Helper()
	type record struct {
		ID    int      `json:"id"`
		Score float64  `json:"score"`
		Text  string   `json:"text"`
		Words []string `json:"words"`
	}
	var b strings.Builder
	lines := json.NewEncoder(&b)
	lines.SetIndent("", "  ")
	for i, line := range strings.Split(text, "\n") {
		if b.Len() > 1<<20 {
			break
		}
		if err := lines.Encode(record{7919 * i, float64(i) / 7, line, strings.Fields(line)}); err != nil {
			tb.Fatal(err)
		}
	}
	return b.String()
}

// BenchmarkCount measures Count beside tiktoken-go on the same text in the same
// run. The sample "mixed" is all the others.
func BenchmarkCount(b *testing.B) {
	all := samples(b)
	var mixed strings.Builder
	for _, s := range all {
		mixed.WriteString(s.text)
	}
	all = append(all, sample{"mixed", mixed.String()})
	for _, name := range []string{"cl100k_base", "o200k_base"} {
		e, _ := Lookup(name)
		reference := peer(b, name)
		for _, s := range all {
			b.Run(name+"/"+s.name, func(b *testing.B) {
				start := time.Now()
				want := len(reference.EncodeOrdinary(s.text))
				peerTime := time.Since(start)
				b.SetBytes(int64(len(s.text)))
				b.ReportAllocs()
				b.ResetTimer()
				for b.Loop() {
					if got := e.Count(s.text); got != want {
						b.Fatalf("%d tokens, want %d", got, want)
					}
				}
				ours := float64(b.Elapsed()) / float64(b.N)
				b.ReportMetric(float64(len(s.text))/peerTime.Seconds()/1e6, "tiktoken-go-MB/s")
				b.ReportMetric(float64(peerTime)/ours, "×")
			})
		}
	}
}
