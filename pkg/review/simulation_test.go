package review_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/quoin-dev/quoin/pkg/review"
)

// The simulation: answers of real texts change in ways of which the truth is
// known, a reviewer who errs three times in a hundred decides what reaches
// people, and what comes out is held against the truth.

// A world makes changed answers.
type world struct {
	rnd     *rand.Rand
	texts   []string
	prompts int
	drifted map[int]bool // prompts whose rewordings are wrong one time in three
	only    string       // the prompt that changes, empty for any
	next    int
}

// fault is what is wrong with an answer, "" for nothing.
type fault string

// synonyms are words that may stand for each other.
var synonyms = [][2]string{
	{"use", "apply"},
	{"provide", "give"},
	{"ensure", "make sure"},
	{"create", "make"},
	{"help", "assist"},
	{"include", "add"},
	{"important", "key"},
	{"large", "big"},
	{"also", "too"},
	{"because", "since"},
	{"must", "have to"},
	{"show", "display"},
	{"begin", "start"},
	{"end", "finish"},
	{"need", "require"},
	{"many", "several"},
	{"get", "obtain"},
	{"check", "verify"},
	{"write", "draft"},
	{"answer", "reply"},
	{"user", "person"},
	{"clear", "plain"},
	{"simple", "easy"},
	{"good", "fine"},
	{"each", "every"},
	{"should", "ought to"},
	{"you are", "you're"},
	{"it is", "it's"},
	{"text", "passage"},
	{"input", "material"},
}

func (w *world) reword(text string) string {
	for range 1 + w.rnd.IntN(5) {
		pair := synonyms[w.rnd.IntN(len(synonyms))]
		if w.rnd.IntN(2) == 0 {
			pair[0], pair[1] = pair[1], pair[0]
		}
		text = strings.Replace(text, " "+pair[0]+" ", " "+pair[1]+" ", 1)
	}
	switch w.rnd.IntN(4) {
	case 0:
		text = "Sure. " + text
	case 1:
		parts := strings.SplitAfter(text, ". ")
		if n := len(parts); n > 3 {
			i := 1 + w.rnd.IntN(n-3)
			parts[i], parts[i+1] = parts[i+1], parts[i]
			text = strings.Join(parts, "")
		}
	}
	return text
}

var digits = regexp.MustCompile(`\d+`)

// answer makes a changed answer and says what is wrong with it.
func (w *world) answer() (review.Answer, fault) {
	prompt := w.rnd.IntN(w.prompts)
	if w.only != "" {
		_, _ = fmt.Sscanf(w.only, "prompt-%d", &prompt)
	}
	old := w.texts[w.rnd.IntN(len(w.texts))]
	old += fmt.Sprintf(" It takes %d working days and costs $%d.", 2+w.rnd.IntN(20), 10*(1+w.rnd.IntN(50)))
	w.next++
	a := review.Answer{
		Suite: fmt.Sprintf("suite-%d", prompt/8), Case: fmt.Sprintf("case-%d", w.next), Prompt: fmt.Sprintf("prompt-%d", prompt),
		Accepted: []string{old}, Impact: 1,
	}
	parts := strings.SplitAfter(old, ". ")
	switch n := w.rnd.IntN(100); {
	case n < 76:
		a.Text = w.reword(old)
		if w.drifted[prompt] && w.rnd.IntN(3) == 0 {
			return a, "drift"
		}
		return a, ""
	case n < 79:
		a.Text = old + " Let me know if anything else about this topic comes to your mind."
		return a, ""
	case n < 86:
		at := digits.FindAllStringIndex(old, -1)
		span := at[w.rnd.IntN(len(at))]
		a.Text = w.reword(old[:span[0]] + fmt.Sprint(1000+w.rnd.IntN(9000)) + old[span[1]:])
		return a, "number"
	case n < 92:
		i := w.rnd.IntN(len(parts))
		a.Text = w.reword(strings.Join(append(append([]string{}, parts[:i]...), parts[i+1:]...), ""))
		return a, "dropped"
	case n < 96:
		a.Text = "```\n" + old + "\n```"
		return a, "format"
	default:
		a.Text = "I'm sorry, but I can't help with that."
		return a, "refusal"
	}
}

// reviewer is right 97 times in 100.
func (w *world) look(f fault) review.Verdict {
	right := f == ""
	if w.rnd.IntN(100) < 3 {
		right = !right
	}
	if right {
		return review.Variant
	}
	return review.Reject
}

// A tally counts what became of changes.
type tally struct {
	changes, looks, accepted, falseAccepts, rejected, falseRejects int
}

func (t tally) escalated() float64   { return float64(t.looks) / float64(max(t.changes, 1)) }
func (t tally) falseAccept() float64 { return float64(t.falseAccepts) / float64(max(t.accepted, 1)) }

// A team reviews runs of answers.
type team struct {
	*world
	decisions []review.Decision
	clock     time.Time
}

// run passes one batch of changes through the tiers, until nothing waits.
func (t *team) run(n int) tally {
	var got tally
	answers := make([]review.Answer, n)
	faults := map[string]fault{}
	for i := range answers {
		var f fault
		answers[i], f = t.answer()
		faults[answers[i].Case] = f
	}
	waiting := answers
	counted := map[string]bool{}
	for round := 0; len(waiting) > 0 && round < 8; round++ {
		ledger := review.NewLedger(t.decisions)
		model := review.Learn(ledger, review.DefaultBounds())
		items := make([]*review.Item, len(waiting))
		for i, a := range waiting {
			sorted := model.Sort(ledger, a)
			items[i] = &sorted
			if it := items[i]; !it.Waits() && !counted[a.Case] && round == 0 {
				counted[a.Case] = true
				t.count(&got, it, faults[a.Case])
			}
		}
		q := review.NewQueue(items)
		waiting = nil
		done := map[*review.Item]bool{}
		for _, it := range q.Items {
			if done[it] {
				continue
			}
			verdict := t.look(faults[it.Case])
			got.looks++
			group := ""
			alike := q.Alike(it)
			if len(alike) > 1 {
				group = it.Group + t.clock.String()
			}
			for _, other := range alike {
				done[other] = true
				t.clock = t.clock.Add(time.Second)
				t.decisions = append(t.decisions, decisionOn(other, verdict, t.clock, group))
				waiting = append(waiting, other.Answer)
			}
		}
		// Those that nobody disputes are settled when they are sorted again.
	}
	got.changes = n
	return got
}

func (t *team) count(got *tally, it *review.Item, f fault) {
	if it.Verdict.IsAccept() {
		got.accepted++
		if f != "" {
			got.falseAccepts++
		}
		return
	}
	got.rejected++
	if f == "" {
		got.falseRejects++
	}
}

func decisionOn(it *review.Item, v review.Verdict, at time.Time, group string) review.Decision {
	return review.Decision{
		Case: it.Case, Prompt: it.Prompt, Suite: it.Suite, Old: review.DigestOf(it.Change.Old), New: review.DigestOf(it.Text), Verdict: v,
		Reviewer: "ada", Time: at, Tier: review.Person, Kind: it.Change.Kind, Score: it.Change.Score, Audit: it.Audit, Group: group,
	}
}

// numbered are items of a list: swapping those changes the format.
var numbered = regexp.MustCompile(`(^| )(\d+[.)]|[-*•]) `)

// realTexts gathers passages of prose from public prompts.
func realTexts(tb testing.TB) []string {
	tb.Helper()
	dir := filepath.Join("..", "..", "..", "shared", "corpus")
	if _, err := os.Stat(dir); err != nil {
		tb.Skipf("%s is not there: the simulation is built over its texts", dir)
	}
	var texts []string
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(name) != ".md" {
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		for p := range strings.SplitSeq(string(text), "\n\n") {
			p = strings.Join(strings.Fields(p), " ")
			if n := strings.Count(p, ". "); n >= 3 && n < 9 && len(p) < 900 && !strings.ContainsAny(p[:1], "-*#|`<{[") && !numbered.MatchString(p) {
				texts = append(texts, strings.TrimRight(p, " "))
			}
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return texts
}

func newTeam(texts []string, seed uint64) *team {
	return &team{
		world: &world{rnd: rand.New(rand.NewPCG(seed, 1)), texts: texts, prompts: 24, drifted: map[int]bool{}},
		clock: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
	}
}

// plus adds up.
func (t tally) plus(x tally) tally {
	return tally{
		t.changes + x.changes, t.looks + x.looks, t.accepted + x.accepted, t.falseAccepts + x.falseAccepts,
		t.rejected + x.rejected, t.falseRejects + x.falseRejects,
	}
}

// TestSimulation is what `make bench-review` prints; as a test it has fewer
// changes.
func TestSimulation(t *testing.T) {
	texts := realTexts(t)
	changes, most := 3000, 0.20
	var volumes []int
	if os.Getenv("QUOIN_BENCH") != "" {
		changes, most, volumes = 20_000, 0.10, []int{1000, 10_000, 100_000}
	}
	seed := uint64(7)
	if s := os.Getenv("QUOIN_SEED"); s != "" {
		_, _ = fmt.Sscan(s, &seed)
	}
	team := newTeam(texts, seed)
	var first, after tally
	const batch = 100
	for first.looks < 500 {
		first = first.plus(team.run(batch))
	}
	for first.changes+after.changes < changes {
		after = after.plus(team.run(batch))
	}
	t.Logf("the first %5d changes: %4.1f%% reach a person (%d looks)", first.changes, 100*first.escalated(), first.looks)
	t.Logf("the next %6d changes: %4.1f%% reach a person; wrong are %d of %d automatic accepts (%.2f%%) and %d of %d automatic rejects",
		after.changes, 100*after.escalated(), after.falseAccepts, after.accepted, 100*after.falseAccept(), after.falseRejects, after.rejected)
	if after.escalated() > most || after.falseAccept() > 0.01 {
		t.Errorf("want at most %.0f%% to reach a person and at most 1%% false accepts", 100*most)
	}

	// A third of one prompt's rewordings go wrong, and nothing else shows it.
	before, noticed := team.of("prompt-3", 400), -1
	team.drifted[3] = true
	for i := range 20 {
		if x := team.of("prompt-3", 40); x.escalated() > 2*before.escalated() && noticed < 0 {
			noticed = (i + 1) * 40
		}
	}
	t.Logf("a prompt drifts: %.1f%% of its changes reached a person before, and twice as many do after %d changes", 100*before.escalated(), noticed)
	if noticed < 0 || noticed > 800 {
		t.Errorf("want the drift to be noticed within one window of audits, 800 changes")
	}

	var looks []int
	for _, v := range volumes {
		var sum tally
		team := newTeam(texts, 11)
		for sum.changes < v {
			sum = sum.plus(team.run(v / 10))
		}
		looks = append(looks, sum.looks)
		t.Logf("%6d changes: %5d looks (%.1f%%), %.2f%% of automatic accepts are wrong", v, sum.looks, 100*sum.escalated(), 100*sum.falseAccept())
	}
	if n := len(looks); n > 1 && looks[n-1]*2 > looks[n-2]*10 {
		t.Errorf("ten times the changes took %d looks in place of %d", looks[n-1], looks[n-2])
	}
}

// of passes changes of one prompt only through the tiers.
func (t *team) of(prompt string, n int) tally {
	t.only = prompt
	defer func() { t.only = "" }()
	return t.run(n)
}
