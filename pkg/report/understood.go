package report

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/quoin-dev/quoin/pkg/conflict"
	"github.com/quoin-dev/quoin/pkg/instruct"
)

// Understood is what was made of the instructions of one text.
type Understood struct {
	ID string
	conflict.Understood
}

// WriteUnderstood writes instructions with their demands, and pairs with the
// reason for and against.
func WriteUnderstood(w io.Writer, list []Understood, st Style) error {
	look := paletteFor(st)
	for i, u := range list {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s  %s\n", look.title(clean(u.ID)), look.dim(plural(len(u.Instructions), "instruction")))
		for _, in := range u.Instructions {
			fmt.Fprintf(w, "%s %s\n", look.gutter(placeText(&in.Instruction)), clean(clip(in.Text, 100)))
			if in.Guard != "" {
				fmt.Fprintf(w, "    %s\n", look.info("[if "+clean(in.Guard)+"]"))
			}
			t := table{head: []string{"", "", "", "", "", ""}, left: []bool{true, true, true, true, true, true}}
			for c := range in.Constraints {
				k := &in.Constraints[c]
				t.rows = append(t.rows, []string{"   ", k.Dimension, or(k.Subject, "the answer"), clean(demandOf(k)), k.Polarity.String() + ", " + k.Strength.String(), clean(scopeOf(k))})
			}
			if err := t.writeRows(w); err != nil {
				return err
			}
		}
		writePairs(w, look, "conflicts", u.Conflicts)
		writePairs(w, look, "close, and no conflict", u.Close)
	}
	return nil
}

func writePairs(w io.Writer, look palette, title string, pairs []conflict.Pair) {
	for i, p := range pairs {
		if i == 0 {
			fmt.Fprintf(w, "\n%s\n", look.title(title))
		}
		reason := p.Reason
		if p.Rule != "" {
			reason = p.Rule + ": " + reason
		}
		fmt.Fprintf(w, "%s %s\n%s %s\n    %s\n", look.gutter(placeText(p.A)), clean(clip(p.A.Text, 100)), look.gutter(placeText(p.B)), clean(clip(p.B.Text, 100)), look.dim(clean(reason)))
	}
}

// placeText is where an instruction stands.
func placeText(in *instruct.Instruction) string {
	path, line := placeIn(in.Source)
	if path == "" {
		return "–"
	}
	return path + ":" + strconv.Itoa(line)
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// demandOf is the value, the interval or the act that is demanded.
func demandOf(c *instruct.Constraint) string {
	switch {
	case c.Range != nil && math.IsInf(c.Range.Hi, 1):
		return fmt.Sprintf("at least %g %s", c.Range.Lo, c.Range.Unit)
	case c.Range != nil && c.Range.Lo <= 0:
		return fmt.Sprintf("at most %g %s", c.Range.Hi, c.Range.Unit)
	case c.Range != nil:
		return fmt.Sprintf("%g to %g %s", c.Range.Lo, c.Range.Hi, c.Range.Unit)
	case c.Value != "":
		return c.Value
	case c.Action != nil:
		return strings.TrimSpace(c.Action.Verb + " " + strings.Join(c.Action.Object, " "))
	case c.Sequence != nil:
		return strings.Join(c.Sequence.First, " ") + " before " + strings.Join(c.Sequence.Then, " ")
	}
	return "–"
}

// scopeOf is the case in which a demand holds.
func scopeOf(c *instruct.Constraint) string {
	var parts []string
	for _, s := range c.Scope {
		parts = append(parts, s.Kind.String()+" "+s.Text)
	}
	if c.Default {
		parts = append(parts, "by default")
	}
	return strings.Join(parts, "; ")
}

// writeRows writes the rows of a table without its head.
func (t table) writeRows(w io.Writer) error {
	var b strings.Builder
	if err := t.write(&b, paletteFor(Style{})); err != nil {
		return err
	}
	_, rows, _ := strings.Cut(b.String(), "\n")
	_, err := io.WriteString(w, rows)
	return err
}

type understoodConstraint struct {
	Rule      string               `json:"rule"`
	Dimension string               `json:"dimension"`
	Subject   string               `json:"subject,omitempty"`
	Value     string               `json:"value,omitempty"`
	Min       *float64             `json:"min,omitempty"`
	Max       *float64             `json:"max,omitempty"`
	Unit      string               `json:"unit,omitempty"`
	Action    *instruct.Action     `json:"action,omitempty"`
	Polarity  instruct.Polarity    `json:"polarity"`
	Strength  instruct.Strength    `json:"strength"`
	Scope     []instruct.Condition `json:"scope,omitempty"`
}

type understoodInstruction struct {
	Text        string                 `json:"text"`
	Path        string                 `json:"path,omitempty"`
	Line        int                    `json:"line,omitempty"`
	Role        string                 `json:"role,omitempty"`
	Anchor      string                 `json:"anchor,omitempty"`
	Guard       string                 `json:"guard,omitempty"`
	Headings    []string               `json:"headings,omitempty"`
	Constraints []understoodConstraint `json:"constraints"`
}

type understoodPair struct {
	Rule   string    `json:"rule,omitempty"`
	Reason string    `json:"reason"`
	Texts  [2]string `json:"texts"`
	Places [2]string `json:"places"`
}

// UnderstoodJSON writes the same as JSON.
func UnderstoodJSON(w io.Writer, list []Understood) error {
	type text struct {
		ID           string                  `json:"id"`
		Instructions []understoodInstruction `json:"instructions"`
		Conflicts    []understoodPair        `json:"conflicts"`
		Close        []understoodPair        `json:"close"`
	}
	texts := []text{}
	for _, u := range list {
		one := text{u.ID, []understoodInstruction{}, jsonPairs(u.Conflicts), jsonPairs(u.Close)}
		for _, in := range u.Instructions {
			path, line := placeIn(in.Source)
			j := understoodInstruction{Text: in.Text, Path: path, Line: line, Role: in.Role, Anchor: in.Anchor, Guard: in.Guard, Headings: in.Headings, Constraints: []understoodConstraint{}}
			for i := range in.Constraints {
				j.Constraints = append(j.Constraints, jsonConstraint(&in.Constraints[i]))
			}
			one.Instructions = append(one.Instructions, j)
		}
		texts = append(texts, one)
	}
	return writeJSON(w, struct {
		Version int    `json:"version"`
		Texts   []text `json:"texts"`
	}{1, texts})
}

func jsonConstraint(c *instruct.Constraint) understoodConstraint {
	out := understoodConstraint{
		Rule: c.Rule, Dimension: c.Dimension, Subject: c.Subject, Value: c.Value, Action: c.Action, Polarity: c.Polarity, Strength: c.Strength, Scope: c.Scope,
	}
	if c.Range != nil {
		out.Unit = c.Range.Unit
		if !math.IsInf(c.Range.Lo, 0) {
			out.Min = &c.Range.Lo
		}
		if !math.IsInf(c.Range.Hi, 0) {
			out.Max = &c.Range.Hi
		}
	}
	return out
}

func jsonPairs(pairs []conflict.Pair) []understoodPair {
	out := []understoodPair{}
	for _, p := range pairs {
		out = append(out, understoodPair{p.Rule, p.Reason, [2]string{p.A.Text, p.B.Text}, [2]string{placeText(p.A), placeText(p.B)}})
	}
	return out
}
