package textdiff_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quoin-dev/quoin/pkg/textdiff"
)

// marked writes a difference as text: [-old-]{+new+}.
func marked(d textdiff.Diff) string {
	var b strings.Builder
	for _, s := range d.Segments() {
		switch s.Op {
		case textdiff.Equal:
			b.WriteString(s.Text)
		case textdiff.Delete:
			b.WriteString("[-" + s.Text + "-]")
		case textdiff.Insert:
			b.WriteString("{+" + s.Text + "+}")
		}
	}
	return b.String()
}

func TestWordsReadAsAPersonWouldMarkThem(t *testing.T) {
	for _, tc := range []struct{ a, b, want string }{
		{"", "", ""},
		{"same", "same", "same"},
		{"", "new", "{+new+}"},
		{"You should answer.", "You must answer.", "You [-should-]{+must+} answer."},
		{"at most 3 items", "at most 5 items", "at most [-3-]{+5+} items"},
		{"the cat sat", "a dog sat", "[-the cat-]{+a dog+} sat"},
		{"Do not lie.", "Do lie.", "Do [-not -]lie."},
		{"I don't know", "I do know", "I [-don't-]{+do+} know"},
		{"say 'yes' now", "say 'no' now", "say '[-yes-]{+no+}' now"},
		{"max_tokens=5", "max_items=5", "[-max_tokens-]{+max_items+}=5"},
		{"不要撒谎", "要撒谎", "[-不-]要撒谎"},
		{"naïve Fuß", "naïve Hand", "naïve [-Fuß-]{+Hand+}"},
		{"one two\nthree", "one\ntwo three", "one[- -]{+\n+}two[-\n-]{+ +}three"},
		{"a\xffb", "a\xfeb", "a[-\xff-]{+\xfe+}b"},
	} {
		d := textdiff.Words(tc.a, tc.b)
		if got := marked(d); got != tc.want {
			t.Errorf("%q to %q is %q, want %q", tc.a, tc.b, got, tc.want)
		}
	}
}

func TestLinesStayWhole(t *testing.T) {
	d := textdiff.Lines("a\nb\nc\n", "a\nB\nc\nd")
	want := []textdiff.Change{
		{A: textdiff.Range{Start: 2, End: 4}, B: textdiff.Range{Start: 2, End: 4}},
		{A: textdiff.Range{Start: 6, End: 6}, B: textdiff.Range{Start: 6, End: 7}},
	}
	if diff := cmp.Diff(want, d.Changes); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestABlockOfLinesBeginsBehindAnEmptyOne(t *testing.T) {
	a := "# A\n- x\n\n# C\n- x\n"
	b := "# A\n- x\n\n# B\n- x\n\n# C\n- x\n"
	if got, want := marked(textdiff.Lines(a, b)), "# A\n- x\n\n{+# B\n- x\n\n+}# C\n- x\n"; got != want {
		t.Errorf("added: %q, want %q", got, want)
	}
	if got, want := marked(textdiff.Lines(b, a)), "# A\n- x\n\n[-# B\n- x\n\n-]# C\n- x\n"; got != want {
		t.Errorf("removed: %q, want %q", got, want)
	}
}

func TestSimilarity(t *testing.T) {
	for _, tc := range []struct {
		a, b string
		want float64
	}{{"", "", 1}, {"a", "", 0}, {"x y", "x y", 1}, {"ab cd", "ab ce", 0.6}} {
		if got := textdiff.Words(tc.a, tc.b).Similarity(); got != tc.want {
			t.Errorf("%q and %q are alike by %v, want %v", tc.a, tc.b, got, tc.want)
		}
	}
}

func TestUnified(t *testing.T) {
	a := "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n"
	b := "1\n2\nthree\n4\n5\n6\n7\n8\n9\n10\n11"
	want := "--- old\n+++ new\n@@ -2,3 +2,3 @@\n 2\n-3\n+three\n 4\n@@ -10 +10,2 @@\n 10\n+11\n\\ No newline at end of file\n"
	if diff := cmp.Diff(want, textdiff.Unified("old", "new", a, b, 1)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := textdiff.Unified("old", "new", a, a, 3); got != "" {
		t.Errorf("equal texts differ by %q", got)
	}
}

// TestUnifiedIsAPatch lets git apply what Unified wrote.
func TestUnifiedIsAPatch(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 20 {
		a, b := randomLines(random), randomLines(random)
		if a == b || a == "" || b == "" {
			continue
		}
		dir := t.TempDir()
		file := filepath.Join(dir, "f")
		if err := os.WriteFile(file, []byte(a), 0o600); err != nil {
			t.Fatal(err)
		}
		patch := textdiff.Unified("a/f", "b/f", a, b, i%4)
		apply := exec.Command("git", "apply", "--unidiff-zero", "--whitespace=nowarn", "-")
		apply.Dir, apply.Stdin = dir, strings.NewReader(patch)
		apply.Env = append(os.Environ(), "GIT_DIR="+filepath.Join(dir, "none"), "GIT_CEILING_DIRECTORIES="+dir)
		if out, err := apply.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s\n%s", err, out, patch)
		}
		if got, err := os.ReadFile(file); err != nil || string(got) != b {
			t.Fatalf("the patch makes %q, want %q (%v)", got, b, err)
		}
	}
}

// randomLines returns lines of few kinds, so that two texts share many.
func randomLines(random *rand.Rand) string {
	var b strings.Builder
	for range random.IntN(30) {
		b.WriteString([]string{"a\n", "b\n", "\n", "c d\n", "e"}[random.IntN(5)])
	}
	return b.String()
}

// check holds a difference to everything that the package promises.
func check(t *testing.T, name string, d textdiff.Diff) {
	t.Helper()
	if got := d.Patch(); got != d.B {
		t.Fatalf("%s: patching %q gives %q, want %q", name, d.A, got, d.B)
	}
	a, b := 0, 0
	for i, c := range d.Changes {
		if c.A.Start < a || c.B.Start < b || c.A.End < c.A.Start || c.B.End < c.B.Start || c.A.Len()+c.B.Len() == 0 {
			t.Fatalf("%s: changes are not in order: %v", name, d.Changes)
		}
		if i > 0 && c.A.Start == a {
			t.Fatalf("%s: two changes touch: %v", name, d.Changes)
		}
		if d.A[a:c.A.Start] != d.B[b:c.B.Start] {
			t.Fatalf("%s: %q and %q are not equal", name, d.A[a:c.A.Start], d.B[b:c.B.Start])
		}
		a, b = c.A.End, c.B.End
	}
	var was, is strings.Builder
	for _, s := range d.Segments() {
		if s.Op != textdiff.Insert {
			was.WriteString(s.Text)
		}
		if s.Op != textdiff.Delete {
			is.WriteString(s.Text)
		}
		if s.Op != textdiff.Insert && d.A[s.A.Start:s.A.End] != s.Text || s.Op != textdiff.Delete && d.B[s.B.Start:s.B.End] != s.Text {
			t.Fatalf("%s: segment %+v is not where it says", name, s)
		}
	}
	if was.String() != d.A || is.String() != d.B {
		t.Fatalf("%s: segments make %q and %q", name, was.String(), is.String())
	}
}

func FuzzDiff(f *testing.F) {
	f.Add("a b\nc\n", "a c\nc")
	f.Add("# A\n- x\n\n# C\n", "# A\n- x\n\n# B\n- x\n\n# C\n")
	f.Add("\xff\xfe\n", "don't “quote” 不要\r\n")
	f.Add(strings.Repeat("\n", 20), strings.Repeat("\n", 15))
	f.Fuzz(func(t *testing.T, a, b string) {
		lines := textdiff.Lines(a, b)
		check(t, "lines", lines)
		check(t, "words", textdiff.Words(a, b))
		for _, c := range lines.Changes {
			for _, text := range []string{a[:c.A.Start], b[:c.B.Start]} {
				if text != "" && !strings.HasSuffix(text, "\n") {
					t.Fatalf("a change of lines begins inside a line: %v", c)
				}
			}
		}
		if (a == b) != (len(lines.Changes) == 0) || (a == b) != (textdiff.Unified("a", "b", a, b, 3) == "") {
			t.Fatalf("%q and %q: %v", a, b, lines.Changes)
		}
	})
}

// TestHugeTextsTakeNoLongerThanTheyAreLong covers what a plain comparison takes
// minutes or gigabytes for.
func TestHugeTextsTakeNoLongerThanTheyAreLong(t *testing.T) {
	numbered := func(prefix string, n int, sep string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "%s%d%s", prefix, i, sep)
		}
		return b.String()
	}
	shuffled := func(seed uint64, n, kinds int, sep string) string {
		random := rand.New(rand.NewPCG(seed, 1))
		var b strings.Builder
		for range n {
			fmt.Fprintf(&b, "%d%s", random.IntN(kinds), sep)
		}
		return b.String()
	}
	distinct := numbered("w", 1_200_000, " ")
	for name, pair := range map[string][2]string{
		"more distinct words than characters": {distinct, distinct + "end"},
		"nothing in common":                   {numbered("a", 200_000, "\n"), numbered("b", 200_000, "\n")},
		"words of nothing in common":          {numbered("a", 200_000, " "), numbered("b", 200_000, " ")},
		"all moved":                           {shuffled(1, 100_000, 100_000, "\n"), shuffled(2, 100_000, 100_000, "\n")},
		"the same few lines in disorder":      {shuffled(1, 50_000, 5, "\n"), shuffled(2, 50_000, 5, "\n")},
		"the same few words in disorder":      {shuffled(1, 50_000, 5, " "), shuffled(2, 50_000, 5, " ")},
		"just small enough to be compared":    {shuffled(1, 3900, 5, "\n"), shuffled(2, 3900, 5, "\n")},
		"reversed":                            {numbered("a", 50_000, "\n"), reversed(numbered("a", 50_000, "\n"))},
		"one letter":                          {strings.Repeat("a\n", 500_000), strings.Repeat("a\n", 400_000) + "b\n"},
		"a line inside many alike":            {strings.Repeat("a\n", 200_000) + "b\n", strings.Repeat("a\n", 3000) + "b\na\n"},
	} {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			d := textdiff.Words(pair[0], pair[1])
			if d.Patch() != pair[1] {
				t.Error("the patch does not give the new text")
			}
			took := time.Since(began)
			if took > 10*time.Second {
				t.Errorf("it took %s", took)
			}
			t.Logf("%s, %d changes", took, len(d.Changes))
		})
	}
}

func reversed(text string) string {
	lines := strings.SplitAfter(text, "\n")
	var b strings.Builder
	for _, line := range slices.Backward(lines) {
		b.WriteString(line)
	}
	return b.String()
}

func BenchmarkWords(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 1))
	var text, edited strings.Builder
	for range 4000 {
		word := fmt.Sprintf("word%d ", random.IntN(500))
		if random.IntN(12) == 0 {
			word = strings.TrimSpace(word) + "\n"
		}
		text.WriteString(word)
		if random.IntN(40) == 0 {
			word = "changed "
		}
		edited.WriteString(word)
	}
	old, changed := text.String(), edited.String()
	b.SetBytes(int64(len(old) + len(changed)))
	for b.Loop() {
		textdiff.Words(old, changed)
	}
}
