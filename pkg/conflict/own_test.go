package conflict_test

import (
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/quoin-dev/quoin/pkg/conflict"
)

// ownPairs reads a file of pairs under testdata: pairs of this package's own making.
func ownPairs(t *testing.T, file string) []pair {
	t.Helper()
	var groups map[string]struct{ Conflict, Quiet [][2]string }
	if _, err := toml.DecodeFile(file, &groups); err != nil {
		t.Fatal(err)
	}
	var out []pair
	for _, name := range slices.Sorted(maps.Keys(groups)) {
		for _, p := range groups[name].Conflict {
			out = append(out, pair{Category: name, A: p[0], B: p[1], Label: "conflict"})
		}
		for _, p := range groups[name].Quiet {
			out = append(out, pair{Category: name, A: p[0], B: p[1], Kind: "quiet"})
		}
	}
	return out
}

func TestOwnPairsAreToldApart(t *testing.T) {
	pairs := ownPairs(t, "testdata/own.toml")
	if len(pairs) < 200 {
		t.Fatalf("only %d pairs", len(pairs))
	}
	all, _ := scorePairs(t, pairs)
	t.Logf("own pairs  P %.3f R %.3f (%d found, %d missed, %d wrong)", all.precision(), all.recall(), all.tp, all.fn, all.fp)
	if os.Getenv("MISSES") == "" && (all.precision() < 0.97 || all.recall() < 0.80) {
		t.Errorf("precision %.3f or recall %.3f fell", all.precision(), all.recall())
	}
}

func TestFreshPairsAreToldApart(t *testing.T) {
	pairs := ownPairs(t, "testdata/fresh.toml")
	all, _ := scorePairs(t, pairs)
	if all.precision() < 0.92 || all.recall() < 0.80 {
		t.Errorf("precision %.3f or recall %.3f fell", all.precision(), all.recall())
	}
	t.Logf("fresh pairs P %.3f R %.3f (%d found, %d missed, %d wrong, %d quiet)", all.precision(), all.recall(), all.tp, all.fn, all.fp, all.tn)
}

// TestOwnDocuments counts the planted pairs that are named and the clean
// prompts that are flagged.
func TestOwnDocuments(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/documents.txtar")
	if err != nil {
		t.Fatal(err)
	}
	named, planted, flagged, clean := 0, 0, 0, 0
	for _, f := range archive.Files {
		got := find(string(f.Data))
		if strings.HasPrefix(f.Name, "good-") {
			clean++
			if len(got) > 0 {
				flagged++
			}
		} else {
			planted++
			if slices.ContainsFunc(got, func(c conflict.Conflict) bool { return c.A.Anchor == "a" && c.B.Anchor == "b" }) {
				named++
			} else {
				t.Logf("missed %s", f.Name)
			}
			got = slices.DeleteFunc(got, func(c conflict.Conflict) bool { return c.A.Anchor == "a" && c.B.Anchor == "b" })
		}
		for _, c := range got {
			t.Logf("wrong %s [%s]: %s || %s: %s", f.Name, c.Rule, c.A.Text, c.B.Text, c.Reason)
		}
	}
	if named < planted*8/10 || flagged > clean/10 {
		t.Errorf("%d of %d named, %d of %d clean flagged", named, planted, flagged, clean)
	}
	t.Logf("own documents  %d of %d planted pairs named, %d of %d clean flagged", named, planted, flagged, clean)
}

// What is found does not depend on how many processors look.
func TestFindingIsTheSameOnAnyNumberOfProcessors(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/documents.txtar")
	if err != nil {
		t.Fatal(err)
	}
	list := func(procs int) (out []string) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
		for _, f := range archive.Files {
			for _, c := range find(string(f.Data)) {
				out = append(out, f.Name+" "+c.Rule+" "+c.Reason+" "+c.Fingerprint())
			}
		}
		return out
	}
	if diff := cmp.Diff(list(1), list(8)); diff != "" {
		t.Error(diff)
	}
}

func TestTheDemoConflictIsFound(t *testing.T) {
	got := find("- Keep every answer under 80 words.\n- Explain each step in detail, in at least 200 words.\n")
	if len(got) != 1 || got[0].Rule != "conflict/range" {
		t.Errorf("found %v", got)
	}
}

func TestBlindPairs(t *testing.T) {
	all, _ := scorePairs(t, ownPairs(t, "testdata/blind.toml"))
	if all.precision() < 0.95 || all.recall() < 0.90 {
		t.Errorf("precision %.3f or recall %.3f fell", all.precision(), all.recall())
	}
	t.Logf("blind pairs P %.3f R %.3f (%d found, %d missed, %d wrong, %d quiet)", all.precision(), all.recall(), all.tp, all.fn, all.fp, all.tn)
}
