package release

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/source"
)

// lockFormat is the version of the lock's form.
const lockFormat = 1

// RuleLock is the rule under which a lock that cannot be read is reported.
const RuleLock = "version/lock-unreadable"

// A Lock holds the current release of every prompt, and of every fragment
// that has a version. Older releases are in the lock's history in git.
type Lock struct {
	Prompts   map[string]*Entry // by id
	Fragments map[string]*Entry
}

// An Entry is one release.
type Entry struct {
	ID        string
	Fragment  bool // it is a fragment's
	Version   string
	Digest    string   // compose.Digest of what the version stands for
	Interface string   // compose.Template.InterfaceDigest
	Class     string   // of the change from the release before: "breaking", …, or "first"
	Reason    string   // for the change, in a person's words
	Uses      []string // the fragments in it, as "id@version", or "id@digest" for one without version
	Model     string
	Tokens    Tokens
	Past      []Past      // earlier releases, the oldest first
	Span      source.Span // of the block's header
}

// Past is an earlier release. It is kept so that no version is given twice,
// and so that a label can be checked without git.
type Past struct{ Version, Digest string }

// Has reports whether a version is the entry's, or one of its past.
func (e *Entry) Has(version string) bool {
	return e.Version == version || slices.ContainsFunc(e.Past, func(p Past) bool { return p.Version == version })
}

// Tokens is the weight of a release, for the model that it names.
type Tokens struct {
	Counter string `toml:"counter"` // the encoding, or the estimator with its "≈"
	Worst   int    `toml:"worst"`   // of the worst variant, upper bound
	Call    int    `toml:"call"`    // of a typical call, everything included
	Written int    `toml:"written"` // of a typical call, what the team wrote
	Typed   int    `toml:"typed"`   // of a typical call, what users typed
	Prefix  int    `toml:"prefix"`  // stable tokens at the start of a typical call
	Output  int    `toml:"output"`  // of a typical answer, as [traffic] says
}

// lockTable is the lock as TOML has it.
type lockTable struct {
	Lock      int                  `toml:"lock"`
	Prompts   map[string]lockBlock `toml:"prompt"`
	Fragments map[string]lockBlock `toml:"fragment"`
}

type lockBlock struct {
	Version   string   `toml:"version"`
	Digest    string   `toml:"digest"`
	Interface string   `toml:"interface"`
	Class     string   `toml:"class"`
	Reason    string   `toml:"reason"`
	Model     string   `toml:"model"`
	Tokens    Tokens   `toml:"tokens"`
	Uses      []string `toml:"uses"`
	Past      []string `toml:"past"` // "version digest"
}

func (b lockBlock) entry(id string, isFragment bool) *Entry {
	e := &Entry{
		ID: id, Fragment: isFragment, Version: b.Version, Digest: b.Digest, Interface: b.Interface,
		Class: b.Class, Reason: b.Reason, Uses: b.Uses, Model: b.Model, Tokens: b.Tokens,
	}
	for _, line := range b.Past {
		version, digest, _ := strings.Cut(line, " ")
		e.Past = append(e.Past, Past{version, digest})
	}
	return e
}

// ParseLock reads a lock. A lock with the marks of an unfinished merge is one
// problem, at the first mark.
func ParseLock(file *source.File) (*Lock, diag.List) {
	l := &Lock{Prompts: map[string]*Entry{}, Fragments: map[string]*Entry{}}
	if at := conflictMark(file.Text); at >= 0 {
		return l, diag.List{{
			Rule: RuleLock, Severity: diag.Error, Span: file.Span(at, lineEnd(file.Text, at)),
			Message: "the lock has the marks of a merge that was not finished",
			Help:    "run `quoin lock --repair`",
		}}
	}
	var t lockTable
	keys, found := config.Decode(file, 0, len(file.Text), &t, RuleLock)
	if len(found) > 0 {
		for i := range found {
			found[i].Help = cmp.Or(found[i].Help, "the lock is written by `quoin release`: restore it, or run `quoin lock --repair`")
		}
		return l, found
	}
	if t.Lock > lockFormat {
		return l, diag.List{{
			Rule: RuleLock, Severity: diag.Error, Span: keys.Find("lock"),
			Message: fmt.Sprintf("the lock has form %d, and this quoin reads up to %d", t.Lock, lockFormat), Help: "use a newer quoin",
		}}
	}
	for id, b := range t.Prompts {
		l.Prompts[id] = b.entry(id, false)
		l.Prompts[id].Span = keys.Find("prompt." + config.Quote(id))
	}
	for id, b := range t.Fragments {
		l.Fragments[id] = b.entry(id, true)
		l.Fragments[id].Span = keys.Find("fragment." + config.Quote(id))
	}
	return l, nil
}

// Lookup returns the entry of a prompt or a fragment.
func (l *Lock) Lookup(id string) (*Entry, bool) {
	if e, ok := l.Prompts[id]; ok {
		return e, true
	}
	e, ok := l.Fragments[id]
	return e, ok
}

// Known returns the entry of a file, also under an id that it had before.
func (l *Lock) Known(f *fragment.Fragment) (*Entry, bool) {
	for _, id := range append([]string{f.ID}, f.Meta.Moved...) {
		if e, ok := l.Lookup(id); ok {
			return e, true
		}
	}
	return nil, false
}

// Put sets an entry.
func (l *Lock) Put(e *Entry) {
	if e.Fragment {
		l.Fragments[e.ID] = e
	} else {
		l.Prompts[e.ID] = e
	}
}

// Clone copies the lock; entries are shared.
func (l *Lock) Clone() *Lock {
	return &Lock{Prompts: maps.Clone(l.Prompts), Fragments: maps.Clone(l.Fragments)}
}

// Marshal writes the lock: equal locks have equal bytes. Each release is a
// block of its own with lines in a fixed order and a blank line around it, so
// that git merges changes of different prompts by itself.
func (l *Lock) Marshal() string {
	var b strings.Builder
	b.WriteString("# Written by `quoin release`: the digest that each version stands for.\nlock = 1\n")
	for _, id := range slices.Sorted(maps.Keys(l.Prompts)) {
		b.WriteString("\n[prompt." + tomlString(id) + "]\n")
		l.Prompts[id].write(&b)
	}
	for _, id := range slices.Sorted(maps.Keys(l.Fragments)) {
		b.WriteString("\n[fragment." + tomlString(id) + "]\n")
		l.Fragments[id].write(&b)
	}
	return b.String()
}

func (e *Entry) write(b *strings.Builder) {
	line := func(key, value string) {
		if value != "" {
			fmt.Fprintf(b, "%-9s = %s\n", key, tomlString(value))
		}
	}
	line("version", e.Version)
	line("digest", e.Digest)
	line("interface", e.Interface)
	line("class", e.Class)
	line("reason", e.Reason)
	line("model", e.Model)
	if t := e.Tokens; t.Counter != "" {
		fmt.Fprintf(b, "tokens    = { counter = %s, worst = %d, call = %d, written = %d, typed = %d, prefix = %d, output = %d }\n",
			tomlString(t.Counter), t.Worst, t.Call, t.Written, t.Typed, t.Prefix, t.Output)
	}
	list := func(key string, values []string) {
		if len(values) == 0 {
			return
		}
		fmt.Fprintf(b, "%-9s = [\n", key)
		for _, value := range values {
			b.WriteString("  " + tomlString(value) + ",\n")
		}
		b.WriteString("]\n")
	}
	list("uses", e.Uses)
	var lines []string
	for _, p := range e.Past {
		lines = append(lines, p.Version+" "+p.Digest)
	}
	list("past", lines)
}

// tomlString writes a basic string. JSON's is one, but for DEL, which TOML
// wants escaped.
func tomlString(s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(strings.ToValidUTF8(s, "\ufffd")); err != nil {
		return `""` // no string fails
	}
	return strings.ReplaceAll(strings.TrimSuffix(b.String(), "\n"), "\x7f", `\u007f`)
}

// conflictMark returns the offset of the first mark that git leaves in a file
// that it could not merge, or -1.
func conflictMark(text string) int {
	at := 0
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "<<<<<<< ") || strings.HasPrefix(line, ">>>>>>> ") || strings.TrimSpace(line) == "=======" {
			return at
		}
		at += len(line)
	}
	return -1
}

func lineEnd(text string, at int) int {
	if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
		return at + n
	}
	return len(text)
}
