package cost

import (
	"cmp"
	"slices"

	"github.com/quoin-dev/quoin/pkg/price"
)

// A Line of a cost table is one prompt, or what several have in common.
type Line struct {
	Label   string
	Prompts int
	Calls   int   // a month
	Written int   // tokens that the team wrote, of typical calls
	Real    Count // tokens of typical calls, everything included
	Typed   int   // tokens of them that users typed
	Worst   int   // tokens of the worst variant, upper bound
	Call    price.USD
	Cached  price.USD
	Month   price.USD
	Known   bool   // every prompt of the line has a price
	Budget  Budget // the tightest budget of the line; none for groups
}

// Overhead is tokens sent for one that a user typed, 0 where users type
// nothing.
func (l Line) Overhead() float64 {
	if l.Typed == 0 {
		return 0
	}
	return float64(l.Real.Tokens) / float64(l.Typed)
}

// A Budget is a limit and how much of it is used, from 0; above 1 it is broken.
type Budget struct {
	Name string // "max_input"; empty for no budget
	Used float64
}

// ByPrompt makes a line of each prompt, the dearest first.
func ByPrompt(prompts []Prompt) []Line {
	lines := make([]Line, len(prompts))
	for i := range prompts {
		lines[i] = lineOf(&prompts[i])
	}
	sortLines(lines)
	return lines
}

func lineOf(p *Prompt) Line {
	money := p.Price(&p.Typical)
	return Line{
		Label: p.Template.Prompt.ID, Prompts: 1, Calls: money.Calls,
		Written: p.Typical.Written, Real: p.Typical.Total, Typed: p.Typical.Typed, Worst: p.Worst.Total.High,
		Call: money.Call, Cached: money.Cached, Month: money.Month, Known: money.Known,
		Budget: p.tightest(),
	}
}

// Group adds up the prompts that have a label in common.
func Group(prompts []Prompt, label func(*Prompt) string) []Line {
	at := map[string]int{}
	var lines []Line
	for i := range prompts {
		one := lineOf(&prompts[i])
		name := label(&prompts[i])
		j, ok := at[name]
		if !ok {
			at[name] = len(lines)
			one.Label, one.Budget = name, Budget{}
			lines = append(lines, one)
			continue
		}
		l := &lines[j]
		l.Prompts++
		l.Calls += one.Calls
		l.Written += one.Written
		l.Real = l.Real.Plus(one.Real)
		l.Typed += one.Typed
		l.Worst = max(l.Worst, one.Worst)
		l.Call += one.Call
		l.Cached += one.Cached
		l.Month += one.Month
		l.Known = l.Known && one.Known
	}
	sortLines(lines)
	return lines
}

// Total adds all lines up.
func Total(lines []Line) Line {
	t := Line{Label: "total", Known: true}
	for _, l := range lines {
		t.Prompts += l.Prompts
		t.Calls += l.Calls
		t.Written += l.Written
		t.Real = t.Real.Plus(l.Real)
		t.Typed += l.Typed
		t.Worst = max(t.Worst, l.Worst)
		t.Call += l.Call
		t.Cached += l.Cached
		t.Month += l.Month
		t.Known = t.Known && l.Known
	}
	return t
}

func sortLines(lines []Line) {
	slices.SortFunc(lines, func(a, b Line) int {
		return cmp.Or(cmp.Compare(b.Month, a.Month), cmp.Compare(b.Real.Tokens, a.Real.Tokens), cmp.Compare(a.Label, b.Label))
	})
}

// tightest returns the budget of a prompt of which the largest share is used.
func (p *Prompt) tightest() Budget {
	var tight Budget
	for _, c := range p.Checks() {
		if c.Limit > 0 && !c.AtLeast {
			if used := c.Value / c.Limit; used > tight.Used || tight.Name == "" {
				tight = Budget{c.Key, used}
			}
		}
	}
	return tight
}
