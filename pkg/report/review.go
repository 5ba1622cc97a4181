package report

import (
	"fmt"
	"io"
	"strconv"

	"github.com/quoin-dev/quoin/pkg/review"
)

// ReviewList writes what waits for people, with the commands that decide it.
func ReviewList(w io.Writer, s *review.Session, st Style) error {
	look := paletteFor(st)
	if len(s.Queue.Items) == 0 {
		_, err := fmt.Fprintln(w, "nothing waits for a decision")
		return err
	}
	t := table{head: []string{"ID", "CASE", "CATEGORY", "KIND", "ALIKE", "WHY"}, left: []bool{true, true, true, true, false, true}}
	for _, it := range s.Queue.Items {
		alike := ""
		if n := len(s.Queue.Alike(it)); n > 1 {
			alike = strconv.Itoa(n)
		}
		t.rows = append(t.rows, []string{it.ID(), clean(it.Suite + "/" + it.Case), string(it.Category), string(it.Change.Kind), alike, clean(clip(it.Why, 60))})
	}
	if err := t.write(w, look); err != nil {
		return err
	}
	first := s.Queue.Items[0].ID()
	_, err := fmt.Fprintf(w, "\n%s\n", look.dim(fmt.Sprintf("quoin review accept %s   quoin review reject %s --reason \"…\"", first, first)))
	return err
}

// ReviewJSON writes what waits as JSON, with the texts.
func ReviewJSON(w io.Writer, s *review.Session) error {
	type item struct {
		ID       string          `json:"id"`
		Suite    string          `json:"suite"`
		Case     string          `json:"case"`
		Prompt   string          `json:"prompt"`
		Category review.Category `json:"category"`
		Kind     review.Kind     `json:"kind"`
		Score    float64         `json:"score"`
		Why      string          `json:"why"`
		Golden   string          `json:"golden"`
		Answer   string          `json:"answer"`
		Failed   []string        `json:"failed"`
		Group    string          `json:"group,omitempty"`
		Audit    bool            `json:"audit,omitempty"`
	}
	out := struct {
		Version int    `json:"version"`
		Waiting []item `json:"waiting"`
		Cleared int    `json:"cleared"`
	}{1, []item{}, len(s.Items) - len(s.Queue.Items)}
	for _, it := range s.Queue.Items {
		if err := s.Look(it); err != nil {
			return err
		}
		out.Waiting = append(out.Waiting, item{
			it.ID(), it.Suite, it.Case, it.Prompt, it.Category, it.Change.Kind, it.Change.Score, it.Why, it.Change.Old, it.Text,
			append([]string{}, it.Failed...), it.Group, it.Audit,
		})
	}
	return writeJSON(w, out)
}

// ReviewStats writes what decisions say about reviewing.
func ReviewStats(w io.Writer, s *review.Session, st review.Stats, explain bool, style Style) error {
	look := paletteFor(style)
	fmt.Fprintf(w, "%s  %s decided in %s on %s, %.1f a day; %d wait\n", look.title("load"),
		plural(st.Changes, "change"), plural(st.Looks, "look"), plural(st.Days, "day"), st.PerDay, len(s.Queue.Items))
	fmt.Fprintf(w, "%s  %s looked at twice, %d of them alike\n", look.title("agreement"), plural(st.Twice, "change"), st.Agreed)
	if st.Audits > 0 {
		fmt.Fprintf(w, "%s  %d of %d automatic accepts were wrong: between %.2f%% and %.2f%%, and the team allows %.2f%%\n", look.title("audits"),
			st.AuditWrong, st.Audits, 100*st.AuditLow, 100*st.AuditHigh, 100*s.Bounds.FalseAccept)
	} else {
		fmt.Fprintf(w, "%s  none yet: nothing was accepted automatically beyond equality\n", look.title("audits"))
	}
	if len(st.Reviewers) > 0 {
		t := table{head: []string{"REVIEWER", "LOOKS", "FOUND RIGHT", "LOOKED AT BY OTHERS", "AGREED"}, left: []bool{true}}
		for _, r := range st.Reviewers {
			t.rows = append(t.rows, []string{clean(r.Name), strconv.Itoa(r.Looks), strconv.Itoa(r.Right), strconv.Itoa(r.Twice), strconv.Itoa(r.AgreedWith)})
		}
		fmt.Fprintln(w)
		if err := t.write(w, look); err != nil {
			return err
		}
	}
	fmt.Fprintf(w, "\n%s\n", look.title("what was learned"))
	if len(st.Limits) == 0 {
		_, err := fmt.Fprintf(w, "nothing yet: %s\n", review.Limit{Accept: 2, Reject: -1}.Explain(s.Bounds))
		return err
	}
	t := table{head: []string{"OF", "KIND", "ACCEPT FROM", "REJECT UP TO", "DECISIONS"}, left: []bool{true, true}}
	for _, l := range st.Limits {
		accept, reject := "–", "–"
		if l.AcceptOf > 0 {
			accept = fmt.Sprintf("%.2f", l.Accept)
		}
		if l.RejectOf > 0 {
			reject = fmt.Sprintf("%.2f", l.Reject)
		}
		if l.Tightened {
			accept = "tightened"
		}
		t.rows = append(t.rows, []string{clean(l.Of), string(l.Kind), accept, reject, strconv.Itoa(l.AcceptOf + l.RejectOf)})
	}
	if err := t.write(w, look); err != nil {
		return err
	}
	if explain {
		for _, l := range st.Limits {
			fmt.Fprintf(w, "\n%s, %s: %s\n", clean(l.Of), l.Kind, l.Explain(s.Bounds))
		}
	}
	return nil
}

// ReviewStatsJSON writes the statistics as JSON.
func ReviewStatsJSON(w io.Writer, st review.Stats) error {
	type person struct {
		Name   string `json:"name"`
		Looks  int    `json:"looks"`
		Right  int    `json:"right"`
		Twice  int    `json:"twice"`
		Agreed int    `json:"agreed"`
	}
	type limit struct {
		Of        string      `json:"of"`
		Kind      review.Kind `json:"kind"`
		Accept    float64     `json:"accept_from,omitempty"`
		AcceptOf  int         `json:"accept_decisions"`
		Reject    float64     `json:"reject_up_to,omitempty"`
		RejectOf  int         `json:"reject_decisions"`
		Tightened bool        `json:"tightened,omitempty"`
	}
	people, limits := []person{}, []limit{}
	for _, r := range st.Reviewers {
		people = append(people, person{r.Name, r.Looks, r.Right, r.Twice, r.AgreedWith})
	}
	for _, l := range st.Limits {
		one := limit{Of: l.Of, Kind: l.Kind, AcceptOf: l.AcceptOf, RejectOf: l.RejectOf, Tightened: l.Tightened}
		if l.AcceptOf > 0 {
			one.Accept = l.Accept
		}
		if l.RejectOf > 0 {
			one.Reject = l.Reject
		}
		limits = append(limits, one)
	}
	return writeJSON(w, struct {
		Version    int      `json:"version"`
		Changes    int      `json:"changes"`
		Looks      int      `json:"looks"`
		Days       int      `json:"days"`
		PerDay     float64  `json:"per_day"`
		Twice      int      `json:"twice"`
		Agreed     int      `json:"agreed"`
		Audits     int      `json:"audits"`
		AuditWrong int      `json:"audit_wrong"`
		AuditLow   float64  `json:"audit_low"`
		AuditHigh  float64  `json:"audit_high"`
		Reviewers  []person `json:"reviewers"`
		Limits     []limit  `json:"limits"`
	}{1, st.Changes, st.Looks, st.Days, st.PerDay, st.Twice, st.Agreed, st.Audits, st.AuditWrong, st.AuditLow, st.AuditHigh, people, limits})
}
