package review

import (
	"slices"
	"time"
)

// Stats is what decisions say about reviewing itself.
type Stats struct {
	Changes   int // changes that were decided
	Looks     int // of people
	Days      int // days on which somebody looked
	PerDay    float64
	Reviewers []ReviewerStats
	// Twice counts changes that people looked at more than once, and Agreed
	// those of them on which all looks agreed.
	Twice, Agreed int
	// Audits of automatic accepts, how many of them people found wrong, and the
	// bounds of the share at the model's confidence.
	Audits, AuditWrong  int
	AuditLow, AuditHigh float64
	Limits              []ScopedLimit
}

// ReviewerStats is the load of one reviewer.
type ReviewerStats struct {
	Name                 string
	Looks, Right, Twice  int
	AgreedWith, Disputes int // of the looks at what others looked at too
}

// A ScopedLimit is a learned limit with what it is of.
type ScopedLimit struct {
	Of string // "prompt support/triage", "suite triage" or "workspace"
	Limit
}

// Statistics sums up a ledger under a model.
func Statistics(l *Ledger, m *Model) Stats {
	var s Stats
	days := map[string]bool{}
	people := map[string]*ReviewerStats{}
	looks := map[change][]Decision{}
	for _, d := range l.Decisions {
		if d.Tier != Person {
			continue
		}
		s.Looks++
		days[d.Time.UTC().Format(time.DateOnly)] = true
		r := people[d.Reviewer]
		if r == nil {
			r = &ReviewerStats{Name: d.Reviewer}
			people[d.Reviewer] = r
		}
		r.Looks++
		if d.Verdict.IsAccept() {
			r.Right++
		}
		looks[d.change()] = append(looks[d.change()], d)
	}
	s.Changes, s.Days = len(looks), len(days)
	s.PerDay = float64(s.Looks) / float64(max(s.Days, 1))
	for _, list := range looks {
		if len(list) > 1 {
			s.twice(list, people)
		}
	}
	for _, e := range m.evidence {
		if e.Audit && !e.Open {
			s.Audits++
			if !e.Right {
				s.AuditWrong++
			}
		}
	}
	s.AuditLow, s.AuditHigh = LowerBound(s.AuditWrong, s.Audits, m.Bounds.Confidence), UpperBound(s.AuditWrong, s.Audits, m.Bounds.Confidence)
	for _, name := range sortedNames(people) {
		s.Reviewers = append(s.Reviewers, *people[name])
	}
	s.Limits = m.limits()
	return s
}

// twice counts a change that was looked at more than once.
func (s *Stats) twice(list []Decision, people map[string]*ReviewerStats) {
	s.Twice++
	right := 0
	for _, d := range list {
		if d.Verdict.IsAccept() {
			right++
		}
	}
	if right == 0 || right == len(list) {
		s.Agreed++
	}
	for _, d := range list {
		r := people[d.Reviewer]
		r.Twice++
		if d.Verdict.IsAccept() == (2*right >= len(list)) {
			r.AgreedWith++
		} else {
			r.Disputes++
		}
	}
}

func sortedNames(people map[string]*ReviewerStats) []string {
	set := map[string]bool{}
	for name := range people {
		set[name] = true
	}
	return sortedKeys(set)
}

// limits lists what was learned, by scope and kind, without what has no limit.
func (m *Model) limits() []ScopedLimit {
	scopes := map[string]bool{}
	for s := range m.byScope {
		scopes[s] = true
	}
	var out []ScopedLimit
	for _, scope := range sortedKeys(scopes) {
		var kinds []string
		for k := range m.byScope[scope] {
			kinds = append(kinds, string(k))
		}
		slices.Sort(kinds)
		for _, k := range kinds {
			if l := m.byScope[scope][Kind(k)]; l.Tightened || l.Accept < noAccept || l.Reject > noReject {
				out = append(out, ScopedLimit{scope, l})
			}
		}
	}
	return out
}
