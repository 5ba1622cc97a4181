package release

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// A Change is what somebody who compared two states of a file says of it.
type Change struct {
	Class string // "breaking", "behavioural", "cosmetic" or "no-op"
	Bump  Bump
	Codes []string
	// Guessed is set where the state before was not to be had, so that only
	// digests were compared.
	Guessed bool
}

// Guess judges a change by digests alone: a call that has to be made in
// another way may break callers, everything else may change answers.
func Guess(old *Entry, now *compose.Template) Change {
	if old.Interface != now.InterfaceDigest().String() {
		return Change{Class: "breaking", Bump: Major, Guessed: true}
	}
	return Change{Class: "behavioural", Bump: Minor, Guessed: true}
}

// A Step releases one prompt or fragment.
type Step struct {
	File *fragment.Fragment
	Old  *Entry // nil for a first release
	New  *Entry // with the version to give
	Change
}

// Given reports whether the file already has the version that it gets.
func (s Step) Given() bool { return s.File.Meta.Version == s.New.Version }

// PlanOptions says what to release and why.
type PlanOptions struct {
	// Only holds the ids to release, with the fragments in them; empty for all.
	Only []string
	// Change judges what changed since an entry was released.
	Change func(f *fragment.Fragment, old *Entry) Change
	// Reason returns the reason for the change of a file, or "".
	Reason func(id string) string
	// Draft is the lock on disk, which may hold releases that are not
	// committed: one that is as it should be is left alone.
	Draft *Lock
}

// Plan works out a release. Base is the lock as it was last committed, now
// what [Entries] says. A file whose digest moved gets the least version that
// the change asks for, or keeps its own where that is higher. Nothing else
// gets one. The steps are in the order of ids, fragments after prompts.
func Plan(ws *workspace.Workspace, base *Lock, now map[string]*Entry, o PlanOptions) []Step {
	wanted := reachable(ws, o.Only)
	var steps []Step
	for _, f := range ws.All {
		e, ok := now[f.ID]
		if !ok || wanted != nil && !wanted[f.ID] {
			continue
		}
		old, had := base.Known(f)
		if had && old.ID == f.ID && old.Digest == e.Digest && old.Version == e.Version {
			continue
		}
		fresh := *e
		step := Step{File: f, Old: old, New: &fresh}
		switch {
		case !had:
			step.Class = ClassFirst
			if !IsVersion(fresh.Version) {
				fresh.Version = First
			}
		case old.Digest == e.Digest:
			// A version that was moved by hand, or lost, or another id.
			step.Class = "no-op"
			if Compare(fresh.Version, old.Version) < 0 {
				fresh.Version = old.Version
			}
			fresh.Past = old.past(fresh.Version)
		default:
			step.Change = o.Change(f, old)
			least := Next(old.Version, max(step.Bump, Patch))
			if Compare(fresh.Version, least) < 0 {
				fresh.Version = least
			}
			fresh.Past = old.past(fresh.Version)
		}
		fresh.Class = step.Class
		fresh.Reason = o.Reason(f.ID)
		if had && old.Digest == e.Digest && old.Version == fresh.Version {
			fresh.Class, fresh.Reason = old.Class, old.Reason // the same release under another id
		}
		if draft, ok := o.Draft.Lookup(f.ID); ok && draft.Digest == fresh.Digest && draft.Version == fresh.Version {
			// Only who names it can give it another reason.
			if fresh.Reason == "" || fresh.Reason == draft.Reason || draft.Reason != "" && len(o.Only) == 0 {
				continue
			}
		}
		steps = append(steps, step)
	}
	slices.SortStableFunc(steps, func(a, b Step) int {
		if a.New.Fragment != b.New.Fragment {
			if b.New.Fragment {
				return -1
			}
			return 1
		}
		return strings.Compare(a.New.ID, b.New.ID)
	})
	link(steps)
	return steps
}

// ClassFirst is the class of a release that has none before it.
const ClassFirst = "first"

// past is the entry's past with the entry itself, for what follows it.
func (e *Entry) past(next string) []Past {
	if next == e.Version {
		return e.Past
	}
	return append(slices.Clone(e.Past), Past{e.Version, e.Digest})
}

// link puts the new versions of fragments into what uses them.
func link(steps []Step) {
	versions := map[string]string{}
	for _, s := range steps {
		versions[s.New.ID] = s.New.Version
	}
	for _, s := range steps {
		uses := slices.Clone(s.New.Uses)
		for i, use := range uses {
			id, _, _ := strings.Cut(use, "@")
			if v, ok := versions[id]; ok {
				uses[i] = id + "@" + v
			}
		}
		s.New.Uses = uses
	}
}

// reachable returns the ids and the fragments in them, or nil for no limit.
func reachable(ws *workspace.Workspace, ids []string) map[string]bool {
	if len(ids) == 0 {
		return nil
	}
	out := map[string]bool{}
	var visit func(id string)
	visit = func(id string) {
		f, ok := ws.Lookup(id)
		if !ok || out[id] {
			return
		}
		out[id] = true
		for _, inc := range ws.Includes(f) {
			visit(inc.ID)
		}
	}
	for _, id := range ids {
		visit(id)
	}
	return out
}

// Apply returns the lock after the steps. Entries whose files are gone leave
// it when everything is released.
func Apply(base *Lock, steps []Step) *Lock {
	lock := base.Clone()
	for _, s := range steps {
		lock.Put(s.New)
	}
	return lock
}

// Prune drops the entries of files that are gone and returns their ids.
func (l *Lock) Prune(ws *workspace.Workspace) []string {
	var gone []string
	for _, entries := range []map[string]*Entry{l.Prompts, l.Fragments} {
		for id, e := range entries {
			f, ok := ws.Lookup(id)
			if !ok || e.Fragment != (f.Kind != fragment.Prompt) {
				delete(entries, id)
				gone = append(gone, id)
			}
		}
	}
	slices.Sort(gone)
	return gone
}

// SetVersion returns the text of a file with its version set, in front matter
// that is made where a .prompt file has none.
func SetVersion(f *fragment.Fragment, version string) string {
	text := f.File.Text
	quoted := `"` + version + `"`
	if span := f.Keys.Find("version"); !span.IsZero() && f.Meta.Version != "" {
		at := span.End
		end := lineEnd(text, at)
		value := text[at:end]
		if i := strings.Index(value, f.Meta.Version); i >= 0 {
			// Only the version itself is replaced: quotes, spaces and the
			// comment behind it stay.
			old := value[i : i+len(f.Meta.Version)]
			return text[:at+i] + version + text[at+i+len(old):]
		}
	}
	start := f.FrontMatter.Start
	switch {
	case f.Format == fragment.TOML:
		return text[:start] + "version = " + quoted + newline(text) + text[start:]
	case f.FrontMatter.End > start:
		return text[:start] + "version: " + quoted + newline(text) + text[start:]
	}
	return "---\nversion: " + quoted + "\n---\n" + text
}

// newline is the end of line that a file uses.
func newline(text string) string {
	if strings.Contains(text[:lineEnd(text, 0)+1], "\r") {
		return "\r\n"
	}
	return "\n"
}

// Changelog returns the text of CHANGELOG.md with an entry for each step on
// top, below what people wrote above the first. An entry for a release that was
// not committed makes way for the one that replaces it. Day is the day of the
// release, as 2026-11-23.
func Changelog(text string, steps []Step, day string) string {
	intro, rest := text, ""
	if at := strings.Index("\n"+text, "\n## "); at >= 0 {
		intro, rest = text[:at], text[at:]
	}
	if intro = strings.TrimRight(intro, "\n"); intro == "" {
		intro = "# Changelog of prompts"
	}
	var b strings.Builder
	b.WriteString(intro + "\n")
	for _, s := range steps {
		fmt.Fprintf(&b, "\n## %s %s (%s)\n\n", s.New.ID, s.New.Version, day)
		b.WriteString(s.headline() + "\n")
		if s.New.Reason != "" {
			b.WriteString("\n" + s.New.Reason + "\n")
		}
	}
	for section := range sections(rest) {
		if !slices.ContainsFunc(steps, func(s Step) bool { return s.replaces(section) }) {
			b.WriteString("\n" + section + "\n")
		}
	}
	return b.String()
}

// sections parts the entries of a changelog.
func sections(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for text != "" {
			end := strings.Index(text[1:], "\n## ") + 1
			if end == 0 {
				end = len(text)
			}
			if part := strings.Trim(text[:end], "\n"); part != "" && !yield(part) {
				return
			}
			text = text[end:]
		}
	}
}

// replaces reports whether a section is about a draft of the same release.
func (s Step) replaces(section string) bool {
	rest, ok := strings.CutPrefix(section, "## "+s.New.ID+" ")
	version, _, dated := strings.Cut(rest, " (")
	return ok && dated && (s.Old == nil || Compare(version, s.Old.Version) > 0)
}

func (s Step) headline() string {
	var parts []string
	if s.Old == nil {
		parts = append(parts, "First release")
	} else {
		parts = append(parts, "From "+s.Old.Version+", "+s.Class)
	}
	if len(s.Codes) > 0 {
		parts = append(parts, strings.Join(s.Codes, ", "))
	}
	if n := s.New.Tokens; n.Counter != "" {
		line := fmt.Sprintf("%d tokens", n.Worst)
		if s.Old != nil && s.Old.Tokens.Counter == n.Counter && s.Old.Tokens.Worst != n.Worst {
			line = fmt.Sprintf("%d → %d tokens", s.Old.Tokens.Worst, n.Worst)
		}
		parts = append(parts, line)
	}
	return strings.Join(parts, " · ") + "."
}
