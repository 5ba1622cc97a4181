package price_test

import (
	"testing"

	"github.com/quoin-dev/quoin/pkg/price"
)

func lookup(t *testing.T, name string) price.Model {
	t.Helper()
	m, ok := price.Default().Lookup(name)
	if !ok {
		t.Fatalf("the catalogue does not have %s", name)
	}
	return m
}

func TestCostOfOneCall(t *testing.T) {
	for _, tc := range []struct {
		model string
		usage price.Usage
		want  string
	}{
		{"openai/gpt-5-mini", price.Usage{Input: 1000, Output: 200}, "0.00065"},
		{"openai/gpt-5-mini", price.Usage{Input: 100, CachedRead: 900, Output: 200}, "0.0004475"},
		{"openai/gpt-5-mini", price.Usage{Input: 1000, Output: 200, Batch: true}, "0.000325"},
		{"anthropic/claude-sonnet-4-5", price.Usage{CacheWrite5m: 2000, Input: 100}, "0.0078"},
		{"anthropic/claude-sonnet-4-5", price.Usage{CacheWrite1h: 2000, Input: 100}, "0.0123"},
		{"anthropic/claude-sonnet-4-5", price.Usage{Input: 200_000, Output: 1000}, "0.615"},
		{"anthropic/claude-sonnet-4-5", price.Usage{Input: 200_001, Output: 1000}, "1.222506"},
		{"anthropic/claude-sonnet-4-5", price.Usage{Input: 1, CachedRead: 200_000}, "0.120006"},
		{"perplexity/sonar", price.Usage{Input: 1000, Output: 100}, "0.0131"},
		{"openai/gpt-4o", price.Usage{CacheWrite1h: 1_000_000}, "2.5"},
		{"openai/gpt-4o", price.Usage{Input: -5, Output: -5}, "0"},
		{"openai/text-embedding-3-small", price.Usage{Input: 1_000_000}, "0.02"},
	} {
		if got := lookup(t, tc.model).Cost(tc.usage).Decimal(); got != tc.want {
			t.Errorf("%s for %+v costs $%s, want $%s", tc.model, tc.usage, got, tc.want)
		}
	}
}

func TestCachedTokensFollowTheRuleOfTheProvider(t *testing.T) {
	for _, tc := range []struct {
		model        string
		prefix, want int
	}{
		{"openai/gpt-5-mini", 1023, 0},
		{"openai/gpt-5-mini", 1024, 1024},
		{"openai/gpt-5-mini", 1500, 1408},
		{"openai/gpt-5.6-sol", 1500, 1500},
		{"anthropic/claude-haiku-4-5", 4095, 0},
		{"anthropic/claude-haiku-4-5", 4097, 4097},
		{"google/gemini-2.5-pro", 2047, 0},
		{"openai/gpt-3.5-turbo", 100_000, 0},
	} {
		if got := lookup(t, tc.model).Cache.Cached(tc.prefix); got != tc.want {
			t.Errorf("%s caches %d of %d tokens, want %d", tc.model, got, tc.prefix, tc.want)
		}
	}
}
