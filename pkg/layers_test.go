package pkg_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/quoin-dev/quoin/"

// layers is the package map: a package may import only those above it.
var layers = []string{
	"prompts",
	"pkg/source",
	"pkg/diag",
	"pkg/par",
	"pkg/suggest",
	"pkg/textdiff",
	"pkg/gitrepo",
	"pkg/token",
	"pkg/price",
	"pkg/config",
	"pkg/template",
	"pkg/fragment",
	"pkg/workspace",
	"pkg/workspace/workspacetest",
	"pkg/compose",
	"pkg/dedupe",
	"pkg/cost",
	"pkg/instruct",
	"pkg/conflict",
	"pkg/release",
	"pkg/change",
	"pkg/analysis",
	"pkg/rules",
	"pkg/provider",
	"pkg/dispatch",
	"pkg/eval",
	"pkg/review",
	"pkg/audit",
	"pkg/report",
	"pkg/report/reviewui",
	"pkg/lsp",
	"cmd/quoin",
}

func TestLayers(t *testing.T) {
	root := os.DirFS("..")
	err := fs.WalkDir(root, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		dir := path.Dir(name)
		if dir == "pkg" {
			return nil
		}
		at := slices.Index(layers, dir)
		if at < 0 {
			t.Errorf("%s has no place in layers", dir)
			return nil
		}
		src, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		if strings.HasPrefix(string(src), "//go:build ignore\n") {
			return nil // a program that `go generate` runs, no part of the package
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, imp := range f.Imports {
			target, _ := strconv.Unquote(imp.Path.Value)
			if rest, ok := strings.CutPrefix(target, module); ok && slices.Index(layers, rest) >= at {
				t.Errorf("%s imports %s, which is not above %s", name, rest, dir)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
