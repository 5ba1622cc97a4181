package reviewui_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"github.com/quoin-dev/quoin/pkg/report/reviewui"
	"github.com/quoin-dev/quoin/pkg/review"
)

func screen(t *testing.T, width int) (*reviewui.Screen, review.Store) {
	t.Helper()
	store := review.Store{Root: t.TempDir()}
	dir := filepath.Join(store.Root, "prompts", "ask.goldens")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, texts := range map[string][2]string{
		"a": {"Open the big door.\n", "Open the huge door.\n"},
		"b": {"It costs 5 dollars.\n", "It costs 7 \x1b[31mdollars.\n"},
	} {
		if err := os.WriteFile(filepath.Join(dir, name+".md"), []byte(texts[0]), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := store.PutPending(review.Pending{Suite: "prompts/ask", Case: name, Prompt: "ask", Answer: texts[1], Input: "How?"}); err != nil {
			t.Fatal(err)
		}
	}
	s, err := review.Open(t.Context(), store, review.DefaultBounds(), "ada", 1, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	m := reviewui.New(s, false, nil)
	m.Update(tea.WindowSizeMsg{Width: width, Height: 20})
	return m, store
}

func press(m *reviewui.Screen, keys ...string) {
	for _, k := range keys {
		msg := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(k)}
		switch k {
		case "enter":
			msg = tea.KeyMsg{Type: tea.KeyEnter}
		case "esc":
			msg = tea.KeyMsg{Type: tea.KeyEsc}
		}
		m.Update(msg)
	}
}

func TestKeys(t *testing.T) {
	m, store := screen(t, 60)
	if v := m.View(); !strings.Contains(v, "Reviewing [1/2] prompts/ask · a") || !strings.Contains(v, "[-big-]{+huge+}") {
		t.Errorf("the first screen:\n%s", v)
	}
	press(m, "n")
	if v := m.View(); !strings.Contains(v, "[2/2]") || strings.Contains(v, "\x1b") {
		t.Errorf("the second screen:\n%q", v)
	}
	press(m, "i")
	if !strings.Contains(m.View(), "How?") {
		t.Errorf("the input is not shown:\n%s", m.View())
	}
	press(m, "r", "no", "esc")
	if m.Left() != 2 {
		t.Error("esc rejects")
	}
	press(m, "r", "wrong price", "enter")
	if m.Left() != 1 || m.Decided() != 1 {
		t.Errorf("%d left, %d decided", m.Left(), m.Decided())
	}
	press(m, "v")
	if v := m.View(); !strings.Contains(v, "nothing waits any more, 2 decided") {
		t.Errorf("the last screen:\n%s", v)
	}
	press(m, "u", "u", "u")
	if m.Left() != 2 {
		t.Errorf("%d wait after undo", m.Left())
	}
	if v := m.View(); !strings.Contains(v, "there is nothing to undo") {
		t.Errorf("one undo too many:\n%s", v)
	}
	press(m, "/", "dollars", "enter")
	if v := m.View(); !strings.Contains(v, "[1/1] prompts/ask · b") {
		t.Errorf("after a search:\n%s", v)
	}
	press(m, "e")
	if v := m.View(); !strings.Contains(v, "set EDITOR") {
		t.Errorf("without an editor:\n%s", v)
	}
	if goldens, err := store.Goldens("prompts/ask", "a"); err != nil || len(goldens) != 1 {
		t.Errorf("goldens %q, %v", goldens, err)
	}
}

// No line is wider than the screen, however narrow, and nothing panics.
func TestFits(t *testing.T) {
	for _, width := range []int{1, 10, 39, 80, 91, 200} {
		m, _ := screen(t, width)
		for _, key := range []string{"", "d", "i", "?", "x", "f", "f", "f", "f"} {
			press(m, key)
			if width < 39 {
				_ = m.View()
				continue
			}
			for line := range strings.SplitSeq(m.View(), "\n") {
				if n := len([]rune(line)); n > max(width, 80) {
					t.Errorf("at %d columns a line has %d: %q", width, n, line)
				}
			}
		}
	}
}
