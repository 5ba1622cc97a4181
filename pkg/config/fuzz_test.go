package config_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/source"
)

var index = regexp.MustCompile(`\[\d+\]`)

// FuzzKeys holds the scanner of keys against the library: every key that the
// library reads has a place, that place holds the last part of the key, and
// nothing that the library does not read has one.
func FuzzKeys(f *testing.F) {
	for _, seed := range []string{
		full,
		"a.b.c = 1\na.\"d e\".f = 2\n'g' = { h.i = [1, { j = 2 }], k = '''x''' } # l = 1\n",
		"[a . b]\nc = \"\"\"\n[d]\ne = 1\"\"\"\"\"\nf = 'g#h'\n[[a.x]]\ny=1\n[[a.x]]\ny=2\n[a.x.z]\nw=[[],[1,],]\n",
		"\"\\u00e9\\t\" = 1979-05-27T07:32:00Z\nx = [\n # comment ]\n 1,\n]\n\"\" = 0x1F\n",
		"s = \"\\\"\" \nt = \"\"\"\\\"\"\"\"\nu = '\\'\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file := source.NewFile("fuzz.toml", text)
		var into struct{}
		keys, found := config.Decode(file, 0, len(text), &into, config.Rule)
		for _, d := range found {
			if s := d.Span; s.File != file || s.Start < 0 || s.End < s.Start || s.End > len(text) {
				t.Fatalf("%v is at [%d, %d) of %d bytes", d, s.Start, s.End, len(text))
			}
		}
		var values map[string]any
		meta, err := toml.Decode(text, &values)
		if err != nil || keys == nil {
			return
		}
		places := map[string]bool{}
		for key, span := range keys {
			if span.Start < 0 || span.End < span.Start || span.End > len(text) {
				t.Fatalf("key %s is at [%d, %d) of %d bytes", key, span.Start, span.End, len(text))
			}
			places[index.ReplaceAllString(key, "")] = true
		}
		for _, key := range meta.Keys() {
			var parts []string
			for _, part := range key {
				parts = append(parts, config.Quote(part))
			}
			if dotted := index.ReplaceAllString(strings.Join(parts, "."), ""); !places[dotted] {
				t.Fatalf("no place for %s in %q, only %v", dotted, text, keys)
			}
		}
	})
}
