package cost_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/cost"
	"github.com/quoin-dev/quoin/pkg/price"
)

func TestOfficialCountsTakeThePlaceOfEstimates(t *testing.T) {
	for _, given := range []map[string]any{nil, {"ticket": "It is broken."}} {
		p := cost.NewScale(price.Default()).Weigh(resolve(t), "anthropic/claude-sonnet-4-5", given)
		if p.Counter.Exact() {
			t.Fatal("the tokenizer of the model is public: take another one")
		}
		if err := p.Officially("count_tokens", func(*compose.Composition) (int, error) { return 0, errors.New("no") }); err == nil || p.Counter.Exact() {
			t.Fatal("a count that fails leaves no trace")
		}
		seen := ""
		err := p.Officially("count_tokens", func(c *compose.Composition) (int, error) {
			for _, m := range c.Messages {
				seen += m.Text
				parts := ""
				for _, part := range m.Parts {
					parts += m.Text[part.Start:part.End]
				}
				if len(m.Parts) > 0 && parts != m.Text {
					t.Errorf("the parts are %q, the text is %q", parts, m.Text)
				}
			}
			return 777, nil
		})
		if err != nil || !p.Counter.Exact() || p.Counter.Name() != "count_tokens" {
			t.Fatal(p.Counter.Name(), err)
		}
		want := 777 + 90 + 10 // history and retrieval
		if given == nil {
			want += 400 // the ticket, as declared
		}
		if strings.Contains(seen, "ticket}}") || strings.Contains(seen, "broken") != (given != nil) || !strings.Contains(seen, "Acme Cloud") {
			t.Errorf("asked for the count of %q", seen)
		}
		checkOfficial(t, &p, want)
	}
}

func checkOfficial(t *testing.T, p *cost.Prompt, want int) {
	t.Helper()
	for _, m := range []*cost.Measure{&p.Worst, &p.Typical, &p.Smallest} {
		sum := cost.Count{}
		for _, r := range m.Rows {
			sum = sum.Plus(r.Count)
		}
		if sum != m.Total || !m.Total.Exact() || m.Total.Tokens != want {
			t.Errorf("rows sum to %v, the total is %v, want %d", sum, m.Total, want)
		}
		if m.Prefix <= 0 || m.Prefix >= want {
			t.Errorf("a stable prefix of %d of %d tokens", m.Prefix, want)
		}
	}
}
