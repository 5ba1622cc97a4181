package token

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"
)

const shared = "../../../shared"

// official returns the counts of the official encoder: encoding → path → tokens.
func official(t *testing.T) map[string]map[string]int {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(shared, "tokens/official.json"))
	if err != nil {
		t.Skipf("the official counts are not beside this checkout: %v", err)
	}
	var counts map[string]map[string]int
	if err := json.Unmarshal(data, &counts); err != nil {
		t.Fatal(err)
	}
	return counts
}

func TestCountsAreTheOfficialOnes(t *testing.T) {
	for name, counts := range official(t) {
		e, ok := Lookup(name)
		if !ok {
			t.Errorf("no encoding %s", name)
			continue
		}
		for path, want := range counts {
			text, err := os.ReadFile(filepath.Join(shared, path))
			if err != nil {
				t.Fatal(err)
			}
			if !utf8.Valid(text) {
				t.Logf("%s is not UTF-8", path)
			}
			if got := e.Count(string(text)); got != want {
				t.Errorf("%s: %s has %d tokens, want %d", name, path, got, want)
			}
		}
	}
}
