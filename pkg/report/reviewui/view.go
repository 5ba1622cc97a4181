package reviewui

import (
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"

	"github.com/quoin-dev/quoin/pkg/report"
	"github.com/quoin-dev/quoin/pkg/review"
	"github.com/quoin-dev/quoin/pkg/textdiff"
)

func newLook(color bool) look {
	r := lipgloss.NewRenderer(io.Discard)
	if color {
		r.SetColorProfile(termenv.ANSI)
	} else {
		r.SetColorProfile(termenv.Ascii)
	}
	fg := func(c string) lipgloss.Style { return r.NewStyle().Foreground(lipgloss.Color(c)) }
	return look{
		color: color, title: r.NewStyle().Bold(true), dim: r.NewStyle().Faint(true), old: fg("1").Strikethrough(true),
		fresh: fg("2").Bold(true), key: fg("6"), warn: fg("3").Bold(true), rule: r.NewStyle().Faint(true),
	}
}

// View implements tea.Model.
func (m *Screen) View() string {
	if m.help {
		return helpText
	}
	it := m.current()
	if it == nil {
		return m.empty()
	}
	head := m.head(it)
	foot := m.foot(it)
	room := max(3, m.height-lipgloss.Height(head)-lipgloss.Height(foot))
	body := strings.Split(m.body(it), "\n")
	m.scroll = max(0, min(m.scroll, len(body)-room))
	body = body[m.scroll:min(len(body), m.scroll+room)]
	for len(body) < room {
		body = append(body, "")
	}
	return head + "\n" + strings.Join(body, "\n") + "\n" + foot
}

func (m *Screen) empty() string {
	switch {
	case m.filter != "" || m.search != "":
		return fmt.Sprintf("nothing that waits matches (filter %q, search %q): f and / change that\n\n%s", m.filter, m.search, m.look.dim.Render("u undo  f filter  / search  q quit"))
	case m.decided > 0:
		return fmt.Sprintf("nothing waits any more, %d decided\n\n%s", m.decided, m.look.dim.Render("u undo  q quit"))
	}
	return "nothing waits for a decision\n\n" + m.look.dim.Render("q quit")
}

// head says what is on the screen and why.
func (m *Screen) head(it *review.Item) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", m.look.title.Render(fmt.Sprintf("Reviewing [%d/%d]", m.at+1, len(m.shown))), report.Visible(it.Suite+" · "+it.Case))
	what := fmt.Sprintf("%s · %s · %.0f%% alike", it.Category, it.Change.Kind, 100*it.Change.Score)
	if it.Audit {
		what += " · audit"
	}
	if it.Second {
		what += " · second look"
	}
	b.WriteString(m.wrap(what + " · why: " + it.Why))
	if it.Cause != "" {
		b.WriteString("\n" + m.wrap("caused by: "+it.Cause))
	}
	for _, f := range it.Failed {
		b.WriteString("\n" + m.look.warn.Render(m.wrap("failed: "+f)))
	}
	if alike := m.session.Queue.Alike(it); len(alike) > 1 {
		var names []string
		for _, o := range alike[:min(len(alike), 4)] {
			names = append(names, o.Case)
		}
		if len(alike) > 4 {
			names = append(names, "…")
		}
		b.WriteString("\n" + m.look.key.Render(m.wrap(fmt.Sprintf("%d answers changed alike: %s", len(alike), strings.Join(names, ", ")))))
	}
	return b.String() + "\n" + m.look.rule.Render(strings.Repeat("─", m.width))
}

func (m *Screen) foot(*review.Item) string {
	line := m.look.rule.Render(strings.Repeat("─", m.width)) + "\n"
	switch m.mode {
	case reasoning:
		return line + "reason (enter rejects, esc does not): " + m.line + "█"
	case searching:
		return line + "search: " + m.line + "█"
	default:
	}
	keys := "a accept  v variant  r reject  s skip  A/V/R all alike  u undo  p back  e edit golden  i input  d full  f filter  / search  ? help  q quit"
	if m.message != "" {
		return line + report.Visible(m.message)
	}
	return line + m.look.dim.Render(m.wrap(keys))
}

// wrap breaks a line of ours at the width of the screen.
func (m *Screen) wrap(s string) string {
	return strings.Join(wrapWords([]word{{text: report.Visible(s)}}, m.width), "\n")
}

// wide is how many columns two texts side by side need.
const wide = 90

// body is the difference of golden and answer.
func (m *Screen) body(it *review.Item) string {
	var b strings.Builder
	if m.info && it.Input != "" {
		b.WriteString(m.look.title.Render("input") + "\n" + m.full(it.Input) + "\n\n")
	}
	if m.info && it.Model != "" {
		b.WriteString(m.look.dim.Render("model "+it.Model) + "\n\n")
	}
	switch {
	case it.Change.Old == "":
		b.WriteString(m.look.title.Render("no golden yet; the answer is") + "\n" + m.full(it.Text))
	case m.plain:
		b.WriteString(m.look.title.Render("golden") + "\n" + m.full(it.Change.Old) + "\n\n" + m.look.title.Render("answer") + "\n" + m.full(it.Text))
	case m.width >= wide:
		b.WriteString(m.sideBySide(it))
	default:
		b.WriteString(m.inline(it))
	}
	return b.String()
}

func (m *Screen) full(text string) string { return strings.Join(wrapText(text, m.width), "\n") }

// inline shows both texts as one, with what went and what came in it.
func (m *Screen) inline(it *review.Item) string {
	var words []word
	for _, s := range textdiff.Words(it.Change.Old, it.Text).Segments() {
		words = append(words, m.mark(s))
	}
	return strings.Join(wrapWords(words, m.width), "\n")
}

// mark styles a segment; without colour brackets say the same.
func (m *Screen) mark(s textdiff.Segment) word {
	switch s.Op {
	case textdiff.Delete:
		if !m.look.color {
			return word{text: "[-" + s.Text + "-]"}
		}
		return word{s.Text, m.look.old}
	case textdiff.Insert:
		if !m.look.color {
			return word{text: "{+" + s.Text + "+}"}
		}
		return word{s.Text, m.look.fresh}
	default:
		return word{text: s.Text}
	}
}

// sideBySide shows the golden on the left and the answer on the right.
func (m *Screen) sideBySide(it *review.Item) string {
	column := (m.width - 3) / 2
	var left, right []word
	for _, s := range textdiff.Words(it.Change.Old, it.Text).Segments() {
		w := m.mark(s)
		if s.Op != textdiff.Insert {
			left = append(left, w)
		}
		if s.Op != textdiff.Delete {
			right = append(right, w)
		}
	}
	a, b := wrapWords(left, column), wrapWords(right, column)
	out := []string{pad(m.look.title.Render("golden"), column) + " │ " + m.look.title.Render("answer")}
	for i := range max(len(a), len(b)) {
		l, r := "", ""
		if i < len(a) {
			l = a[i]
		}
		if i < len(b) {
			r = b[i]
		}
		out = append(out, strings.TrimRight(pad(l, column)+" │ "+r, " "))
	}
	return strings.Join(out, "\n")
}

func pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-lipgloss.Width(s)))
}

// A word is text with a look.
type word struct {
	text  string
	style lipgloss.Style
}

func wrapText(text string, width int) []string { return wrapWords([]word{{text: text}}, width) }

// wrapWords lays styled text out in lines of a width. What could drive a
// terminal is made visible first.
func wrapWords(words []word, width int) []string {
	width = max(width, 8)
	lines := []string{""}
	column := 0
	put := func(w word, piece string) {
		if piece == "" {
			return
		}
		n := lipgloss.Width(piece)
		if column+n > width && column > 0 {
			lines = append(lines, "")
			column = 0
			if piece = strings.TrimLeft(piece, " "); piece == "" {
				return
			}
			n = lipgloss.Width(piece)
		}
		for n > width {
			head, tail := split(piece, width)
			lines[len(lines)-1] += w.style.Render(head)
			lines = append(lines, "")
			piece, n = tail, lipgloss.Width(tail)
		}
		lines[len(lines)-1] += w.style.Render(piece)
		column += n
	}
	for _, w := range words {
		for i, line := range strings.Split(w.text, "\n") {
			if i > 0 {
				lines = append(lines, "")
				column = 0
			}
			for _, piece := range strings.SplitAfter(report.Visible(line), " ") {
				put(w, piece)
			}
		}
	}
	return lines
}

// split cuts a text after as many runes as fit.
func split(s string, width int) (head, tail string) {
	n := 0
	for i, r := range s {
		if n += lipgloss.Width(string(r)); n > width && i > 0 {
			return s[:i], s[i:]
		}
	}
	return s, ""
}

const helpText = `keys

  a, enter   accept: the answer becomes the golden
  v          accept as one more right answer beside the golden
  r          reject, with a reason
  s, space   skip: it waits on
  A  V  R    the same for all answers that changed alike
  u          undo the last decision, again and again
  n p ← →    next, back        g G   first, last
  ↑ ↓ pgup pgdn   scroll
  e          edit the golden in $EDITOR
  i          show what was asked
  d          texts in full, or their difference
  f          filter: all, changed, broken, equivalent
  /          search; an empty search shows all
  q          quit: every decision is on disk already

press any key`
