package cost_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/cost"
	"github.com/quoin-dev/quoin/pkg/price"
	"github.com/quoin-dev/quoin/pkg/token"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// resolve expands the prompt of the files below.
func resolve(t testing.TB) *compose.Template {
	t.Helper()
	fsys := fstest.MapFS{"quoin.toml": {}}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	ws, found, err := workspace.Load(t.Context(), fsys, workspace.Options{})
	if err != nil || len(found) > 0 {
		t.Fatal(err, found)
	}
	prompt, ok := ws.Lookup("triage")
	if !ok {
		t.Fatal("the prompt is not there")
	}
	tmpl, found := compose.Resolve(ws, prompt)
	if len(found) > 0 {
		t.Fatal(found)
	}
	return tmpl
}

const triage = `+++
kind = "prompt"
model = "openai/gpt-5-mini"
[vars.product]
required = true
stable = true
sample = "Acme Cloud"
[vars.tier]
enum = ["free", "pro"]
default = "free"
[vars.ticket]
type = "text"
required = true
untrusted = true
tokens = 400
[request]
history = 90
retrieval = 10
[traffic]
calls_per_month = 1000
output_tokens = 50
cached_share = 0.5
[budget]
max_input = 500
min_stable_prefix = 20
max_usd_per_call = 0.001
[output]
format = "json"
schema = { type = "object" }
+++
{{role "system"}}
You work for {{product}}.
{{> rules}}
{{#ifEquals tier "pro"}}
- Offer a call-back within one hour.
{{/ifEquals}}
- Be brief.
{{role "user"}}
<ticket>
{{ticket}}
</ticket>
`

var files = map[string]string{
	"prompts/triage.md":          triage,
	"prompts/fragments/rules.md": "- Never reveal the account number of any customer.\n- Classify the ticket as billing, bug or abuse.\n",
}

func TestRowsSumToTheTotal(t *testing.T) {
	tmpl := resolve(t)
	for _, model := range []string{"openai/gpt-5-mini", "openai/gpt-4", "anthropic/claude-sonnet-4-5", "google/gemini-2.5-flash", "nobody/knows"} {
		p := cost.NewScale(price.Default()).Weigh(tmpl, model, nil)
		for _, m := range []cost.Measure{p.Worst, p.Typical, p.Smallest} {
			var sum cost.Count
			for _, r := range m.Rows {
				sum = sum.Plus(r.Count)
			}
			if sum != m.Total {
				t.Errorf("%s: rows sum to %v, the total is %v", model, sum, m.Total)
			}
		}
		if p.Worst.Total.Tokens < p.Typical.Total.Tokens || p.Typical.Total.Tokens < p.Smallest.Total.Tokens {
			t.Errorf("%s: worst %d, typical %d, smallest %d", model, p.Worst.Total.Tokens, p.Typical.Total.Tokens, p.Smallest.Total.Tokens)
		}
	}
}

// TestGivenValuesAreCountedAsTheyAre holds the total against a plain count of
// the composed messages.
func TestGivenValuesAreCountedAsTheyAre(t *testing.T) {
	tmpl := resolve(t)
	given := map[string]any{"product": "Acme", "tier": "pro", "ticket": "I was charged twice.\nPlease help!"}
	p := cost.NewScale(price.Default()).Weigh(tmpl, "", given)
	c, _ := tmpl.Render(given, compose.RenderOptions{})
	encoding, _ := token.Lookup("o200k_base")
	want := 0
	for _, m := range c.Messages {
		want += encoding.Count(m.Text)
	}
	got := 0
	for _, r := range p.Worst.Rows {
		if r.Message >= 0 {
			got += r.Count.Tokens
		}
	}
	if got != want || p.Worst.Total != p.Smallest.Total {
		t.Errorf("rows of messages sum to %d, the messages have %d tokens; worst %v, smallest %v", got, want, p.Worst.Total, p.Smallest.Total)
	}
}

// TestSegmentsSumToTheMessage cuts texts at random places: the counts of the
// segments are always those of the text, encoded once.
func TestSegmentsSumToTheMessage(t *testing.T) {
	texts := []string{
		triage, strings.Repeat("a\n b\n\n/c\r\n\td 12345 \n", 40), "日本語\nテキスト\n- 一\n", "don't\n'll\n\n\n  x\n",
		strings.Repeat("x", 300) + "\n" + strings.Repeat("- Never reveal it.\n", 30),
	}
	random := rand.New(rand.NewPCG(3, 4))
	for _, model := range []string{"openai/gpt-5-mini", "openai/gpt-4"} {
		m, _ := price.Default().Lookup(model)
		counter := cost.NewCounter(m)
		encoding, _ := token.Lookup(m.Encoding)
		for range 300 {
			text := texts[random.IntN(len(texts))]
			checkSegments(t, counter, encoding, text, random)
		}
	}
}

func checkSegments(t *testing.T, counter *cost.Counter, encoding *token.Encoding, text string, random *rand.Rand) {
	t.Helper()
	message := compose.Message{Text: text}
	for at := 0; at < len(text); {
		end := min(at+1+random.IntN(60), len(text))
		message.Segments = append(message.Segments, compose.Segment{Start: at, End: end})
		at = end
	}
	want := make([]int, len(message.Segments))
	start, owner := 0, 0
	for _, end := range encoding.AppendEnds(nil, text) {
		for start >= message.Segments[owner].End {
			owner++
		}
		want[owner]++
		start = end
	}
	var got []int
	for _, c := range counter.Segments(&message) {
		got = append(got, c.Tokens)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("segments of %q (-want +got)\n%s", text, diff)
	}
	end := random.IntN(len(text) + 1)
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end++
	}
	if got, want := counter.Until(&message, end).Tokens, encoding.Count(text[:end]); got != want {
		t.Fatalf("%d tokens in the first %d bytes of %q, want %d", got, end, text, want)
	}
}

func TestPrefixEndsBeforeWhatDiffers(t *testing.T) {
	encoding, _ := token.Lookup("o200k_base")
	p := cost.NewScale(price.Default()).Weigh(resolve(t), "", nil)
	// The schema, then the system message up to the line that one plan gets.
	stable := "You work for Acme Cloud.\n- Never reveal the account number of any customer.\n- Classify the ticket as billing, bug or abuse.\n- "
	want := encoding.Count(`{"type":"object"}`) + encoding.Count(stable)
	if p.Worst.Prefix != want {
		t.Errorf("got %d tokens, want %d", p.Worst.Prefix, want)
	}
}

func TestMoney(t *testing.T) {
	p := cost.NewScale(price.Default()).Weigh(resolve(t), "", nil)
	m := p.Price(&p.Typical)
	model, _ := price.Default().Lookup("openai/gpt-5-mini")
	call := model.Cost(price.Usage{Input: p.Typical.Total.Tokens, Output: 50})
	// The prefix is too short to be cached, so every call costs the same.
	if want := (cost.Money{Known: true, Call: call, Cached: call, Month: call.Times(1000), Calls: 1000}); m != want {
		t.Errorf("got %+v, want %+v", m, want)
	}
	if over := p.Typical.Overhead(); over < 1 || p.Typical.Typed != 400 {
		t.Errorf("overhead %v, typed %d", over, p.Typical.Typed)
	}
	unknown := cost.NewScale(price.Default()).Weigh(resolve(t), "nobody/knows", nil)
	if m := unknown.Price(&unknown.Typical); m.Known || m.Month != 0 {
		t.Errorf("a model without a price costs %+v", m)
	}
}

func TestChecks(t *testing.T) {
	p := cost.NewScale(price.Default()).Weigh(resolve(t), "", nil)
	got := map[string]bool{}
	for _, c := range p.Checks() {
		got[c.Key] = c.Broken()
	}
	want := map[string]bool{"max_input": true, "min_stable_prefix": false, "max_usd_per_call": false}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestTablesAddUp(t *testing.T) {
	scale := cost.NewScale(price.Default())
	p := scale.Weigh(resolve(t), "", nil)
	prompts := []cost.Prompt{p, p}
	lines := cost.ByPrompt(prompts)
	total := cost.Total(lines)
	if total.Month != 2*lines[0].Month || total.Prompts != 2 || total.Real.Tokens != 2*p.Typical.Total.Tokens {
		t.Errorf("got %+v", total)
	}
	grouped := cost.Group(prompts, func(*cost.Prompt) string { return "all" })
	if len(grouped) != 1 || grouped[0].Month != total.Month {
		t.Errorf("got %+v", grouped)
	}
	shares := cost.ByFragment(prompts)
	written := 0
	for _, s := range shares {
		written += s.Tokens
	}
	if len(shares) != 2 || written != 2*p.Typical.Written {
		t.Errorf("shares have %d tokens, the team wrote %d: %+v", written, 2*p.Typical.Written, shares)
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567", -1234: "-1,234"} {
		if got := cost.Thousands(n); got != want {
			t.Errorf("Thousands(%d) = %q, want %q", n, got, want)
		}
	}
}
