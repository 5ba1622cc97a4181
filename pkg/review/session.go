package review

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/quoin-dev/quoin/pkg/par"
)

// A Session is one person's way through the queue. Whatever drives it (a
// terminal, a page, a command line) calls the same methods, and every decision
// is on disk when they return.
type Session struct {
	Store    Store
	Bounds   Bounds
	Reviewer string
	Now      func() time.Time
	Required int // people who have to look at each change, 1 unless the team wants more

	Items    []*Item // everything that was pending, cleared or not
	Queue    Queue
	Warnings []error // lines of decision files that cannot be read

	model  *Model
	ledger *Ledger
	done   []step
}

// A step is what Undo takes back: the decisions of one key, with the goldens
// and the pending answers as they were.
type step struct {
	decisions []Decision
	goldens   [][]string
	pending   []Pending
}

// Open reads what waits, finishes what a crash left half done, and puts the
// rest in order.
func Open(ctx context.Context, store Store, bounds Bounds, reviewer string, required int, now func() time.Time) (*Session, error) {
	s := &Session{Store: store, Bounds: bounds, Reviewer: reviewer, Required: max(required, 1), Now: now}
	if err := s.learn(); err != nil {
		return nil, err
	}
	pending, err := s.Store.Pending(ctx)
	if err != nil {
		return nil, err
	}
	s.Items, err = par.Map(ctx, pending, func(_ context.Context, p Pending) (*Item, error) {
		if p.Kind == "" { // written by hand, or by another program
			goldens, err := store.Goldens(p.Suite, p.Case)
			if err != nil {
				return nil, err
			}
			p.measure(goldens)
		}
		return s.item(p), nil
	})
	if err != nil {
		return nil, err
	}
	for _, it := range s.Items {
		if err := s.settle(it); err != nil {
			return nil, err
		}
	}
	s.Queue = NewQueue(s.Items)
	return s, nil
}

// learn reads the decisions.
func (s *Session) learn() error {
	decisions, bad, err := s.Store.Decisions()
	if err != nil {
		return err
	}
	s.Warnings = bad
	s.ledger = NewLedger(decisions)
	s.model = Learn(s.ledger, s.Bounds)
	return nil
}

// item sorts a pending answer by what was measured of it. The goldens are not
// read: that is for the moment at which somebody looks at it.
func (s *Session) item(p Pending) *Item {
	it := &Item{
		Answer: Answer{
			Suite: p.Suite, Case: p.Case, Prompt: p.Prompt, Text: p.Answer, Failed: p.Failed, CostJump: p.CostJump,
			Impact: p.Impact, Cause: p.Cause, Input: p.Input, Model: p.Model,
		},
		Change: Change{New: p.Answer, Kind: p.Kind, Score: p.Score, Paths: p.Paths}, Group: p.Group, nth: p.Nth, old: p.Golden, same: p.Equal,
	}
	s.model.sort(s.ledger, it)
	s.quorum(it)
	return it
}

// Look reads the goldens of an item, which it has to before it is shown or
// decided. Where somebody changed them since the answer was put here, it is
// measured again and may not wait any more.
func (s *Session) Look(it *Item) error {
	goldens, err := s.Store.Goldens(it.Suite, it.Case)
	if err != nil {
		return err
	}
	it.Accepted, it.Change.Old = goldens, ""
	if it.nth < len(goldens) {
		it.Change.Old = goldens[it.nth]
	}
	if it.old == DigestOf(it.Change.Old) {
		return nil
	}
	p := it.pending()
	p.measure(goldens)
	*it = *s.item(p)
	it.Accepted = goldens
	if it.nth < len(goldens) {
		it.Change.Old = goldens[it.nth]
	}
	return s.settle(it)
}

// quorum keeps a change waiting until enough people have looked at it. Whoever
// has looked is not asked again.
func (s *Session) quorum(it *Item) {
	looks := s.ledger.On(it.Suite, it.Case, it.old, DigestOf(it.Text))
	people := map[string]bool{}
	for _, d := range looks {
		people[d.Reviewer] = true
	}
	if n := len(people); n > 0 && n < s.Required && !it.Waits() {
		it.Tier, it.Verdict = Person, ""
		it.Why = fmt.Sprintf("%d of %d people have looked", n, s.Required)
	}
	it.Seen = people[s.Reviewer]
}

// settle does what follows from a decision that is on disk: a golden is
// written, the pending file goes. A crash between the two is made good here.
func (s *Session) settle(it *Item) error {
	if it.Waits() || it.Verdict == "" {
		return nil
	}
	looks := s.ledger.On(it.Suite, it.Case, it.old, DigestOf(it.Text))
	equal := it.Category == Same || it.Category == Cosmetic
	if len(looks) == 0 && !equal {
		return nil // an automatic tier's: the next run deals with it
	}
	if it.Verdict.IsAccept() && !equal {
		if err := s.accept(it, looks[len(looks)-1].Verdict); err != nil {
			return err
		}
	}
	return s.Store.DropPending(it.Suite, it.Case)
}

// accept makes the answer a golden: in place of the main one, or beside it.
func (s *Session) accept(it *Item, as Verdict) error {
	goldens, err := s.Store.Goldens(it.Suite, it.Case)
	if err != nil || slices.Contains(goldens, it.Text) {
		return err
	}
	if as == Accept && len(goldens) > 0 {
		goldens[0] = it.Text
	} else {
		goldens = append(goldens, it.Text)
	}
	return s.Store.setGoldens(it.Suite, it.Case, goldens)
}

// ErrBulk refuses to accept what is broken together with others.
var ErrBulk = errors.New("a broken answer is never accepted in bulk: decide it by itself")

// Decide records one verdict on items, all or none of which are broken alone.
// Several items are alike changes that the person decided as one.
func (s *Session) Decide(items []*Item, v Verdict, reason string) error {
	if len(items) > 1 && v.IsAccept() && slices.ContainsFunc(items, func(i *Item) bool { return i.Category == Broken }) {
		return ErrBulk
	}
	var st step
	now := s.Now().UTC()
	group := ""
	if len(items) > 1 {
		group = items[0].Group + " " + now.Format(time.RFC3339Nano)
	}
	for n, it := range items {
		if err := s.Look(it); err != nil {
			return err
		}
		goldens := it.Accepted
		st.goldens = append(st.goldens, goldens)
		st.pending = append(st.pending, it.pending())
		d := Decision{
			Case: it.Case, Prompt: it.Prompt, Suite: it.Suite, Old: it.old, New: DigestOf(it.Text), Verdict: v,
			Reason: strings.TrimSpace(reason), Reviewer: s.Reviewer, Time: now.Add(time.Duration(n)), Tier: Person,
			Kind: it.Change.Kind, Score: it.Change.Score, Audit: it.Audit, Group: group,
		}
		if err := s.Store.Append(d); err != nil {
			return fmt.Errorf("record the decision on %s: %w", it.Case, err)
		}
		st.decisions = append(st.decisions, d)
	}
	s.done = append(s.done, st)
	if err := s.learn(); err != nil {
		return err
	}
	for _, it := range items {
		s.model.sort(s.ledger, it)
		s.quorum(it)
		if err := s.settle(it); err != nil {
			return err
		}
	}
	s.Queue = NewQueue(s.Items)
	return nil
}

func (i *Item) pending() Pending {
	return Pending{
		Suite: i.Suite, Case: i.Case, Prompt: i.Prompt, Answer: i.Text, Model: i.Model, Input: i.Input, Failed: i.Failed, CostJump: i.CostJump,
		Impact: i.Impact, Cause: i.Cause,
	}
}

// ErrNothing is returned by Undo when this session has decided nothing.
var ErrNothing = errors.New("there is nothing to undo")

// Undo takes the last decision of this session back: it is recorded as undone,
// goldens are as before, and the answers wait again.
func (s *Session) Undo() error {
	if len(s.done) == 0 {
		return ErrNothing
	}
	st := s.done[len(s.done)-1]
	for _, d := range st.decisions {
		d.Undo, d.Time = true, s.Now().UTC()
		if err := s.Store.Append(d); err != nil {
			return err
		}
	}
	if err := s.learn(); err != nil {
		return err
	}
	for i, p := range st.pending {
		if err := s.Store.setGoldens(p.Suite, p.Case, st.goldens[i]); err != nil {
			return err
		}
		if err := s.Store.PutPending(p); err != nil {
			return err
		}
		if err := s.refresh(p); err != nil {
			return err
		}
	}
	s.done = s.done[:len(s.done)-1]
	s.Queue = NewQueue(s.Items)
	return nil
}

// refresh sorts a pending answer again, in its old place.
func (s *Session) refresh(p Pending) error {
	goldens, err := s.Store.Goldens(p.Suite, p.Case)
	if err != nil {
		return err
	}
	p.measure(goldens) // what was measured may not hold any more
	it := s.item(p)
	if err := s.Look(it); err != nil {
		return err
	}
	for i, old := range s.Items {
		if old.Suite == p.Suite && old.Case == p.Case {
			s.Items[i] = it
			return nil
		}
	}
	s.Items = append(s.Items, it)
	return nil
}

// SetGolden replaces the main golden by a text that the person wrote, and
// leaves the answer to be compared with it.
func (s *Session) SetGolden(it *Item, text string) error {
	goldens, err := s.Store.Goldens(it.Suite, it.Case)
	if err != nil {
		return err
	}
	if len(goldens) == 0 {
		goldens = []string{""}
	}
	goldens[0] = text
	if err := s.Store.setGoldens(it.Suite, it.Case, goldens); err != nil {
		return err
	}
	if err := s.refresh(it.pending()); err != nil {
		return err
	}
	for _, it := range s.Items {
		if err := s.settle(it); err != nil {
			return err
		}
	}
	s.Queue = NewQueue(s.Items)
	return nil
}

// Find returns the items whose id begins with a prefix.
func (s *Session) Find(id string) []*Item {
	var out []*Item
	for _, it := range s.Items {
		if it.ID() == id || it.Suite+"/"+it.Case == id || it.Case == id {
			out = append(out, it)
		}
	}
	return out
}

// Model is what was learned from the decisions.
func (s *Session) Model() *Model { return s.model }

// Ledger holds the decisions.
func (s *Session) Ledger() *Ledger { return s.ledger }

// ID is short and the same in every run: eight hex digits of the change.
func (i *Item) ID() string {
	return DigestOf(i.Suite + "\x00" + i.Case + "\x00" + i.old + "\x00" + i.Text)[:8]
}
