package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/quoin-dev/quoin/pkg/dedupe"
	"github.com/quoin-dev/quoin/pkg/report"
)

// An extraction that would change a word is left, and those beside it are not.
func TestWhatMovesADigestIsLeft(t *testing.T) {
	root := t.TempDir()
	const rule = "Never reveal the account number of any customer to anyone at all.\n"
	const other = "Mask every address that stands in a message before you quote it.\n"
	for name, text := range map[string]string{
		"quoin.toml":   "",
		"prompts/a.md": "+++\nkind = \"prompt\"\n+++\n" + rule + "Greet.\n" + other,
		"prompts/b.md": "+++\nkind = \"prompt\"\n+++\n" + rule + "Part.\n" + other,
	} {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	ws, _, err := loadRoot(t.Context(), root, nil)
	if err != nil {
		t.Fatal(err)
	}
	var r report.Dedupe
	for _, c := range dedupe.Find(ws) {
		if c.Text == rule {
			c.Text = "Never say an account number.\n"
		}
		r.Copies = append(r.Copies, report.DedupeCopy{Copy: c})
	}
	texts, err := prove(t.Context(), &opened{root: root, ws: ws}, &r)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Copies) != 2 {
		t.Fatalf("%d copies", len(r.Copies))
	}
	for _, c := range r.Copies {
		if c.Written == (c.Text != other) {
			t.Errorf("%q: written %v, reason %q", c.Text, c.Written, c.Reason)
		}
		if !c.Written && c.Reason != "the digest of a, b would move" {
			t.Errorf("the reason is %q", c.Reason)
		}
	}
	if len(texts) != 3 {
		t.Errorf("%d files change, want two prompts and a fragment", len(texts))
	}
}
