package token

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

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
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		tb.Fatal(err)
	}
	code := gather(tb, filepath.Join(strings.TrimSpace(string(root)), "src", "net", "http"), ".go")
	all := []sample{
		{"languages", shuffle(string(languages), 1<<20)},
		{"code", code},
		{"json", jsonOf(tb, code)},
	}
	if prompts := filepath.Join(shared, "corpus"); exists(prompts) {
		all = append(all, sample{"prompts", gather(tb, prompts, "")})
	}
	return all
}

// shuffle makes size bytes of text from clauses of the lines of another, each
// line for a while, so that the same long piece seldom comes twice.
func shuffle(text string, size int) string {
	random := rand.New(rand.NewPCG(11, 12))
	lines := strings.Split(strings.TrimSpace(text), "\n")
	var b strings.Builder
	for b.Len() < size {
		line := []rune(lines[random.IntN(len(lines))])
		for range 20 {
			from := random.IntN(len(line) - 30)
			b.WriteString(string(line[from : from+10+random.IntN(20)]))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// gather joins the files under dir with that ending, up to a megabyte.
func gather(tb testing.TB, dir, ending string) string {
	tb.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ending) || b.Len() >= 1<<20 {
			return err
		}
		text, err := os.ReadFile(path)
		b.Write(text)
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
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
		reference := loadPeers(b)[name]
		for _, s := range all {
			b.Run(name+"/"+s.name, func(b *testing.B) {
				want, peerTime := 0, time.Hour
				for range 2 {
					start := time.Now()
					want = len(reference.EncodeOrdinary(s.text))
					peerTime = min(peerTime, time.Since(start))
				}
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

// countAndExit makes the test binary count once, for BenchmarkStart.
const countAndExit = "TOKEN_COUNT_AND_EXIT"

func TestMain(m *testing.M) {
	if name := os.Getenv(countAndExit); name != "" {
		start := time.Now()
		e, _ := Lookup(name)
		tokens := e.Count("Classify the ticket as one of: billing, bug, how-to, abuse.")
		fmt.Println(tokens, time.Since(start).Nanoseconds())
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// BenchmarkStart measures a process that counts one short text: from its
// start to its end, and the first count in it, which loads what pages of the
// tables it needs.
func BenchmarkStart(b *testing.B) {
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	for _, name := range []string{"cl100k_base", "o200k_base"} {
		b.Run(name, func(b *testing.B) {
			var first float64
			for b.Loop() {
				cmd := exec.Command(self)
				cmd.Env = append(os.Environ(), countAndExit+"="+name)
				out, err := cmd.Output()
				if err != nil {
					b.Fatal(err)
				}
				var tokens int
				var took float64
				if _, err := fmt.Sscan(string(out), &tokens, &took); err != nil || tokens == 0 {
					b.Fatalf("%q: %v", out, err)
				}
				first += took
			}
			b.ReportMetric(first/float64(b.N)/1e3, "first-count-µs")
		})
	}
}
