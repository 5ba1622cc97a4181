package review

import (
	"fmt"
	"hash/fnv"
	"math"
)

// An Answer is a changed answer as a run saw it.
type Answer struct {
	Suite, Case, Prompt string
	Accepted            []string // the goldens: the main one first
	Text                string
	Failed              []string // assertions that failed, by name and reason
	CostJump            bool     // the call cost far more than the golden's did
	Impact              float64  // what hangs on it: traffic, safety; 1 for an ordinary prompt
	Cause               string   // the instruction edit that led to it, if known
	Input, Model        string   // what was asked of which model, for people
}

// An Item is a change with what becomes of it.
type Item struct {
	Answer
	Change   Change // against the closest accepted answer
	Category Category
	Tier     Tier // Person for what waits
	Verdict  Verdict
	Why      string
	Audit    bool // accepted automatically, and sampled for a person
	Second   bool // a second look at what one reviewer found
	// Uncertainty is how far the score is from a decision, from 0 to 1.
	Uncertainty float64
	Group       string   // alike changes have the same
	nth         int      // which of the accepted answers Change is against
	old         string   // the digest of Change.Old, which may not have been read yet
	same        Category // how the answer is equal to one, if it is
	Seen        bool     // this reviewer has looked already, and others have to
}

// Waits reports whether a person has to decide it.
func (i *Item) Waits() bool { return i.Tier == Person }

// Sort puts a changed answer into its tier. It depends on the answer, the
// ledger and the model only.
func (m *Model) Sort(l *Ledger, a Answer) Item {
	it := Item{Answer: a, Tier: Automatic, Verdict: Accept}
	it.closest()
	it.Group, it.same, it.old = it.Change.group(a.Cause), it.equal(), DigestOf(it.Change.Old)
	m.sort(l, &it)
	return it
}

// sort is Sort for an item that has been compared.
func (m *Model) sort(l *Ledger, it *Item) {
	a := it.Answer
	it.Tier, it.Verdict, it.Audit, it.Second = Automatic, Accept, false, false
	if it.Category = it.same; it.Category != "" {
		it.Why = "it says the same as an accepted answer"
		return
	}
	if len(a.Failed) > 0 {
		it.Category, it.Verdict, it.Why = Broken, Reject, "an assertion failed: "+a.Failed[0]
		return
	}
	if it.decided(m, l) {
		return
	}
	it.Category = Changed
	if it.Change.Kind == Refused {
		it.Category, it.Verdict, it.Why = Broken, Reject, "it is a refusal, and the golden is none"
		return
	}
	limit := m.Limit(a.Prompt, a.Suite, it.Change.Kind)
	it.Uncertainty = uncertainty(it.Change.Score, limit)
	switch {
	case a.CostJump:
		it.Category, it.Why = Broken, "it costs far more than the golden did"
	case it.Change.Score >= limit.Accept:
		it.Category, it.Why = Equivalent, "alike changes were right: "+limit.Explain(m.Bounds)
		if sampled(a, m.Bounds.Audit) {
			it.Audit, it.Tier, it.Why = true, Person, "a sample of what is accepted automatically"
		}
		return
	case it.Change.Score <= limit.Reject:
		it.Verdict, it.Why = Reject, "alike changes were wrong: "+limit.Explain(m.Bounds)
		return
	default:
		it.Why = reasonOf(it.Change.Kind)
	}
	it.Tier, it.Verdict = Person, ""
}

// decided applies what people found of the same answer before. What they do not
// agree on, or what one of them found against all that is known of alike
// changes, needs another look.
func (i *Item) decided(m *Model, l *Ledger) bool {
	looks := l.On(i.Suite, i.Case, i.old, DigestOf(i.Text))
	right := 0
	for _, d := range looks {
		if d.Verdict.IsAccept() {
			right++
		}
	}
	if len(looks) > 0 && m.open[looks[0].change()] {
		i.Category, i.Tier, i.Verdict, i.Second = Changed, Person, "", true
		i.Why = fmt.Sprintf("%d found it right and %d wrong", right, len(looks)-right)
		return true
	}
	d, ok := l.Known(i.Suite, i.Case, DigestOf(i.Text))
	if !ok {
		return false
	}
	i.Category = Changed
	if len(looks) > 0 {
		d.Verdict = Reject
		if 2*right > len(looks) {
			d.Verdict = Accept
		}
	}
	i.Verdict = d.Verdict
	i.Why = d.Reviewer + " decided it"
	if d.Reason != "" {
		i.Why += ": " + d.Reason
	}
	if d.Verdict == Retire {
		i.Verdict = Reject
	}
	return true
}

// equal says how the answer is equal to an accepted one, "" if it is not.
func (i *Item) equal() Category {
	for _, old := range i.Accepted {
		if c, ok := equality(old, i.Text, Tolerance); ok {
			return c
		}
	}
	return ""
}

// closest compares the answer with the accepted one that is most like it.
func (i *Item) closest() {
	for n, old := range i.Accepted {
		c := Compare(old, i.Text)
		if n == 0 || c.Score > i.Change.Score {
			i.Change, i.nth = c, n
		}
	}
	if len(i.Accepted) == 0 {
		i.Change = Compare("", i.Text)
	}
}

func reasonOf(k Kind) string {
	switch k {
	case Reformed:
		return "its format is another one"
	case Negated:
		return "a \"not\" came or went"
	case Numbers:
		return "it has other numbers"
	case Names:
		return "it has other names"
	case Dropped:
		return "something that the golden says is missing"
	case Added:
		return "it says something that the golden does not"
	case JSONValues:
		return "its fields have other values"
	default:
		return "it is worded in another way"
	}
}

// sampled picks a share of answers by their digest, the same ones in every run.
func sampled(a Answer, share float64) bool {
	h := fnv.New64a()
	_, _ = h.Write([]byte(a.Suite + "\x00" + a.Case + "\x00" + a.Text))
	// FNV's upper bits hardly move for short texts, so they are mixed once more.
	x := h.Sum64() * 0x9e3779b97f4a7c15
	x ^= x >> 32
	x *= 0xd6e8feb86659fd93
	return float64(x>>11)/float64(1<<53) < share
}

// uncertainty is largest half-way between the limits, and 1 where nothing was
// learned.
func uncertainty(score float64, l Limit) float64 {
	if l.Accept == noAccept && l.Reject == noReject {
		return 1
	}
	low, high := max(l.Reject, 0), min(l.Accept, 1)
	if high <= low {
		return 0
	}
	mid, half := (low+high)/2, (high-low)/2
	return max(0, 1-math.Abs(score-mid)/half)
}
