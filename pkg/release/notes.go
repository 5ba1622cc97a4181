package release

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/source"
)

// NotesDir is the folder, beside quoin.toml, where people leave the reasons for
// changes that are not released yet, one file a change.
const NotesDir = "changes"

// A Note is the reason for a change, written when it was made.
type Note struct {
	Name    string   // of its file
	Prompts []string // the ids that it is about; none means all
	Text    string
}

// Notes are the reasons that wait for a release, by name.
type Notes []Note

// LoadNotes reads the .md files in changes/. A note may begin with front
// matter between +++ lines that says `prompts = ["ID"]`.
func LoadNotes(fsys fs.FS) (Notes, diag.List, error) {
	files, err := fs.ReadDir(fsys, NotesDir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	var notes Notes
	var found diag.List
	for _, f := range files {
		if path.Ext(f.Name()) != ".md" || !f.Type().IsRegular() || strings.EqualFold(f.Name(), "README.md") {
			continue
		}
		name := path.Join(NotesDir, f.Name())
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, nil, err
		}
		note, problems := parseNote(source.NewFile(name, string(text)))
		notes, found = append(notes, note), append(found, problems...)
	}
	return notes, found, nil
}

func parseNote(file *source.File) (Note, diag.List) {
	const fence = "+++"
	n := Note{Name: file.Path}
	var head struct {
		Prompts []string `toml:"prompts"`
	}
	rest, ok := strings.CutPrefix(file.Text, fence+"\n")
	if !ok {
		n.Text = strings.TrimSpace(file.Text)
		return n, nil
	}
	end := strings.Index("\n"+rest, "\n"+fence)
	if end < 0 {
		return n, diag.List{{
			Rule: config.Rule, Severity: diag.Error, Span: file.Span(0, len(fence)),
			Message: "the front matter that begins here never ends", Help: "close it with a line `+++`",
		}}
	}
	start := len(fence) + 1
	_, found := config.Decode(file, start, start+end, &head, config.Rule)
	n.Prompts = head.Prompts
	_, n.Text, _ = strings.Cut(rest[end:], "\n")
	n.Text = strings.TrimSpace(n.Text)
	return n, found
}

// Reason joins the notes about a prompt.
func (n Notes) Reason(id string) string {
	var texts []string
	for _, note := range n {
		if note.Text != "" && (len(note.Prompts) == 0 || slices.Contains(note.Prompts, id)) {
			texts = append(texts, note.Text)
		}
	}
	return strings.Join(texts, "\n\n")
}

// Used lists the files of the notes that have nothing more to wait for.
func (n Notes) Used(steps []Step) []string {
	released := map[string]bool{}
	for _, s := range steps {
		released[s.New.ID] = true
	}
	var names []string
	for _, note := range n {
		waits := slices.ContainsFunc(note.Prompts, func(id string) bool { return !released[id] })
		if len(steps) > 0 && !waits {
			names = append(names, note.Name)
		}
	}
	return names
}
