// Package reviewui is the terminal screen of review: one changed answer at a
// time, what it was before, and a key for each thing that a person may decide.
// It keeps no state of its own that matters: every key that decides calls
// review.Session, which has it on disk before the next frame is drawn.
package reviewui

import (
	"fmt"
	"os"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"github.com/quoin-dev/quoin/pkg/review"
)

// A Screen is the bubbletea model.
type Screen struct {
	session *review.Session
	edit    func(path string) (tea.Cmd, error) // opens an editor, nil where there is none
	look    look

	width, height int
	at            int // in shown
	shown         []*review.Item
	filter        string // a category, "" for all
	search        string
	info, plain   bool // input shown; texts in full in place of the difference
	scroll        int
	mode          mode
	line          string // what is being typed
	group         bool   // the reason being typed is for all alike changes
	message       string
	help          bool
	decided       int
}

// mode is what keys mean.
type mode int

const (
	deciding mode = iota
	reasoning
	searching
)

// New makes the screen for a session. Color says whether styles are used.
func New(s *review.Session, color bool, edit func(path string) (tea.Cmd, error)) *Screen {
	m := &Screen{session: s, edit: edit, look: newLook(color), width: 100, height: 30}
	m.refresh()
	return m
}

// Decided is how many changes were decided.
func (m *Screen) Decided() int { return m.decided }

// Left is how many wait still.
func (m *Screen) Left() int { return len(m.session.Queue.Items) }

// Init implements tea.Model.
func (m *Screen) Init() tea.Cmd { return nil }

// refresh follows the queue after a decision.
func (m *Screen) refresh() {
	m.shown = m.shown[:0:0]
	for _, it := range m.session.Queue.Items {
		if m.filter != "" && string(it.Category) != m.filter {
			continue
		}
		if m.search != "" && !strings.Contains(strings.ToLower(it.Suite+"/"+it.Case+" "+it.Prompt+" "+it.Text), strings.ToLower(m.search)) {
			continue
		}
		m.shown = append(m.shown, it)
	}
	m.at = max(0, min(m.at, len(m.shown)-1))
	m.scroll = 0
	if it := m.current(); it != nil {
		if err := m.session.Look(it); err != nil {
			m.message = err.Error()
		}
	}
}

// current is the item on the screen, nil where none waits.
func (m *Screen) current() *review.Item {
	if m.at < len(m.shown) {
		return m.shown[m.at]
	}
	return nil
}

// edited says that an editor has ended.
type edited struct {
	path string
	err  error
}

// Update implements tea.Model.
func (m *Screen) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
	case edited:
		return m, m.takeGolden(msg)
	case tea.KeyMsg:
		if msg.Type == tea.KeyCtrlC {
			return m, tea.Quit
		}
		if m.mode != deciding {
			m.typed(msg)
			return m, nil
		}
		m.message = ""
		return m, m.key(msg.String())
	}
	return m, nil
}

// key does what a key says.
func (m *Screen) key(k string) tea.Cmd {
	if m.help && k != "q" {
		m.help = false
		return nil
	}
	switch k {
	case "q":
		return tea.Quit
	case "?":
		m.help = true
	case "a", "enter":
		m.decide(review.Accept, false, "")
	case "v":
		m.decide(review.Variant, false, "")
	case "A":
		m.decide(review.Accept, true, "")
	case "V":
		m.decide(review.Variant, true, "")
	case "r", "R":
		if m.current() != nil {
			m.mode, m.line, m.group = reasoning, "", k == "R"
		}
	case "u":
		m.undo()
	case "s", " ", "n", "right", "l", "j":
		m.move(1)
	case "p", "left", "h", "k":
		m.move(-1)
	case "g", "home":
		m.move(-len(m.shown))
	case "G", "end":
		m.move(len(m.shown))
	case "down", "pgdown", "ctrl+d":
		m.scroll += m.step(k)
	case "up", "pgup", "ctrl+u":
		m.scroll = max(0, m.scroll-m.step(k))
	case "i":
		m.info = !m.info
	case "d":
		m.plain = !m.plain
	case "f":
		m.nextFilter()
	case "/":
		m.mode, m.line = searching, ""
	case "e", "o":
		return m.openEditor()
	}
	return nil
}

func (m *Screen) step(k string) int {
	if k == "down" || k == "up" {
		return 1
	}
	return max(1, m.height/2)
}

func (m *Screen) move(by int) {
	m.at = max(0, min(m.at+by, len(m.shown)-1))
	m.refresh()
}

// typed gathers a line: a reason or a search.
func (m *Screen) typed(k tea.KeyMsg) {
	switch k.Type {
	case tea.KeyEsc:
		m.mode = deciding
	case tea.KeyEnter:
		line := strings.TrimSpace(m.line)
		if m.mode == searching {
			m.search = line
			m.refresh()
		} else {
			m.decide(review.Reject, m.group, line)
		}
		m.mode = deciding
	case tea.KeyBackspace:
		if r := []rune(m.line); len(r) > 0 {
			m.line = string(r[:len(r)-1])
		}
	case tea.KeyRunes, tea.KeySpace:
		m.line += string(k.Runes)
	default:
	}
}

func (m *Screen) decide(v review.Verdict, alike bool, reason string) {
	it := m.current()
	if it == nil {
		return
	}
	if it.Seen {
		m.message = "you have looked at this one: somebody else has to"
		return
	}
	items := []*review.Item{it}
	if alike {
		items = m.session.Queue.Alike(it)
	}
	if err := m.session.Decide(items, v, reason); err != nil {
		m.message = err.Error()
		return
	}
	m.decided += len(items)
	m.message = fmt.Sprintf("%s: %s  (u takes it back)", v, it.Case)
	if len(items) > 1 {
		m.message = fmt.Sprintf("%s: %d alike changes  (u takes it back)", v, len(items))
	}
	m.refresh()
}

func (m *Screen) undo() {
	if err := m.session.Undo(); err != nil {
		m.message = err.Error()
		return
	}
	m.message = "taken back"
	m.refresh()
}

// categories are what f goes through.
var categories = []string{"", string(review.Changed), string(review.Broken), string(review.Equivalent)}

func (m *Screen) nextFilter() {
	for i, c := range categories {
		if c == m.filter {
			m.filter = categories[(i+1)%len(categories)]
			break
		}
	}
	m.refresh()
}

// openEditor edits a copy of the golden, which becomes the golden when the
// editor ends well.
func (m *Screen) openEditor() tea.Cmd {
	it := m.current()
	if it == nil {
		return nil
	}
	if m.edit == nil {
		m.message = "set EDITOR to edit a golden"
		return nil
	}
	f, err := os.CreateTemp("", "quoin-golden-*.md")
	if err == nil {
		_, err = f.WriteString(it.Change.Old)
	}
	if f != nil {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}
	if err != nil {
		m.message = err.Error()
		return nil
	}
	cmd, err := m.edit(f.Name())
	if err != nil {
		m.message = err.Error()
		return nil
	}
	return cmd
}

// Edited is the message with which an editor has to end.
func Edited(path string, err error) tea.Msg { return edited{path, err} }

func (m *Screen) takeGolden(e edited) tea.Cmd {
	defer os.Remove(e.path)
	text, err := os.ReadFile(e.path)
	it := m.current()
	switch {
	case e.err != nil:
		m.message = "the golden is as it was: " + e.err.Error()
	case err != nil:
		m.message = err.Error()
	case it == nil || string(text) == it.Change.Old:
		m.message = "the golden is as it was"
	default:
		if err := m.session.SetGolden(it, string(text)); err != nil {
			m.message = err.Error()
			return nil
		}
		m.message = "the golden of " + it.Case + " is changed"
		m.refresh()
	}
	return nil
}

// look is how things look.
type look struct {
	color                                   bool
	title, dim, old, fresh, key, warn, rule lipgloss.Style
}
