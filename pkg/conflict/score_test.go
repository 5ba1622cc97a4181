package conflict_test

import (
	"bufio"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/quoin-dev/quoin/pkg/conflict"
	"github.com/quoin-dev/quoin/pkg/instruct"
	"github.com/quoin-dev/quoin/pkg/source"
)

const data = "../../../shared/conflicts"

// find runs the detector over a plain text.
func find(text string) []conflict.Conflict {
	return conflict.Find(instruct.Extract(instruct.File(source.NewFile("prompt.md", text))), conflict.Options{})
}

// lines reads a file of JSON lines, or skips the test.
func lines[T any](t *testing.T, path string) []T {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Skipf("the development data is not next to this checkout: %v", err)
	}
	defer f.Close()
	var out []T
	for s := bufio.NewScanner(f); s.Scan(); {
		var v T
		if err := json.Unmarshal(s.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

type pair struct{ ID, A, B, Label, Category, Kind string }

type tally struct{ tp, fp, fn, tn int }

func (c tally) precision() float64 { return ratio(c.tp, c.tp+c.fp) }
func (c tally) recall() float64    { return ratio(c.tp, c.tp+c.fn) }
func (c tally) f1() float64 {
	p, r := c.precision(), c.recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func ratio(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// scorePairs runs every pair as a prompt of two bullets.
func scorePairs(t *testing.T, pairs []pair) (all tally, byCategory map[string]*tally) {
	byCategory = map[string]*tally{}
	for _, p := range pairs {
		c := byCategory[p.Category]
		if c == nil {
			c = &tally{}
			byCategory[p.Category] = c
		}
		got := find("- " + p.A + "\n- " + p.B + "\n")
		switch want := p.Label == "conflict"; {
		case want && len(got) > 0:
			all.tp, c.tp = all.tp+1, c.tp+1
		case want:
			all.fn, c.fn = all.fn+1, c.fn+1
			if testing.Verbose() && os.Getenv("MISSES") != "" {
				t.Logf("missed %s %s: %s || %s", p.ID, p.Category, p.A, p.B)
			}
		case len(got) > 0:
			all.fp, c.fp = all.fp+1, c.fp+1
			t.Logf("wrong %s %s (%s): %s || %s\n\t%s: %s", p.ID, p.Category, p.Kind, p.A, p.B, got[0].Rule, got[0].Reason)
		default:
			all.tn, c.tn = all.tn+1, c.tn+1
		}
	}
	return all, byCategory
}

type document struct {
	File, Label string
	LineA       int   `json:"line_a"`
	LineB       int   `json:"line_b"`
	AlsoOK      []int `json:"also_ok_lines"`
}

// scoreDocuments returns how many planted pairs are named and how many clean
// documents are flagged.
func scoreDocuments(t *testing.T) (named, planted, flagged, clean int) {
	for _, d := range lines[document](t, filepath.Join(data, "docs.jsonl")) {
		b, err := os.ReadFile(filepath.Join(data, d.File))
		if err != nil {
			t.Fatal(err)
		}
		f := source.NewFile(d.File, string(b))
		got := conflict.Find(instruct.Extract(instruct.File(f)), conflict.Options{})
		if d.Label != "conflict" {
			clean++
			if len(got) > 0 {
				flagged++
				t.Logf("wrong %s: %s || %s: %s", d.File, got[0].A.Text, got[0].B.Text, got[0].Reason)
			}
			continue
		}
		planted++
		ok := slices.ContainsFunc(got, func(c conflict.Conflict) bool { return names(f, d, c) })
		if ok {
			named++
		} else {
			t.Logf("missed %s: lines %d and %d", d.File, d.LineA, d.LineB)
		}
	}
	return named, planted, flagged, clean
}

func names(f *source.File, d document, c conflict.Conflict) bool {
	a, b := f.Position(c.A.Source.Start).Line, f.Position(c.B.Source.Start).Line
	is := func(line, want int) bool { return line == want || slices.Contains(d.AlsoOK, line) }
	return is(a, d.LineA) && is(b, d.LineB) || is(a, d.LineB) && is(b, d.LineA)
}

// scoreNoise returns how many real files are flagged.
func scoreNoise(t *testing.T) (flagged, files int) {
	b, err := os.ReadFile(filepath.Join(data, "noise.dev.json"))
	if err != nil {
		t.Skipf("the development data is not next to this checkout: %v", err)
	}
	var names []string
	if err := json.Unmarshal(b, &names); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := os.ReadFile(filepath.Join("../../../shared/corpus", name))
		if err != nil {
			continue
		}
		files++
		if got := find(string(text)); len(got) > 0 {
			flagged++
			for _, c := range got {
				t.Logf("flagged %s: [%s] %s || %s: %s", name, c.Rule, c.A.Text, c.B.Text, c.Reason)
			}
		}
	}
	return flagged, files
}

func TestScoreboard(t *testing.T) {
	all, by := scorePairs(t, lines[pair](t, filepath.Join(data, "pairs.dev.jsonl")))
	named, planted, flagged, clean := scoreDocuments(t)
	noisy, files := scoreNoise(t)
	for _, name := range slices.Sorted(maps.Keys(by)) {
		c := by[name]
		t.Logf("%-20s found %2d of %2d, wrong %d   P %.2f R %.2f F1 %.2f", name, c.tp, c.tp+c.fn, c.fp, c.precision(), c.recall(), c.f1())
	}
	t.Logf("pairs      P %.3f R %.3f F1 %.3f (%d found, %d missed, %d wrong, %d quiet)", all.precision(), all.recall(), all.f1(), all.tp, all.fn, all.fp, all.tn)
	t.Logf("documents  %d of %d planted pairs named, %d of %d clean flagged", named, planted, flagged, clean)
	t.Logf("real files %d of %d flagged (%.1f %%)", noisy, files, 100*ratio(noisy, files))
	for _, floor := range []struct {
		name      string
		got, want float64
	}{
		{"precision of pairs", all.precision(), 0.97},
		{"recall of pairs", all.recall(), 0.90},
		{"planted pairs named", ratio(named, planted), 0.60},
		{"clean documents left alone", 1 - ratio(flagged, clean), 0.90},
		{"real files left alone", 1 - ratio(noisy, files), 0.97},
	} {
		if floor.got < floor.want {
			t.Errorf("%s: %.3f is below the floor of %.2f", floor.name, floor.got, floor.want)
		}
	}
}
