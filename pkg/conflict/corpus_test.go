package conflict_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/quoin-dev/quoin/pkg/conflict"
	"github.com/quoin-dev/quoin/pkg/instruct"
	"github.com/quoin-dev/quoin/pkg/source"
)

const corpus = "../../../shared/corpus"

// TestCorpus lists what is found in real prompts, for a person to read: nobody
// has labelled them. It runs where CORPUS is set.
func TestCorpus(t *testing.T) {
	if os.Getenv("CORPUS") == "" {
		t.Skip("set CORPUS=1 to list the conflicts in the corpus")
	}
	files, flagged, found := 0, 0, 0
	err := filepath.WalkDir(corpus, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch filepath.Ext(path) {
		case ".json", ".jsonl", ".csv":
			return nil
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files++
		f := source.NewFile(path, string(b))
		got := conflict.Find(instruct.Extract(instruct.File(f)), conflict.Options{})
		if len(got) > 0 {
			flagged++
		}
		found += len(got)
		name, _ := filepath.Rel(corpus, path)
		for _, c := range got {
			a, b := f.Position(c.A.Source.Start).Line, f.Position(c.B.Source.Start).Line
			t.Logf("%s [%s] %s\n  %d: %s\n  %d: %s", name, c.Rule, c.Reason, a, short(c.A.Text), b, short(c.B.Text))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d conflicts in %d of %d files", found, flagged, files)
}

// short keeps a sentence to what fits on a line or two.
func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > 240 {
		s = s[:240] + "…"
	}
	return s
}
