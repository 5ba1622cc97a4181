package gitrepo

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func FuzzParseTree(f *testing.F) {
	f.Add([]byte("100644 a.md\x00" + strings.Repeat("x", 20) + "40000 a\x00" + strings.Repeat("y", 20)))
	f.Add([]byte("100644 cut off\x00xyz"))
	f.Fuzz(func(t *testing.T, data []byte) {
		entries, err := parseTree(data, 20)
		if err == nil && len(data) > 0 && len(entries) == 0 {
			t.Errorf("%q has no entries and no error", data)
		}
		for i := 1; i < len(entries); i++ {
			if entries[i-1].name > entries[i].name {
				t.Errorf("%q is listed before %q", entries[i-1].name, entries[i].name)
			}
		}
	})
}

func TestDirectoriesAreSortedByTheirNames(t *testing.T) {
	id := strings.Repeat("x", 20)
	entries, err := parseTree([]byte("100644 a-b\x00"+id+"100644 a.md\x00"+id+"40000 a\x00"+id), 20)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.name)
	}
	if diff := cmp.Diff([]string{"a", "a-b", "a.md"}, names); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// FuzzParseLog holds the reader to one promise: whatever git says, an answer or
// an error.
func FuzzParseLog(f *testing.F) {
	f.Add("id\x00\x00n\x00e\x002026-01-01T00:00:00Z\x00s\x00b\x00\n:000000 100644 0 1 A\x00path\x00")
	f.Add("id\x00p q\x00n\x00e\x002026-01-01T00:00:00+02:00\x00s\x00\x00id2\x00")
	f.Fuzz(func(t *testing.T, out string) {
		commits, err := parseLog([]byte(out))
		if err == nil && len(commits) == 0 && strings.Count(out, "\x00") > 1 {
			t.Errorf("%q has no commits and no error", out)
		}
	})
}

func FuzzParseBlame(f *testing.F) {
	f.Add("abc 1 1 2\nauthor A\nauthor-mail <a@b>\nauthor-time 5\nauthor-tz +0100\nsummary s\nfilename \"n\\303\\253w\"\n\tx\nabc 2 2\n\ty\n")
	f.Add("\tx\n")
	f.Fuzz(func(t *testing.T, out string) {
		lines, err := parseBlame(out, "name")
		for _, l := range lines {
			if err == nil && l.Commit == nil {
				t.Errorf("%q: a line has no commit", out)
			}
		}
	})
}
