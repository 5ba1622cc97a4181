package lsp

import (
	"testing"
	"unicode/utf8"

	"github.com/quoin-dev/quoin/pkg/source"
)

// A place is led back to the byte that it is the place of, in either unit.
func FuzzPositions(f *testing.F) {
	f.Add("a😀é\r\nb\n\n漢", 3)
	f.Add("", 0)
	f.Add("\xff\xfe\n\r", 2)
	f.Fuzz(func(t *testing.T, text string, line int) {
		file := source.NewFile("f", text)
		for _, e := range []encoding{utf16Units, utf8Bytes} {
			for i := range text {
				p := e.position(file, i)
				if got := e.offset(file, p); utf8.ValidString(text) && got != i && text[i] != '\n' && text[i] != '\r' {
					t.Fatalf("byte %d is at %v, which is byte %d", i, p, got)
				}
			}
			for _, p := range []position{{line, line}, {-1, 3}, {0, -1}, {line, 1 << 30}} {
				if at := e.offset(file, p); at < 0 || at > len(text) {
					t.Fatalf("%v is byte %d of %d", p, at, len(text))
				}
			}
		}
	})
}

func TestURIsAreLedBackToPaths(t *testing.T) {
	for _, name := range []string{"/a/b.md", "/a b/ü%20.md", "/a#b?c/d:e.md"} {
		if got, ok := pathOf(uriOf(name)); !ok || got != name {
			t.Errorf("%s is %s and then %s", name, uriOf(name), got)
		}
	}
	if got, _ := pathOf("file:///a%3Ab/c.md"); got != "/a:b/c.md" {
		t.Errorf("got %s", got)
	}
	for _, uri := range []string{"untitled:Untitled-1", "git:/a/b.md", "", "%", "file:"} {
		if got, ok := pathOf(uri); ok {
			t.Errorf("%s is the path %s", uri, got)
		}
	}
}

func TestMoveKeepsWhatAChangeDoesNotTouch(t *testing.T) {
	for _, c := range []struct{ a, b string }{{"", "x"}, {"aaa", "aa"}, {"abc", "abc"}, {"abab", "ab"}} {
		head, tail := common(c.a, c.b)
		if head+tail > min(len(c.a), len(c.b)) {
			t.Errorf("%q and %q share %d and %d bytes", c.a, c.b, head, tail)
		}
	}
}
