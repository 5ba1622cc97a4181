package rules_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/rules"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// corpus is where real prompts lie, beside the repository.
const corpus = "../../../shared/corpus"

// BenchmarkRules runs each rule by itself over real prompts, and all of them
// together.
func BenchmarkRules(b *testing.B) {
	var files []*source.File
	size := int64(0)
	err := filepath.WalkDir(corpus, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.Contains(".md.mdc.txt.prompt", filepath.Ext(path)) {
			return err
		}
		text, err := os.ReadFile(path)
		files = append(files, source.NewFile(path, string(text)))
		size += int64(len(text))
		return err
	})
	if err != nil {
		b.Skipf("the corpus of real prompts is not there: %v", err)
	}
	ws, loaded := workspace.Loose(files)
	bench := func(name string, rules []*analysis.Rule) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(size)
			for b.Loop() {
				analysis.Run(b.Context(), rules, ws, analysis.Options{Loaded: loaded})
			}
		})
	}
	bench("none", nil)
	bench("all", rules.All)
	for _, r := range rules.All {
		if !r.Reported {
			bench(strings.ReplaceAll(r.Name, "/", "."), []*analysis.Rule{r})
		}
	}
}
