package review

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A Verdict is what was decided about a changed answer.
type Verdict string

// The verdicts.
const (
	Accept  Verdict = "accept"  // the answer replaces the golden
	Variant Verdict = "variant" // the answer is right too, beside the golden
	Reject  Verdict = "reject"  // the answer is wrong
	Retire  Verdict = "retire"  // an accepted answer is not right any more
)

// IsAccept reports whether the answer was found right.
func (v Verdict) IsAccept() bool { return v == Accept || v == Variant }

// A Tier says who decided.
type Tier string

// The tiers.
const (
	Automatic Tier = "auto"
	Judged    Tier = "judge"
	Person    Tier = "person"
)

// A Decision is one line of a decision file: who found which change right or
// wrong, and why. Digests are those of [DigestOf].
type Decision struct {
	Case     string    `json:"case"`   // "suite/case"
	Prompt   string    `json:"prompt"` // its id
	Suite    string    `json:"suite"`
	Old      string    `json:"old"` // digest of the golden, empty for a first answer
	New      string    `json:"new"` // digest of the answer
	Verdict  Verdict   `json:"verdict"`
	Reason   string    `json:"reason,omitempty"`
	Reviewer string    `json:"reviewer"`
	Time     time.Time `json:"time"`
	Tier     Tier      `json:"tier"`
	Kind     Kind      `json:"kind"`
	Score    float64   `json:"score"`           // of the change, as when it was decided
	Audit    bool      `json:"audit,omitempty"` // a sample of what was accepted automatically
	Group    string    `json:"group,omitempty"` // decided together with others: only one of them counts
	Undo     bool      `json:"undo,omitempty"`  // takes back the reviewer's last decision on the same change
}

// DigestOf identifies an answer: SHA-256, its first 16 bytes in hex.
func DigestOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:16])
}

// A LineError is a line of a decision file that cannot be read.
type LineError struct {
	Line int // from 1
	Err  error
}

func (e *LineError) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }
func (e *LineError) Unwrap() error { return e.Err }

// ParseDecisions reads a decision file. A line that cannot be read is left out
// and named; a last line without its newline was being written when the writer
// was killed.
func ParseDecisions(text []byte) ([]Decision, []*LineError) {
	var all []Decision
	var bad []*LineError
	for n := 1; len(text) > 0; n++ {
		line, rest, whole := bytes.Cut(text, []byte("\n"))
		text = rest
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		var d Decision
		err := json.Unmarshal(line, &d)
		switch {
		case err == nil && !slices.Contains([]Verdict{Accept, Variant, Reject, Retire}, d.Verdict):
			err = fmt.Errorf("verdict %q is none of accept, variant, reject and retire", d.Verdict)
		case err != nil && !whole:
			err = fmt.Errorf("it was cut off: %w", err)
		case err != nil && (bytes.HasPrefix(line, []byte("<<<<<<<")) || bytes.HasPrefix(line, []byte("=======")) || bytes.HasPrefix(line, []byte(">>>>>>>"))):
			err = errors.New("it is the mark of a merge: delete it, and keep the lines of both sides")
		}
		if err != nil {
			bad = append(bad, &LineError{n, err})
			continue
		}
		all = append(all, d)
	}
	return all, bad
}

// Line writes a decision as a line, with its newline.
func (d Decision) Line() string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(d) // a struct of texts and numbers has no value that JSON lacks
	return b.String()
}

// change identifies what a decision is about: the same case, going from the
// same golden to the same answer.
type change struct{ suite, name, old, new string }

func (d Decision) change() change { return change{d.Suite, d.Case, d.Old, d.New} }

// Ledger is what the decisions come to.
type Ledger struct {
	Decisions []Decision // without those that were undone, in order of time
	byChange  map[change][]int
	answers   map[change][]int // by case and answer, whatever the golden was
}

// NewLedger puts decisions in order and takes back what was undone. The order
// of equal times is that of the lines, whatever a merge did to the files.
func NewLedger(decisions []Decision) *Ledger {
	sorted := slices.Clone(decisions)
	slices.SortStableFunc(sorted, func(a, b Decision) int {
		if c := a.Time.Compare(b.Time); c != 0 {
			return c
		}
		return strings.Compare(a.Line(), b.Line())
	})
	l := &Ledger{byChange: map[change][]int{}, answers: map[change][]int{}}
	for _, d := range sorted {
		if !d.Undo {
			l.Decisions = append(l.Decisions, d)
			continue
		}
		for i, v := range slices.Backward(l.Decisions) {
			if e := v; e.change() == d.change() && e.Reviewer == d.Reviewer {
				l.Decisions = slices.Delete(l.Decisions, i, i+1)
				break
			}
		}
	}
	for i, d := range l.Decisions {
		l.byChange[d.change()] = append(l.byChange[d.change()], i)
		key := change{d.Suite, d.Case, "", d.New}
		l.answers[key] = append(l.answers[key], i)
	}
	return l
}

// On returns the decisions of people about a change, in order of time.
func (l *Ledger) On(suite, name, old, answer string) []Decision {
	var out []Decision
	for _, i := range l.byChange[change{suite, name, old, answer}] {
		if l.Decisions[i].Tier == Person {
			out = append(out, l.Decisions[i])
		}
	}
	return out
}

// Known returns the last decision about an answer of a case, and whether there
// is one: an answer that was once found wrong is wrong again.
func (l *Ledger) Known(suite, name, answer string) (Decision, bool) {
	at := l.answers[change{suite, name, "", answer}]
	for _, i := range slices.Backward(at) {
		if l.Decisions[i].Tier == Person {
			return l.Decisions[i], true
		}
	}
	return Decision{}, false
}
