package release_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/release"
	"github.com/quoin-dev/quoin/pkg/source"
)

func TestNext(t *testing.T) {
	for _, c := range []struct {
		from string
		bump release.Bump
		want string
	}{
		{"1.2.3", release.None, "1.2.3"},
		{"1.2.3", release.Patch, "1.2.4"},
		{"1.2.3", release.Minor, "1.3.0"},
		{"1.2.3", release.Major, "2.0.0"},
		{"0.4.1", release.Major, "1.0.0"},
		{"1.2.3-rc.1", release.Patch, "1.2.3"},
		{"nonsense", release.Minor, "0.1.0"},
	} {
		if got := release.Next(c.from, c.bump); got != c.want {
			t.Errorf("Next(%s, %s) = %s, want %s", c.from, c.bump, got, c.want)
		}
		if c.bump != release.None && release.IsVersion(c.from) && release.Compare(release.Next(c.from, c.bump), c.from) <= 0 {
			t.Errorf("Next(%s, %s) is not above it", c.from, c.bump)
		}
	}
}

func TestAllows(t *testing.T) {
	for _, c := range []struct {
		pin, version string
		want         bool
	}{
		{"^1", "1.9.0", true},
		{"^1", "2.0.0", false},
		{"~1.2", "1.2.9", true},
		{"~1.2", "1.3.0", false},
		{"1.4.0", "1.4.0", true},
		{"1.4.0", "1.4.1", false},
		{">=1.2, <2", "1.9.9", true},
		{"latest", "1.0.0", false},
		{"^1", "", false},
	} {
		if got := release.Allows(c.pin, c.version); got != c.want {
			t.Errorf("Allows(%q, %q) = %v", c.pin, c.version, got)
		}
	}
}

func lockOf(entries ...*release.Entry) *release.Lock {
	l := &release.Lock{Prompts: map[string]*release.Entry{}, Fragments: map[string]*release.Entry{}}
	for _, e := range entries {
		l.Put(e)
	}
	return l
}

func TestLockRoundTrip(t *testing.T) {
	want := lockOf(
		&release.Entry{
			ID: "support/triage", Version: "4.0.0", Digest: "q1:aa", Interface: "q1:bb", Class: "breaking", Model: "openai/gpt-5-mini",
			Reason: "legal said \"no\",\nand a tab\t, a DEL \x7f and <b>", Uses: []string{"tone@1.0.0"},
			Tokens: release.Tokens{Counter: "o200k_base", Worst: 412, Call: 380, Prefix: 90, Output: 220},
			Past:   []release.Past{{Version: "3.0.0", Digest: "q1:cc"}, {Version: "3.1.0", Digest: "q1:dd"}},
		},
		&release.Entry{ID: "tone", Fragment: true, Version: "1.0.0", Digest: "q1:ee"},
	)
	text := want.Marshal()
	got, found := release.ParseLock(source.NewFile("quoin.lock", text))
	if len(found) > 0 {
		t.Fatalf("%v in\n%s", found, text)
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(release.Entry{}, "Span")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if again := got.Marshal(); again != text {
		t.Errorf("written again, it is\n%s", again)
	}
	if at := got.Prompts["support/triage"].Span; text[at.Start:at.End] != `"support/triage"` {
		t.Errorf("the entry is at %q", text[at.Start:at.End])
	}
}

func TestLabelsSet(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"an empty file", "", "[production]\n\"a/b\" = \"2.0.0\"\n"},
		{"another label", "# ours\n[staging]\nx = \"1.0.0\"\n", "# ours\n[staging]\nx = \"1.0.0\"\n\n[production]\n\"a/b\" = \"2.0.0\"\n"},
		{"a line to change", "[production] # live\n\"a/b\" = '1.0.0' # since May\n", "[production] # live\n\"a/b\" = \"2.0.0\" # since May\n"},
		{"a line to add", "[production]\nx = \"1.0.0\"\n", "[production]\n\"a/b\" = \"2.0.0\"\nx = \"1.0.0\"\n"},
		{"a table at the end", "[production]", "[production]\n\"a/b\" = \"2.0.0\"\n"},
		{"an inline table", "production = { x = \"1.0.0\" }\n", "production = { \"a/b\" = \"2.0.0\", x = \"1.0.0\" }\n"},
		{"an empty inline table", "production = {}\n", "production = { \"a/b\" = \"2.0.0\"}\n"},
		{"a line in an inline table", "production = { \"a/b\" = \"1.0.0\", x = \"1.0.0\" }\n", "production = { \"a/b\" = \"2.0.0\", x = \"1.0.0\" }\n"},
		{"a bare name", "[production]\n", "[production]\n\"a/b\" = \"2.0.0\"\n"},
	} {
		labels, found := release.ParseLabels(source.NewFile("labels.toml", c.text))
		if len(found) > 0 {
			t.Fatalf("%s: %v", c.name, found)
		}
		got := labels.Set("production", "a/b", "2.0.0")
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		after, found := release.ParseLabels(source.NewFile("labels.toml", got))
		if len(found) > 0 || after.Table["production"]["a/b"] != "2.0.0" || len(after.Table["production"]) < len(labels.Table["production"]) {
			t.Errorf("%s: reads as %v %v", c.name, after.Table, found)
		}
	}
}

func TestSetVersion(t *testing.T) {
	for _, c := range []struct{ name, path, text, want string }{
		{"replaced", "a.md", "+++\nversion = \"1.0.0\" # keep\nkind = \"prompt\"\n+++\nHi\n", "+++\nversion = \"1.1.0\" # keep\nkind = \"prompt\"\n+++\nHi\n"},
		{"single quotes", "a.md", "+++\nkind = 'prompt'\nversion='1.0.0'\n+++\nHi\n", "+++\nkind = 'prompt'\nversion='1.1.0'\n+++\nHi\n"},
		{"added", "a.md", "+++\nkind = \"prompt\"\n+++\nHi\n", "+++\nversion = \"1.1.0\"\nkind = \"prompt\"\n+++\nHi\n"},
		{"added, CRLF", "a.md", "+++\r\nkind = \"prompt\"\r\n+++\r\nHi\r\n", "+++\r\nversion = \"1.1.0\"\r\nkind = \"prompt\"\r\n+++\r\nHi\r\n"},
		{"dotprompt", "a.prompt", "---\nmodel: x/y\n---\nHi\n", "---\nversion: \"1.1.0\"\nmodel: x/y\n---\nHi\n"},
		{"dotprompt, replaced", "a.prompt", "---\nversion: 1.0.0\n---\nHi\n", "---\nversion: 1.1.0\n---\nHi\n"},
		{"dotprompt without front matter", "a.prompt", "Hi\n", "---\nversion: \"1.1.0\"\n---\nHi\n"},
	} {
		f, _ := fragment.Parse(source.NewFile(c.path, c.text), fragment.Options{ID: "a"})
		got := release.SetVersion(f, "1.1.0")
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		if again, found := fragment.Parse(source.NewFile(c.path, got), fragment.Options{ID: "a"}); again.Meta.Version != "1.1.0" || len(found) > 0 {
			t.Errorf("%s: reads as version %q, %v", c.name, again.Meta.Version, found)
		}
	}
}

func TestSparesWhatPeopleWrote(t *testing.T) {
	const own = "# Changelog of prompts\n\nWe keep it short.\n\n## ask 1.0.0 (2026-01-01)\n\nFirst release.\n\n## tone 1.0.0 (2026-01-01)\n\nFirst release.\n"
	old := &release.Entry{ID: "ask", Version: "1.0.0", Digest: "q1:aa"}
	step := func(version, reason string) []release.Step {
		return []release.Step{{Old: old, New: &release.Entry{ID: "ask", Version: version, Reason: reason}, Change: release.Change{Class: "behavioural"}}}
	}
	draft := release.Changelog(own, step("1.1.0", "a draft"), "2026-02-01")
	got := release.Changelog(draft, step("2.0.0", "the real one"), "2026-02-02")
	if strings.Contains(got, "a draft") || !strings.Contains(got, "## ask 2.0.0 (2026-02-02)\n\nFrom 1.0.0, behavioural.\n\nthe real one\n") {
		t.Errorf("the draft stays:\n%s", got)
	}
	for _, part := range []string{"We keep it short.", "## ask 1.0.0 (2026-01-01)\n\nFirst release.\n", "## tone 1.0.0 (2026-01-01)\n\nFirst release.\n"} {
		if !strings.Contains(got, part) {
			t.Errorf("lost %q:\n%s", part, got)
		}
	}
}

// The blocks of different prompts are apart, so that git merges them by itself.
func TestLockIsMergedByBlocks(t *testing.T) {
	var ids []string
	l := lockOf()
	for i := range 20 {
		id := fmt.Sprintf("p%02d", i)
		ids = append(ids, id)
		l.Put(&release.Entry{ID: id, Version: "1.0.0", Digest: "q1:" + id})
	}
	before := l.Marshal()
	l.Put(&release.Entry{ID: "p07", Version: "1.1.0", Digest: "q1:new", Past: []release.Past{{Version: "1.0.0", Digest: "q1:p07"}}})
	after := strings.Split(l.Marshal(), "\n\n")
	for i, block := range strings.Split(before, "\n\n") {
		if i > 0 && ids[i-1] != "p07" && !slices.Contains(after, block) {
			t.Errorf("the block of %s moved", ids[i-1])
		}
	}
}

func FuzzParseLock(f *testing.F) {
	f.Add("lock = 1\n[prompt.\"a\"]\nversion = \"1.0.0\"\ndigest = \"q1:00\"\n")
	f.Add("lock = 1\n<<<<<<< HEAD\n[prompt.a]\n=======\n>>>>>>> x\n")
	f.Fuzz(func(t *testing.T, text string) {
		lock, found := release.ParseLock(source.NewFile("quoin.lock", text))
		if len(found) > 0 {
			for _, d := range found {
				if d.Span.End > len(text) || d.Span.Start > d.Span.End {
					t.Errorf("span %d-%d of %d bytes", d.Span.Start, d.Span.End, len(text))
				}
			}
			return
		}
		again, found := release.ParseLock(source.NewFile("quoin.lock", lock.Marshal()))
		if len(found) > 0 {
			t.Fatalf("cannot read what was written: %v\n%s", found, lock.Marshal())
		}
		if again.Marshal() != lock.Marshal() {
			t.Errorf("not stable:\n%s\n%s", lock.Marshal(), again.Marshal())
		}
	})
}

func FuzzLabelsSet(f *testing.F) {
	f.Add("[production]\na = \"1.0.0\"\n")
	f.Add("production = { a = \"1.0.0\" }")
	f.Fuzz(func(t *testing.T, text string) {
		labels, found := release.ParseLabels(source.NewFile("labels.toml", text))
		if len(found) > 0 {
			return
		}
		got := labels.Set("production", "a", "2.0.0")
		after, found := release.ParseLabels(source.NewFile("labels.toml", got))
		if len(found) > 0 || after.Table["production"]["a"] != "2.0.0" {
			t.Errorf("%q became %q: %v", text, got, found)
		}
	})
}
