package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
)

// BenchmarkLint lints a workspace made for the purpose: `quoin lint` as a
// person runs it, but in this process. It prints the peak of live memory and,
// for the larger size, that twice the workspace costs about twice the time.
func BenchmarkLint(b *testing.B) {
	for _, size := range []struct{ fragments, prompts int }{{1_000, 100}, {10_000, 1_000}, {20_000, 2_000}} {
		b.Run(fmt.Sprintf("fragments=%d/prompts=%d", size.fragments, size.prompts), func(b *testing.B) {
			dir := b.TempDir()
			bytes := generate(b, dir, size.fragments, size.prompts)
			b.SetBytes(int64(bytes))
			debug.FreeOSMemory()
			for b.Loop() {
				var out strings.Builder
				if code := inProcess(&out, "lint", "-C", dir, "--format", "json"); code > 1 {
					b.Fatalf("exit code %d\n%s", code, out.String())
				}
			}
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(m.Sys-m.HeapReleased)/1e6, "MB-peak")
		})
	}
}

// BenchmarkCost prices 1,000 prompts that share 1,000 fragments, as `quoin
// cost` does.
func BenchmarkCost(b *testing.B) {
	dir := b.TempDir()
	generate(b, dir, 1_000, 1_000)
	for b.Loop() {
		var out strings.Builder
		if code := inProcess(&out, "cost", "-C", dir, "--format", "json"); code > 0 {
			b.Fatalf("exit code %d\n%s", code, out.String())
		}
	}
}

// inProcess runs the command in this process.
func inProcess(out io.Writer, args ...string) int {
	var errs bytes.Buffer
	code := run(context.Background(), args, streams{in: strings.NewReader(""), out: out, err: &errs}, func(string) string { return "" })
	if code > 1 {
		fmt.Fprint(out, errs.String())
	}
	return code
}

// generate writes a workspace of fragments that include each other, and of
// prompts that include a dozen of them, about 1.8 kB a file. It is the same
// for the same sizes.
func generate(tb testing.TB, dir string, fragments, prompts int) int {
	tb.Helper()
	g := &generator{random: rand.New(rand.NewPCG(7, uint64(fragments)))}
	total := 0
	write := func(name, text string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			tb.Fatal(err)
		}
		total += len(text)
	}
	write("quoin.toml", "")
	for i := range fragments {
		write(fmt.Sprintf("prompts/fragments/area%d/rule%d.md", i%100, i), g.fragment(i))
	}
	for i := range prompts {
		write(fmt.Sprintf("prompts/feature%d/prompt%d.md", i%20, i), g.prompt(i, fragments))
	}
	return total
}

type generator struct{ random *rand.Rand }

// The words of generated sentences: enough of them that two sentences are
// alike about as often as in the work of people.
var (
	subjects = strings.Fields("answer reply summary ticket invoice refund report plan draft review message note table list quote forecast ledger contract order shipment account schedule incident deployment migration release query index cluster")
	verbs    = strings.Fields("mention describe list compare verify explain translate classify mask include shorten expand check cite format group rank reject confirm escalate reword sort count label quote convert validate archive")
	details  = strings.Fields("amount date region currency version priority owner deadline source status total margin address reason history category language unit price channel team stage risk duration device browser locale tenant quota endpoint")
)

func (g *generator) word(from []string) string { return from[g.random.IntN(len(from))] }

func (g *generator) sentence() string {
	return fmt.Sprintf("When the %s names a %s or a %s%d, %s the %s and %s its %s before you %s the %s.",
		g.word(subjects), g.word(details), g.word(details), g.random.IntN(900), g.word(verbs), g.word(subjects), g.word(verbs), g.word(details), g.word(verbs), g.word(subjects))
}

func (g *generator) rules(b *strings.Builder, n int) {
	for range n {
		fmt.Fprintf(b, "- %s\n", g.sentence())
	}
}

func (g *generator) fragment(i int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "+++\nversion = \"1.%d.0\"\nsummary = \"Rules about the %s.\"\n\n[vars.product]\ntype = \"string\"\nrequired = true\n+++\n", i%30, g.word(subjects))
	fmt.Fprintf(&b, "## The %s of {{product}} %d\n", g.word(subjects), i)
	g.rules(&b, 12)
	if i%5 == 0 && i > 0 {
		j := g.random.IntN(i)
		fmt.Fprintf(&b, "\n{{> area%d/rule%d}}\n", j%100, j)
	}
	return b.String()
}

func (g *generator) prompt(i, fragments int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "+++\nkind = \"prompt\"\nversion = \"1.0.%d\"\nsummary = \"Handle a %s.\"\nmodel = \"openai/gpt-5-mini\"\nfeature = \"feature%d\"\n", i, g.word(subjects), i%20)
	b.WriteString("[vars.product]\ntype = \"string\"\nrequired = true\nstable = true\nsample = \"Acme Cloud\"\n")
	b.WriteString("[vars.tier]\ntype = \"string\"\nenum = [\"free\", \"pro\", \"team\"]\ndefault = \"free\"\n")
	b.WriteString("[vars.ticket]\ntype = \"text\"\nrequired = true\nuntrusted = true\ntokens = 300\nsample = \"It does not work.\"\n")
	b.WriteString("[traffic]\ncalls_per_month = 10_000\noutput_tokens = 200\n+++\n{{role \"system\"}}\nYou handle tickets about {{product}}.\n\n")
	for range 10 {
		j := g.random.IntN(fragments)
		fmt.Fprintf(&b, "{{> area%d/rule%d}}\n\n", j%100, j)
	}
	b.WriteString("# Task\n")
	g.rules(&b, 3)
	b.WriteString("{{#ifEquals tier \"team\"}}\n- Offer a call within one hour.\n{{/ifEquals}}\n\n{{role \"user\"}}\n<ticket>\n{{ticket}}\n</ticket>\n")
	return b.String()
}
