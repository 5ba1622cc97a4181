package suggest_test

import (
	"testing"

	"github.com/quoin-dev/quoin/pkg/suggest"
)

func TestNearest(t *testing.T) {
	known := []string{"tone/concise", "safety/no-pii", "output/json-only", "max_input", "model"}
	for _, tc := range []struct{ word, want string }{
		{"tone/concsie", "tone/concise"},
		{"TONE/CONCISE", "tone/concise"},
		{"no-pii", "safety/no-pii"},
		{"max_imput", "max_input"},
		{"modle", "model"},
		{"zzz", ""},
		{"", ""},
	} {
		if got, _ := suggest.Nearest(tc.word, known); got != tc.want {
			t.Errorf("Nearest(%q) = %q, want %q", tc.word, got, tc.want)
		}
	}
}
