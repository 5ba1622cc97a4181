package release_test

import (
	"os"
	"strings"
	"testing"
)

// The help shows the programs that the tests run.
func TestHelpShowsWhatIsTested(t *testing.T) {
	help, err := os.ReadFile("../../cmd/quoin/help/loading.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"loading_test.go", "../../testdata/loading/load.mjs", "../../testdata/loading/load.py"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, part, marked := strings.Cut(string(text), "// loading:begin\n")
		if !marked {
			part = string(text)
		}
		part, _, _ = strings.Cut(part, "// loading:end")
		if !strings.Contains(string(help), strings.TrimSpace(part)) {
			t.Errorf("the help does not show %s", name)
		}
	}
}
