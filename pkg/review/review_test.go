package review_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quoin-dev/quoin/pkg/review"
)

var day = time.Date(2026, 5, 1, 9, 0, 0, 0, time.UTC)

func sortOne(t *testing.T, golden, answer string, decisions ...review.Decision) review.Item {
	t.Helper()
	l := review.NewLedger(decisions)
	return review.Learn(l, review.DefaultBounds()).Sort(l, review.Answer{
		Suite: "s", Case: "c", Prompt: "p", Accepted: []string{golden}, Text: answer,
	})
}

func TestCategories(t *testing.T) {
	for _, c := range []struct {
		name, golden, answer string
		category             review.Category
		tier                 review.Tier
		verdict              review.Verdict
		kind                 review.Kind
	}{
		{"the same but for the last newline", "Yes.\n", "Yes.", review.Same, review.Automatic, review.Accept, review.Reworded},
		{"case and punctuation", "Yes, it is.", "yes it is!", review.Cosmetic, review.Automatic, review.Accept, review.Reworded},
		{"the order of keys", `{"a":1,"b":2}`, "{\n \"b\": 2, \"a\": 1 }", review.Cosmetic, review.Automatic, review.Accept, review.JSONValues},
		{"a rounding error", `{"a":0.3}`, `{"a":0.30000000000000004}`, review.Equivalent, review.Automatic, review.Accept, review.JSONValues},
		{"another amount is no punctuation", "It costs $1.50 now.", "It costs $150 now.", review.Changed, review.Person, "", review.Numbers},
		{"a sign is no punctuation", "It is -5 degrees.", "It is 5 degrees.", review.Changed, review.Person, "", review.Reworded},
		{"a field", `{"label":"bug","n":1}`, `{"label":"billing","n":1}`, review.Changed, review.Person, "", review.JSONValues},
		{"a refusal", "The capital is Paris.", "I'm sorry, but I can't help with that.", review.Broken, review.Automatic, review.Reject, review.Refused},
		{"a fence", "print(1)", "```\nprint(1)\n```", review.Changed, review.Person, "", review.Reformed},
		{"a not", "You may share it with others.", "You may not share it with others.", review.Changed, review.Person, "", review.Negated},
		{"a name", "Then write to Ada about it.", "Then write to Grace about it.", review.Changed, review.Person, "", review.Names},
		{"a sentence less", "Open the door. Then call the office manager.", "Open the door.", review.Changed, review.Person, "", review.Dropped},
		{"a sentence more", "Open the door.", "Open the door. Then call the office manager.", review.Changed, review.Person, "", review.Added},
		{"other words", "Open the big door slowly.", "Open the large door slowly.", review.Changed, review.Person, "", review.Reworded},
		{"no golden", "", "Open the door.", review.Changed, review.Person, "", review.Added},
	} {
		it := sortOne(t, c.golden, c.answer)
		if it.Category != c.category || it.Tier != c.tier || it.Verdict != c.verdict || it.Change.Kind != c.kind {
			t.Errorf("%s: %s %s %q %s (%.2f), want %s %s %q %s", c.name, it.Category, it.Tier, it.Verdict, it.Change.Kind, it.Change.Score, c.category, c.tier, c.verdict, c.kind)
		}
	}
}

func look(golden, answer string, v review.Verdict, who string, at int) review.Decision {
	return review.Decision{
		Suite: "s", Case: "c", Prompt: "p", Old: review.DigestOf(golden), New: review.DigestOf(answer), Verdict: v,
		Reviewer: who, Time: day.Add(time.Duration(at) * time.Minute), Tier: review.Person, Kind: review.Reworded, Score: 0.8,
	}
}

func TestDecisionsHold(t *testing.T) {
	const golden, answer = "Open the big door.", "Open the huge door."
	if it := sortOne(t, golden, answer, look(golden, answer, review.Variant, "ada", 1)); it.Waits() || !it.Verdict.IsAccept() || it.Why != "ada decided it" {
		t.Errorf("after an accept: %+v", it)
	}
	if it := sortOne(t, golden, answer, look(golden, answer, review.Reject, "ada", 1)); it.Waits() || it.Verdict != review.Reject {
		t.Errorf("after a reject: %+v", it)
	}
	// The answer that was found wrong is wrong beside another golden too.
	if it := sortOne(t, "Open the red door.", answer, look(golden, answer, review.Reject, "ada", 1)); it.Verdict != review.Reject {
		t.Errorf("beside another golden: %+v", it)
	}
	it := sortOne(t, golden, answer, look(golden, answer, review.Reject, "ada", 1), look(golden, answer, review.Accept, "grace", 2))
	if !it.Waits() || !it.Second || it.Why != "1 found it right and 1 wrong" {
		t.Errorf("of two minds: %+v", it)
	}
	undo := look(golden, answer, review.Reject, "ada", 3)
	undo.Undo = true
	if it := sortOne(t, golden, answer, look(golden, answer, review.Reject, "ada", 1), undo); !it.Waits() || it.Second {
		t.Errorf("after undo: %+v", it)
	}
}

func TestNothingIsAcceptedWithoutProof(t *testing.T) {
	var decisions []review.Decision
	decide := func(from, n int, v review.Verdict) {
		for i := range n {
			d := look("old", fmt.Sprintf("new %d", from+i), v, "ada", from+i)
			d.Case = fmt.Sprintf("c%d", from+i)
			decisions = append(decisions, d)
		}
	}
	const golden, answer = "Open the big door slowly, please.", "Open the large door slowly, please."
	decide(0, 298, review.Variant)
	it := sortOne(t, golden, answer, decisions...)
	if !it.Waits() {
		t.Errorf("298 right decisions prove 1.00%%: %+v", it)
	}
	decide(298, 1, review.Variant)
	// 95 in 100 are accepted, the rest is a sample for a person.
	sampled, accepted := 0, 0
	l := review.NewLedger(decisions)
	m := review.Learn(l, review.DefaultBounds())
	for i := range 2000 {
		it := m.Sort(l, review.Answer{Suite: "s", Case: fmt.Sprint("x", i), Prompt: "p", Accepted: []string{golden + strings.Repeat(" Close the window.", 3)}, Text: answer + strings.Repeat(" Close the window.", 3)})
		if it.Audit {
			sampled++
		} else if it.Category == review.Equivalent && it.Verdict == review.Accept {
			accepted++
		}
	}
	if sampled+accepted != 2000 || sampled < 60 || sampled > 140 {
		t.Errorf("%d are accepted and %d sampled", accepted, sampled)
	}
	// One confirmed mistake more, and the proof is gone.
	decide(299, 1, review.Reject)
	again := decisions[len(decisions)-1]
	again.Reviewer, again.Time = "grace", again.Time.Add(time.Hour)
	decisions = append(decisions, again)
	if it := sortOne(t, golden, answer, decisions...); !it.Waits() {
		t.Errorf("1 wrong of 300 proves 1.6%%: %+v", it)
	}
}

func TestBounds(t *testing.T) {
	// From tables of the Clopper-Pearson interval, one-sided at 95 %.
	for _, c := range []struct {
		k, n int
		want float64
	}{{0, 10, 0.2589}, {0, 299, 0.00997}, {1, 20, 0.2161}, {5, 100, 0.1023}, {10, 10, 1}, {0, 0, 1}} {
		if got := review.UpperBound(c.k, c.n, 0.95); math.Abs(got-c.want) > 0.0001 {
			t.Errorf("UpperBound(%d, %d) = %.4f, want %.4f", c.k, c.n, got, c.want)
		}
	}
	if got := review.LowerBound(2, 3, 0.95); math.Abs(got-0.1354) > 0.0001 {
		t.Errorf("LowerBound(2, 3) = %.4f", got)
	}
}

func TestDecisionFile(t *testing.T) {
	d := look("a", "b <c>", review.Reject, "ada", 1)
	d.Reason = "it says\n\"no\""
	text := d.Line() + "<<<<<<< HEAD\n" + d.Line() + "{\"verdict\":\"maybe\"}\n\n" + d.Line()[:20]
	got, bad := review.ParseDecisions([]byte(text))
	if diff := cmp.Diff([]review.Decision{d, d}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	var lines []string
	for _, b := range bad {
		lines = append(lines, b.Error())
	}
	want := []string{
		"line 2: it is the mark of a merge: delete it, and keep the lines of both sides",
		`line 4: verdict "maybe" is none of accept, variant, reject and retire`,
		"line 6: it was cut off: unexpected end of JSON input",
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A merge may put the lines of two branches in any order.
func TestTheOrderOfLinesDoesNotMatter(t *testing.T) {
	var all []review.Decision
	for i := range 40 {
		d := look("old", fmt.Sprint("new ", i%13), []review.Verdict{review.Variant, review.Reject}[i%2], []string{"ada", "grace"}[i%3%2], i/4)
		d.Undo = i%11 == 10
		all = append(all, d)
	}
	want := review.NewLedger(all).Decisions
	for i := range all {
		turned := append(append([]review.Decision{}, all[i:]...), all[:i]...)
		if diff := cmp.Diff(want, review.NewLedger(turned).Decisions); diff != "" {
			t.Fatalf("turned by %d (-want +got):\n%s", i, diff)
		}
	}
}

func TestAlikeChangesAreOneLook(t *testing.T) {
	l := review.NewLedger(nil)
	m := review.Learn(l, review.DefaultBounds())
	var items []*review.Item
	for i, pair := range [][2]string{
		{"Hello Ada, the parcel is late.", "Dear Ada, the parcel is late."},
		{"Hello Ada, the invoice is open.", "Dear Ada, the invoice is open."},
		{"The parcel is late by two whole days.", "The parcel is early by two whole days."},
		{`{"label":"bug","id":1}`, `{"label":"billing","id":1}`},
		{`{"label":"bug","id":2}`, `{"label":"abuse","id":2}`},
	} {
		it := m.Sort(l, review.Answer{Suite: "s", Case: fmt.Sprint("c", i), Prompt: "p", Accepted: []string{pair[0]}, Text: pair[1], Impact: float64(5 - i)})
		items = append(items, &it)
	}
	q := review.NewQueue(items)
	var got []string
	for _, it := range q.Items {
		var alike []string
		for _, o := range q.Alike(it) {
			alike = append(alike, o.Case)
		}
		got = append(got, it.Case+": "+strings.Join(alike, " "))
	}
	if diff := cmp.Diff([]string{"c0: c0 c1", "c1: c0 c1", "c2: c2", "c3: c3 c4", "c4: c3 c4"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func FuzzCompare(f *testing.F) {
	f.Add("Open the door. It is -5.", "open the door!")
	f.Add(`{"a":[1,{"b":null}]}`, `{"a":[1,{"b":2}]}`)
	f.Fuzz(func(t *testing.T, old, answer string) {
		c := review.Compare(old, answer)
		if math.IsNaN(c.Score) || c.Score < 0 || c.Score > 1 || c.Kind == "" {
			t.Errorf("%q %q: %+v", old, answer, c)
		}
		if same := review.Compare(old, old); same.Score != 1 || len(same.Paths) > 0 {
			t.Errorf("%q beside itself: %+v", old, same)
		}
	})
}
