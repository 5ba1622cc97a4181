package review

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/quoin-dev/quoin/pkg/par"
)

// The files of a suite `support/triage`, beside its prompt:
//
//	triage.goldens/CASE.md             the accepted answer; CASE.2.md, … further ones
//	triage.goldens/CASE.pending.json   a changed answer that waits, not in git
//	triage.decisions.jsonl             what was decided
const (
	goldensSuffix   = ".goldens"
	pendingSuffix   = ".pending.json"
	decisionsSuffix = ".decisions.jsonl"
)

// A Pending is a changed answer that waits for a decision.
type Pending struct {
	Suite    string   `json:"suite"` // the path of its files without extension, from the root of the workspace
	Case     string   `json:"case"`
	Prompt   string   `json:"prompt"`
	Answer   string   `json:"answer"`
	Model    string   `json:"model,omitempty"`
	Input    string   `json:"input,omitempty"`  // what was asked, for people
	Failed   []string `json:"failed,omitempty"` // assertions
	CostJump bool     `json:"cost_jump,omitempty"`
	Impact   float64  `json:"impact,omitempty"`
	Cause    string   `json:"cause,omitempty"`

	// What was measured when the answer was put here, so that a long queue opens
	// without comparing every answer again. It holds for the golden with that
	// digest only.
	Golden string   `json:"golden,omitempty"` // the digest of the closest accepted answer
	Nth    int      `json:"nth,omitempty"`    // which of the accepted answers that is, from 0
	Kind   Kind     `json:"kind,omitempty"`
	Score  float64  `json:"score,omitempty"`
	Paths  []string `json:"paths,omitempty"`
	Group  string   `json:"group,omitempty"`
	Equal  Category `json:"equal,omitempty"` // how it is equal to an accepted answer, if it is
}

// measure compares the answer with the accepted ones.
func (p *Pending) measure(goldens []string) {
	it := Item{Answer: Answer{Accepted: goldens, Text: p.Answer, Cause: p.Cause}}
	it.closest()
	p.Golden, p.Nth, p.Kind, p.Score, p.Paths = DigestOf(it.Change.Old), it.nth, it.Change.Kind, it.Change.Score, it.Change.Paths
	p.Group, p.Equal = it.Change.group(p.Cause), it.equal()
}

// A Store is the folder of a workspace as far as review is concerned. It is the
// only part of this package that touches the disk. Every change is whole or not
// there at all, and what was decided is on disk before anything follows from it.
type Store struct{ Root string }

// FileName is a case's name as a file's: what could lead out of the folder, or
// means something to a file system, is escaped.
func FileName(name string) string {
	var b strings.Builder
	for i, r := range name {
		switch {
		case r == '.' && i == 0, strings.ContainsRune(`/\:*?"<>|%`, r), r < ' ', r == 0x7f:
			fmt.Fprintf(&b, "%%%02X", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func (s Store) goldens(suite string) string {
	return filepath.Join(s.Root, filepath.FromSlash(suite)+goldensSuffix)
}

// PutPending writes what waits, in place of an earlier answer of the case, and
// keeps git from seeing it.
func (s Store) PutPending(p Pending) error {
	dir := s.goldens(p.Suite)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	ignore := filepath.Join(dir, ".gitignore")
	if _, err := os.Stat(ignore); errors.Is(err, fs.ErrNotExist) {
		if err := replace(ignore, []byte("*"+pendingSuffix+"\n")); err != nil {
			return err
		}
	}
	goldens, err := s.Goldens(p.Suite, p.Case)
	if err != nil {
		return err
	}
	p.measure(goldens)
	text, err := json.MarshalIndent(p, "", "  ")
	if err != nil {
		return err
	}
	return replace(filepath.Join(dir, FileName(p.Case)+pendingSuffix), append(text, '\n'))
}

// DropPending removes what waits for a case, if anything does.
func (s Store) DropPending(suite, name string) error {
	err := os.Remove(filepath.Join(s.goldens(suite), FileName(name)+pendingSuffix))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// Pending reads everything that waits, by suite and case. A file that cannot be
// read is named in the error, and the others are returned all the same.
func (s Store) Pending(ctx context.Context) ([]Pending, error) {
	var names []string
	err := filepath.WalkDir(s.Root, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() {
			if base := e.Name(); strings.HasPrefix(base, ".") && name != s.Root || base == "node_modules" {
				return filepath.SkipDir
			}
			return nil
		}
		if strings.HasSuffix(name, pendingSuffix) && strings.HasSuffix(filepath.Dir(name), goldensSuffix) {
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	type read struct {
		Pending
		err error
	}
	found, err := par.Map(ctx, names, func(_ context.Context, name string) (read, error) {
		text, err := os.ReadFile(name)
		if err != nil {
			return read{}, err
		}
		var r read
		if err := json.Unmarshal(text, &r.Pending); err != nil {
			r.err = fmt.Errorf("%s: %w", name, err)
		}
		return r, nil
	})
	var all []Pending
	bad := []error{err}
	for _, r := range found {
		if r.err != nil {
			bad = append(bad, r.err)
			continue
		}
		all = append(all, r.Pending)
	}
	slices.SortFunc(all, func(a, b Pending) int { return strings.Compare(a.Suite+"\x00"+a.Case, b.Suite+"\x00"+b.Case) })
	return all, errors.Join(bad...)
}

// Goldens returns the accepted answers of a case, the main one first.
func (s Store) Goldens(suite, name string) ([]string, error) {
	var out []string
	for n := 1; ; n++ {
		text, err := os.ReadFile(s.golden(suite, name, n))
		if errors.Is(err, fs.ErrNotExist) {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		out = append(out, string(text))
	}
}

func (s Store) golden(suite, name string, n int) string {
	base := FileName(name)
	if n > 1 {
		base += "." + strconv.Itoa(n)
	}
	return filepath.Join(s.goldens(suite), base+".md")
}

// setGoldens writes the accepted answers of a case and removes what is beyond
// them.
func (s Store) setGoldens(suite, name string, texts []string) error {
	if err := os.MkdirAll(s.goldens(suite), 0o755); err != nil {
		return err
	}
	for n, text := range texts {
		file := s.golden(suite, name, n+1)
		if old, err := os.ReadFile(file); err == nil && string(old) == text {
			continue
		}
		if err := replace(file, []byte(text)); err != nil {
			return err
		}
	}
	for n := len(texts) + 1; ; n++ {
		err := os.Remove(s.golden(suite, name, n))
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// Append adds a decision to its suite's file and returns when it is on disk. A
// line that a crash cut short is ended first, so that it spoils no other.
func (s Store) Append(d Decision) error {
	name := filepath.Join(s.Root, filepath.FromSlash(d.Suite)+decisionsSuffix)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return err
	}
	line := d.Line()
	if info, err := f.Stat(); err == nil && info.Size() > 0 {
		last := make([]byte, 1)
		if _, err := f.ReadAt(last, info.Size()-1); err == nil && last[0] != '\n' {
			line = "\n" + line
		}
	}
	_, err = f.WriteString(line)
	return errors.Join(err, f.Sync(), f.Close())
}

// Decisions reads the decision files below the root. Lines that cannot be read
// are named, by file and number.
func (s Store) Decisions() ([]Decision, []error, error) {
	var all []Decision
	var bad []error
	err := filepath.WalkDir(s.Root, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && strings.HasPrefix(e.Name(), ".") && name != s.Root {
			return filepath.SkipDir
		}
		if e.IsDir() || !strings.HasSuffix(name, decisionsSuffix) {
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		found, lines := ParseDecisions(text)
		all = append(all, found...)
		rel, _ := filepath.Rel(s.Root, name)
		for _, l := range lines {
			bad = append(bad, fmt.Errorf("%s: %w", path.Clean(filepath.ToSlash(rel)), l))
		}
		return nil
	})
	return all, bad, err
}

// replace writes a file in one step.
func replace(name string, text []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(name), ".quoin-*")
	if err != nil {
		return err
	}
	_, err = tmp.Write(text)
	err = errors.Join(err, tmp.Chmod(0o644), tmp.Sync(), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(tmp.Name()))
	}
	return nil
}
