package lsp

import (
	"encoding/json"
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"github.com/quoin-dev/quoin/pkg/source"
)

// A document is a file that the editor has open. Its text is the editor's.
type document struct {
	uri     string
	path    string // absolute
	rel     string // below the root of its project, slash-separated
	version int
	text    string
	project *project // nil for a file that is nobody's
}

func relative(root, name string) string {
	rel, err := filepath.Rel(root, name)
	if err != nil {
		return filepath.ToSlash(name)
	}
	return filepath.ToSlash(rel)
}

func (s *server) didOpen(raw json.RawMessage) error {
	p, err := decode[didOpenParams](raw)
	if err != nil {
		return err
	}
	name, ok := pathOf(p.TextDocument.URI)
	if !ok {
		return nil // a buffer without a file: what it would be called is unknown
	}
	d := &document{uri: p.TextDocument.URI, path: name, version: p.TextDocument.Version, text: p.TextDocument.Text}
	d.project, err = s.projectOf(name)
	s.docs[name] = d
	if d.project == nil || err != nil {
		return err
	}
	d.rel = relative(d.project.root, name)
	return d.project.opened(d)
}

func (s *server) didChange(raw json.RawMessage) error {
	p, err := decode[didChangeParams](raw)
	if err != nil {
		return err
	}
	d, err := s.open(p.TextDocument.URI)
	if d == nil {
		return err
	}
	for _, c := range p.Changes {
		if c.Range == nil {
			d.text = c.Text
			continue
		}
		at := s.enc.span(source.NewFile(d.rel, d.text), *c.Range)
		d.text = d.text[:at.Start] + c.Text + d.text[at.End:]
	}
	if p.TextDocument.Version != nil {
		d.version = *p.TextDocument.Version
	}
	if d.project == nil {
		return nil
	}
	return d.project.edited(d)
}

// open returns an open document; the error is for one that is not.
func (s *server) open(uri string) (*document, error) {
	name, ok := pathOf(uri)
	if !ok {
		return nil, nil
	}
	if d := s.docs[name]; d != nil {
		return d, nil
	}
	return nil, fmt.Errorf("%s is not open", uri)
}

// didSave reads everything again for a file that is no prompt: who knows what
// it is to the others.
func (s *server) didSave(raw json.RawMessage) error {
	p, err := decode[documentParams](raw)
	if err != nil {
		return err
	}
	d, err := s.open(p.TextDocument.URI)
	if d == nil || d.project == nil {
		return err
	}
	return d.project.saved(d)
}

func (s *server) didClose(raw json.RawMessage) error {
	p, err := decode[documentParams](raw)
	if err != nil {
		return err
	}
	d, err := s.open(p.TextDocument.URI)
	if d == nil {
		return err
	}
	delete(s.docs, d.path)
	if d.project == nil {
		return nil
	}
	return d.project.closed(d)
}

// didChangeFiles takes up what others have done to the files.
func (s *server) didChangeFiles(raw json.RawMessage) error {
	p, err := decode[watchedParams](raw)
	if err != nil {
		return err
	}
	type change struct {
		names []string
		load  bool
	}
	changes := map[*project]*change{}
	for _, c := range p.Changes {
		name, ok := pathOf(c.URI)
		if !ok || s.docs[name] != nil && c.Type == fileChanged {
			continue // the editor's text counts
		}
		for _, pr := range s.projects {
			rel := relative(pr.root, name)
			if pr.loose || strings.HasPrefix(rel, "../") || path.IsAbs(rel) {
				continue
			}
			if changes[pr] == nil {
				changes[pr] = &change{}
			}
			changes[pr].names = append(changes[pr].names, rel)
			changes[pr].load = changes[pr].load || c.Type != fileChanged
		}
	}
	for pr, c := range changes {
		if err := pr.changed(c.names, c.load); err != nil {
			return err
		}
	}
	return nil
}

// agentFiles are texts for models by their name, wherever they are. Other
// Markdown outside of a workspace is none of our business.
var agentFiles = map[string]bool{
	"AGENTS.md": true, "CLAUDE.md": true, "GEMINI.md": true, "SKILL.md": true, "copilot-instructions.md": true,
}

// isLoose reports whether a file outside of every workspace is checked.
func isLoose(name string) bool {
	return filepath.Ext(name) == ".prompt" || agentFiles[filepath.Base(name)]
}

// projectOf returns the workspace of a file, loading it if nobody has; nil for
// a file of none.
func (s *server) projectOf(name string) (*project, error) {
	root, ok := s.opts.Root(filepath.Dir(name))
	key := root
	if !ok {
		if !isLoose(name) {
			return nil, nil
		}
		root, key = filepath.Dir(name), name // a project of its own
	}
	if p := s.projects[key]; p != nil {
		return p, nil
	}
	p := newProject(s, root, !ok)
	if err := p.load(); err != nil {
		return nil, err
	}
	s.projects[key] = p
	s.goes(p.work)
	return p, nil
}
