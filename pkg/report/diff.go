package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/quoin-dev/quoin/pkg/change"
	"github.com/quoin-dev/quoin/pkg/cost"
	"github.com/quoin-dev/quoin/pkg/release"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/textdiff"
)

// DiffStyle says how a diff for people looks.
type DiffStyle struct {
	Style
	Stat       bool // a line a prompt
	SideBySide bool // texts beside each other
}

// Diff writes a change report for people: the important first.
func Diff(w io.Writer, r *change.Report, st DiffStyle) error {
	look := paletteFor(st.Style)
	d := differ{w: w, look: look, st: st}
	if st.Stat {
		return d.stat(r)
	}
	for i := range r.Prompts {
		if i > 0 {
			fmt.Fprintln(w)
		}
		d.prompt(&r.Prompts[i])
	}
	if len(r.Touched) > 0 {
		fmt.Fprintf(w, "\n%s\n", look.title("reach"))
		for _, t := range r.Touched {
			fmt.Fprintf(w, "  %s → %s\n", clean(t.ID), clean(nameSome(t.Prompts, 6)))
		}
	}
	return d.unchanged(r)
}

type differ struct {
	w    io.Writer
	look palette
	st   DiffStyle
}

func (d differ) unchanged(r *change.Report) error {
	switch n := len(r.Unchanged); {
	case len(r.Prompts) == 0 && n == 0:
		_, err := fmt.Fprintln(d.w, "there are no prompts to compare")
		return err
	case len(r.Prompts) == 0:
		_, err := fmt.Fprintf(d.w, "proven unchanged: all %s\n", plural(n, "prompt"))
		return err
	case n > 0:
		_, err := fmt.Fprintf(d.w, "\nproven unchanged: %s  %s\n", plural(n, "prompt"), d.look.dim(clean(nameSome(r.Unchanged, 8))))
		return err
	}
	return nil
}

// nameSome names the first of many.
func nameSome(ids []string, n int) string {
	if len(ids) <= n {
		return strings.Join(ids, ", ")
	}
	return strings.Join(ids[:n], ", ") + fmt.Sprintf(" and %d more", len(ids)-n)
}

func (d differ) stat(r *change.Report) error {
	if len(r.Prompts) == 0 {
		return d.unchanged(r)
	}
	t := table{head: []string{"PROMPT", "CLASS", "BUMP", "RULES", "TOKENS", "$/1,000 CALLS"}, left: []bool{true, true, true, true}}
	for i := range r.Prompts {
		p := &r.Prompts[i]
		t.rows = append(t.rows, []string{clean(p.ID), p.Class.String(), p.Bump().String(), ruleMarks(p), tokensChange(p.Numbers), callsChange(p.Numbers)})
	}
	if err := t.write(d.w, d.look); err != nil {
		return err
	}
	return d.unchanged(r)
}

// ruleMarks sums the instruction events up: +2 −1 ↑1 ↓0 #1 ~3.
func ruleMarks(p *change.Prompt) string {
	counts := map[string]int{}
	for _, e := range p.Events {
		if e.Layer == change.Instruction {
			counts[markOf(e)]++
		}
	}
	var parts []string
	for _, m := range []string{"!", "+", "−", "↑", "↓", "#", "~", "→", "?", "·"} {
		if counts[m] > 0 {
			parts = append(parts, fmt.Sprintf("%s%d", m, counts[m]))
		}
	}
	return strings.Join(parts, " ")
}

// markOf is the sign of an event.
func markOf(e change.Event) string {
	switch e.Kind {
	case "added":
		return "+"
	case "removed":
		return "−"
	case "strengthened", "required":
		return "↑"
	case "weakened":
		return "↓"
	case "negated":
		return "!"
	case "number":
		return "#"
	case "moved", "renamed":
		return "→"
	case "conditional", "unconditional":
		return "?"
	case "cosmetic":
		return "·"
	}
	return "~"
}

// prompt writes one prompt in its layers.
func (d differ) prompt(p *change.Prompt) {
	head := d.look.title(clean(p.ID))
	if p.Was != "" {
		head = d.look.title(clean(p.Was + " → " + p.ID))
	}
	paint := d.look.info
	switch p.Class {
	case change.Breaking:
		paint = d.look.error
	case change.Behavioural:
		paint = d.look.warning
	default:
	}
	fmt.Fprintf(d.w, "%s  %s (%s)%s\n", head, paint(strings.ToUpper(p.Class.String())), p.Bump(), versions(p))
	for _, layer := range []change.Layer{change.Interface, change.Composition, change.Instruction} {
		name := string(layer)
		if layer == change.Instruction {
			name = "rules"
		}
		d.events(p, layer, name)
	}
	d.texts(p)
	d.numbers(p)
	if len(p.Labels) > 0 {
		d.row("labels", strings.Join(p.Labels, ", "))
	}
	if p.Suite {
		d.row("suite", "it has one: its recorded answers are of another digest")
	}
}

// versions are those of the front matter, and what they should be.
func versions(p *change.Prompt) string {
	if p.Before == nil || p.After == nil {
		return ""
	}
	from, to := p.Before.Prompt.Meta.Version, p.After.Prompt.Meta.Version
	if from == "" {
		return ""
	}
	least := release.Next(from, p.Bump())
	switch {
	case p.Bump() == release.None:
		return "  " + from
	case release.Compare(to, least) < 0:
		return fmt.Sprintf("  %s, needs %s", from, least)
	}
	return fmt.Sprintf("  %s → %s", from, to)
}

const labelWidth = 12

func (d differ) row(label, text string) {
	fmt.Fprintf(d.w, "  %s %s\n", d.look.dim(fmt.Sprintf("%-*s", labelWidth, label)), text)
}

func (d differ) events(p *change.Prompt, layer change.Layer, name string) {
	for _, e := range p.Events {
		if e.Layer != layer {
			continue
		}
		paint := d.look.info
		switch e.Class {
		case change.Breaking:
			paint = d.look.error
		case change.Behavioural:
			paint = d.look.warning
		default:
		}
		subject := ""
		switch {
		case layer == change.Instruction && e.Name != "":
			subject = "#" + e.Name + " "
		case layer != change.Instruction && e.Name != "" && e.Text() != e.Name:
			subject = e.Name + "  "
		}
		d.row(name, fmt.Sprintf("%s %s%s  %s", paint(markOf(e)), clean(subject), clean(eventText(e)), d.look.dim(clean(e.Code+where(e)))))
		name = ""
	}
}

// maxEventText bounds the text of an event in a line.
const maxEventText = 110

// eventText writes what a rule was and is: only the words that changed, where
// both are long.
func eventText(e change.Event) string {
	if e.Layer != change.Instruction || e.Old == "" || e.New == "" {
		return clip(e.Text(), maxEventText)
	}
	if e.Old == e.New {
		return clip(e.New, maxEventText)
	}
	return clip(wordDiff(e.Old, e.New), 2*maxEventText)
}

// wordDiff writes two texts as one, with what went and came in brackets.
func wordDiff(old, now string) string {
	var b strings.Builder
	for _, s := range textdiff.Words(old, now).Segments() {
		switch s.Op {
		case textdiff.Delete:
			b.WriteString("[-" + s.Text + "-]")
		case textdiff.Insert:
			b.WriteString("{+" + s.Text + "+}")
		default:
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

// where is the place of an event.
func where(e change.Event) string {
	if e.Span.File == nil {
		return ""
	}
	return fmt.Sprintf("  %s:%d", e.Span.File.Path, e.Span.File.Position(e.Span.Start).Line)
}

// texts shows the composed messages word by word, with a little around each
// change.
func (d differ) texts(p *change.Prompt) {
	if p.Before == nil || p.After == nil {
		return
	}
	label := "text"
	for _, t := range p.Texts {
		if d.st.SideBySide {
			d.row(label, d.look.title("["+t.Role+"]"))
			d.columns(t.Diff)
			label = ""
			continue
		}
		for _, line := range d.inline(t.Diff) {
			d.row(label, d.look.dim("["+t.Role+"] ")+line)
			label = ""
		}
	}
}

// inline returns the lines that changed, with marks in them.
func (d differ) inline(diff textdiff.Diff) []string {
	var lines []string
	var b strings.Builder
	changed := false
	end := func() {
		if changed {
			lines = append(lines, b.String())
		}
		b.Reset()
		changed = false
	}
	for _, s := range diff.Segments() {
		for i, part := range strings.Split(s.Text, "\n") {
			if i > 0 {
				if s.Op != textdiff.Equal {
					changed = true
					b.WriteString(d.look.dim("↵"))
				}
				end()
			}
			if part == "" {
				continue
			}
			switch s.Op {
			case textdiff.Delete:
				changed = true
				b.WriteString(d.gone(part))
			case textdiff.Insert:
				changed = true
				b.WriteString(d.came(part))
			default:
				b.WriteString(clean(part))
			}
		}
	}
	end()
	return lines
}

// gone and came mark text; without colour brackets say the same.
func (d differ) gone(s string) string {
	if d.st.Color {
		return d.look.error(clean(s))
	}
	return "[-" + clean(s) + "-]"
}

func (d differ) came(s string) string {
	if d.st.Color {
		return d.look.added(clean(s))
	}
	return "{+" + clean(s) + "+}"
}

// columns shows changed lines beside each other.
func (d differ) columns(diff textdiff.Diff) {
	width := (d.st.width() - labelWidth - 6) / 2
	lines := textdiff.Lines(diff.A, diff.B)
	at := 0
	for _, c := range lines.Changes {
		if between := strings.Count(diff.A[at:c.A.Start], "\n"); between > 0 {
			fmt.Fprintf(d.w, "  %*s %s\n", labelWidth, "", d.look.dim(fmt.Sprintf("… %s alike", plural(between, "line"))))
		}
		left := strings.Split(strings.TrimSuffix(diff.A[c.A.Start:c.A.End], "\n"), "\n")
		right := strings.Split(strings.TrimSuffix(diff.B[c.B.Start:c.B.End], "\n"), "\n")
		left, right = fold(left, width), fold(right, width)
		for i := range max(len(left), len(right)) {
			var l, r string
			if i < len(left) {
				l = left[i]
			}
			if i < len(right) {
				r = right[i]
			}
			pad := strings.Repeat(" ", max(0, width-len([]rune(l))))
			row := fmt.Sprintf("  %*s %s%s │ %s", labelWidth, "", d.paintIf(l, d.look.error), pad, d.paintIf(r, d.look.added))
			fmt.Fprintln(d.w, strings.TrimRight(row, " "))
		}
		at = c.A.End
	}
}

func (d differ) paintIf(s string, p paint) string {
	if s == "" {
		return ""
	}
	return p(s)
}

// fold breaks lines at a width.
func fold(lines []string, width int) []string {
	var out []string
	for _, l := range lines {
		r := []rune(clean(l))
		for len(r) > width {
			out = append(out, string(r[:width]))
			r = r[width:]
		}
		out = append(out, string(r))
	}
	return out
}

// numbers shows what a change weighs and costs.
func (d differ) numbers(p *change.Prompt) {
	n := p.Numbers
	if !n.Known {
		return
	}
	d.row("tokens", tokensChange(n)+growth(n.Fragments)+prefix(n))
	for _, also := range n.Also {
		d.row("", clean(also.Model)+"  "+countChange(also.Before, also.After))
	}
	if n.Before.Priced || n.After.Priced {
		text := callsChange(n) + " per 1,000 calls"
		if n.Before.Month != 0 || n.After.Month != 0 {
			text += ", " + amounts(n.Before.Month.String(), n.After.Month.String(), n) + " a month"
		}
		if b := n.After.Budget; b.Name != "" {
			text += fmt.Sprintf(", %s of %s", percent(b.Used), b.Name)
		}
		d.row("cost", text)
	}
}

func growth(list []change.Growth) string {
	var parts []string
	for _, g := range list {
		parts = append(parts, fmt.Sprintf("%s %s", g.ID, signed(g.After-g.Before)))
	}
	if len(parts) == 0 {
		return ""
	}
	return "  " + clean(nameSome(parts, 3))
}

func prefix(n change.Numbers) string {
	if n.Before.Prefix == n.After.Prefix || !n.Before.There || !n.After.There {
		return ""
	}
	return fmt.Sprintf("  stable prefix %s → %s", cost.Thousands(n.Before.Prefix), cost.Thousands(n.After.Prefix))
}

func tokensChange(n change.Numbers) string {
	switch {
	case !n.Known:
		return "–"
	case !n.Before.There:
		return countText(n.After.Tokens)
	case !n.After.There:
		return countText(n.Before.Tokens) + " → gone"
	}
	return countChange(n.Before.Tokens, n.After.Tokens)
}

func countChange(before, after cost.Count) string {
	delta := after.Tokens - before.Tokens
	if delta == 0 {
		return countText(after)
	}
	return fmt.Sprintf("%s → %s (%s)", countText(before), countText(after), signed(delta))
}

func callsChange(n change.Numbers) string {
	if !n.Before.Priced && !n.After.Priced {
		return "–"
	}
	return amounts(n.Before.Calls.String(), n.After.Calls.String(), n)
}

func amounts(before, after string, n change.Numbers) string {
	switch {
	case !n.Before.There || before == after:
		return after
	case !n.After.There:
		return before + " → gone"
	}
	return before + " → " + after
}

// placeIn is a place for JSON and annotations.
func placeIn(s source.Span) (path string, line int) {
	if s.File == nil {
		return "", 0
	}
	return s.File.Path, s.File.Position(s.Start).Line
}
