package review_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quoin-dev/quoin/pkg/review"
)

// desk is a workspace with answers that wait.
type desk struct {
	t     testing.TB
	store review.Store
	clock time.Time
}

func newDesk(t testing.TB) *desk {
	return &desk{t, review.Store{Root: t.TempDir()}, day}
}

func (d *desk) put(name, golden, answer string) {
	d.t.Helper()
	dir := filepath.Join(d.store.Root, "prompts", "ask.goldens")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		d.t.Fatal(err)
	}
	if golden != "" {
		if err := os.WriteFile(filepath.Join(dir, name+".md"), []byte(golden), 0o644); err != nil {
			d.t.Fatal(err)
		}
	}
	if err := d.store.PutPending(review.Pending{Suite: "prompts/ask", Case: name, Prompt: "ask", Answer: answer}); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) open(who string, required int) *review.Session {
	d.t.Helper()
	s, err := review.Open(d.t.Context(), d.store, review.DefaultBounds(), who, required, func() time.Time {
		d.clock = d.clock.Add(time.Second)
		return d.clock
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return s
}

// state lists what waits, and the accepted answers of each case.
func (d *desk) state(s *review.Session, names ...string) string {
	d.t.Helper()
	out := "waits:"
	for _, it := range s.Queue.Items {
		out += " " + it.Case
	}
	for _, name := range names {
		goldens, err := d.store.Goldens("prompts/ask", name)
		if err != nil {
			d.t.Fatal(err)
		}
		out += fmt.Sprintf("; %s: %q", name, goldens)
	}
	return out
}

func (d *desk) want(s *review.Session, want string, names ...string) {
	d.t.Helper()
	if diff := cmp.Diff(want, d.state(s, names...)); diff != "" {
		d.t.Errorf("(-want +got):\n%s", diff)
	}
	// What a new session sees is what this one does.
	if diff := cmp.Diff(want, d.state(d.open(s.Reviewer, s.Required), names...)); diff != "" {
		d.t.Errorf("opened again (-want +got):\n%s", diff)
	}
}

func TestSession(t *testing.T) {
	d := newDesk(t)
	d.put("a", "Open the big door.", "Open the huge door.")
	d.put("b", "Close the window now.", "Shut the window now.")
	d.put("same", "Yes.", "yes!")
	s := d.open("ada", 1)
	d.want(s, `waits: a b; a: ["Open the big door."]`, "a")

	decide := func(name string, v review.Verdict, reason string) {
		t.Helper()
		if err := s.Decide(s.Find(name), v, reason); err != nil {
			t.Fatal(err)
		}
	}
	decide("a", review.Variant, "")
	d.want(s, `waits: b; a: ["Open the big door." "Open the huge door."]`, "a")
	if err := s.Undo(); err != nil {
		t.Fatal(err)
	}
	d.want(s, `waits: a b; a: ["Open the big door."]`, "a")
	decide("a", review.Accept, "better")
	d.want(s, `waits: b; a: ["Open the huge door."]`, "a")
	decide("b", review.Reject, "it must say close")
	d.want(s, `waits:; b: ["Close the window now."]`, "b")

	// The same answer again is known.
	d.put("b", "", "Shut the window now.")
	s = d.open("ada", 1)
	it := s.Find("b")[0]
	if it.Waits() || it.Verdict != review.Reject || it.Why != "ada decided it: it must say close" {
		t.Errorf("the second time: %+v", it)
	}
	if err := s.Undo(); !errors.Is(err, review.ErrNothing) {
		t.Errorf("undo in a new session: %v", err)
	}
}

func TestEditGolden(t *testing.T) {
	d := newDesk(t)
	d.put("a", "Open the big door.", "Open the huge door.")
	s := d.open("ada", 1)
	if err := s.SetGolden(s.Find("a")[0], "Open the huge door!"); err != nil {
		t.Fatal(err)
	}
	d.want(s, `waits:; a: ["Open the huge door!"]`, "a")
}

func TestQuorum(t *testing.T) {
	d := newDesk(t)
	d.put("a", "Open the big door.", "Open the huge door.")
	ada := d.open("ada", 2)
	if err := ada.Decide(ada.Find("a"), review.Variant, ""); err != nil {
		t.Fatal(err)
	}
	d.want(ada, `waits: a; a: ["Open the big door."]`, "a")
	if it := ada.Find("a")[0]; !it.Seen || it.Why != "1 of 2 people have looked" {
		t.Errorf("after the first: %+v", it)
	}
	grace := d.open("grace", 2)
	if err := grace.Decide(grace.Find("a"), review.Reject, ""); err != nil {
		t.Fatal(err)
	}
	d.want(grace, `waits: a; a: ["Open the big door."]`, "a")
	joan := d.open("joan", 2)
	if err := joan.Decide(joan.Find("a"), review.Variant, ""); err != nil {
		t.Fatal(err)
	}
	d.want(joan, `waits:; a: ["Open the big door." "Open the huge door."]`, "a")
	st := review.Statistics(joan.Ledger(), joan.Model())
	if st.Changes != 1 || st.Looks != 3 || st.Twice != 1 || st.Agreed != 0 || len(st.Reviewers) != 3 || st.Reviewers[1].Disputes != 1 {
		t.Errorf("statistics: %+v", st)
	}
}

func TestBulk(t *testing.T) {
	d := newDesk(t)
	d.put("a", "Hello Ada, the parcel is late.", "Dear Ada, the parcel is late.")
	d.put("b", "Hello Ada, the invoice is open.", "Dear Ada, the invoice is open.")
	s := d.open("ada", 1)
	if err := s.Decide(s.Queue.Alike(s.Queue.Items[0]), review.Accept, ""); err != nil {
		t.Fatal(err)
	}
	d.want(s, `waits:; a: ["Dear Ada, the parcel is late."]; b: ["Dear Ada, the invoice is open."]`, "a", "b")
	if err := s.Undo(); err != nil {
		t.Fatal(err)
	}
	d.want(s, `waits: a b; a: ["Hello Ada, the parcel is late."]; b: ["Hello Ada, the invoice is open."]`, "a", "b")

	p := review.Pending{Suite: "prompts/ask", Case: "c", Prompt: "ask", Answer: "No.", Failed: []string{"contains: yes"}}
	if err := d.store.PutPending(p); err != nil {
		t.Fatal(err)
	}
	s = d.open("ada", 1)
	if err := s.Decide(s.Items, review.Accept, ""); !errors.Is(err, review.ErrBulk) {
		t.Errorf("a broken answer in bulk: %v", err)
	}
}

// A crash may come between any two writes: what was decided holds, once.
func TestCrash(t *testing.T) {
	d := newDesk(t)
	d.put("a", "Open the big door.", "Open the huge door.")
	s := d.open("ada", 1)
	it := s.Find("a")[0]
	if err := s.Look(it); err != nil {
		t.Fatal(err)
	}
	decision := review.Decision{
		Case: "a", Prompt: "ask", Suite: "prompts/ask", Old: review.DigestOf(it.Change.Old), New: review.DigestOf(it.Text),
		Verdict: review.Variant, Reviewer: "ada", Time: d.clock, Tier: review.Person, Kind: it.Change.Kind, Score: it.Change.Score,
	}
	// After the decision, before the golden.
	if err := d.store.Append(decision); err != nil {
		t.Fatal(err)
	}
	d.want(d.open("ada", 1), `waits:; a: ["Open the big door." "Open the huge door."]`, "a")
	// After the golden, before the pending file went.
	d.put("a", "", "Open the huge door.")
	d.want(d.open("ada", 1), `waits:; a: ["Open the big door." "Open the huge door."]`, "a")
	// In the middle of a line.
	f, err := os.OpenFile(filepath.Join(d.store.Root, "prompts", "ask.decisions.jsonl"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(decision.Line()[:30]); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	d.put("b", "Close the window now.", "Shut the window now.")
	s = d.open("ada", 1)
	if len(s.Warnings) != 1 || s.Warnings[0].Error() != "prompts/ask.decisions.jsonl: line 2: it was cut off: unexpected end of JSON input" {
		t.Errorf("warnings: %v", s.Warnings)
	}
	if err := s.Decide(s.Find("b"), review.Accept, ""); err != nil {
		t.Fatal(err)
	}
	d.want(s, `waits:; b: ["Shut the window now."]`, "b")
}

func TestFileName(t *testing.T) {
	for name, want := range map[string]string{
		"refund":       "refund",
		"../../etc/x":  "%2E.%2F..%2Fetc%2Fx",
		"a b":          "a b",
		"C:\\x":        "C%3A%5Cx",
		"100%":         "100%25",
		"line\nbreak":  "line%0Abreak",
		".hidden":      "%2Ehidden",
		"größe & mehr": "größe & mehr",
	} {
		if got := review.FileName(name); got != want {
			t.Errorf("FileName(%q) = %q, want %q", name, got, want)
		}
	}
}

// BenchmarkOpen opens a queue of 50,000 changes.
func BenchmarkOpen(b *testing.B) {
	d := newDesk(b)
	for i := range 50_000 {
		d.put(fmt.Sprintf("case-%05d", i), fmt.Sprintf("Open the big door number %d and wait for the guard to come.", i), fmt.Sprintf("Open the huge door number %d and wait for the guard to arrive.", i))
	}
	for b.Loop() {
		if s := d.open("ada", 1); len(s.Queue.Items) != 50_000 {
			b.Fatalf("%d wait", len(s.Queue.Items))
		}
	}
}
