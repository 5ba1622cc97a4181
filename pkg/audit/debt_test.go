package audit

import (
	"math"
	"testing"
	"time"

	"github.com/quoin-dev/quoin/pkg/gitrepo"
)

// The score is the sum of what is shown, and no part is more than its most.
func TestDebtAddsUp(t *testing.T) {
	at := func(day string) gitrepo.Commit {
		when, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		return gitrepo.Commit{Time: when}
	}
	r := &Report{
		Samples: []Snapshot{
			{Commit: at("2025-01-01"), Prompts: 4, Fragments: 6, Tokens: 1000, Written: 1000},
			{
				Commit: at("2026-01-01"), Prompts: 4, Fragments: 6, Tokens: 1500, Written: 1200, Copied: 120, Drifted: 1, Dead: 3,
				Conflicts: map[string]bool{"a": true, "b": true},
			},
		},
		Changes: 10, Explained: 4, Untested: []string{"x"},
	}
	r.conflicts()
	d := debtOf(r)
	want := map[string]float64{
		"growth": 10, "conflicts": 10, "copies": 7.5, "drift": 2, "dead text": 10, "untested": 3.75, "unexplained": 6,
	}
	sum := 0.0
	for _, p := range d.Parts {
		sum += p.Points
		if math.Abs(p.Points-want[p.Name]) > 1e-9 {
			t.Errorf("%s has %v points (%s), want %v", p.Name, p.Points, p.Sum, want[p.Name])
		}
		if p.Points > p.Most {
			t.Errorf("%s has %v points of %v", p.Name, p.Points, p.Most)
		}
	}
	if math.Abs(sum-d.Score) > 1e-9 {
		t.Errorf("the parts sum to %v, the score is %v", sum, d.Score)
	}
	most := 0.0
	for _, p := range d.Parts {
		most += p.Most
	}
	if most != 100 {
		t.Errorf("the most is %v", most)
	}
}

func TestChooseKeepsTheEnds(t *testing.T) {
	commits := make([]gitrepo.Commit, 100)
	for i := range commits {
		commits[i].ID = string(rune('0' + i))
	}
	for _, n := range []int{0, 2, 3, 24, 100, 500} {
		got := choose(commits, n)
		if got[0].ID != commits[0].ID || got[len(got)-1].ID != commits[99].ID || len(got) > max(n, 2) {
			t.Errorf("choose %d gives %d, from %q to %q", n, len(got), got[0].ID, got[len(got)-1].ID)
		}
		seen := map[string]bool{}
		for _, c := range got {
			if seen[c.ID] {
				t.Errorf("choose %d gives a commit twice", n)
			}
			seen[c.ID] = true
		}
	}
}
