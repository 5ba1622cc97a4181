package token

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/pkoukk/tiktoken-go"
	loader "github.com/pkoukk/tiktoken-go-loader"
)

const shared = "../../../shared"

// official returns the counts of the official encoder: encoding → path → tokens.
func official(t *testing.T) map[string]map[string]int {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(shared, "tokens/official.json"))
	if err != nil {
		t.Skipf("the official counts are not beside this checkout: %v", err)
	}
	var counts map[string]map[string]int
	if err := json.Unmarshal(data, &counts); err != nil {
		t.Fatal(err)
	}
	return counts
}

func TestCountsAreTheOfficialOnes(t *testing.T) {
	for name, counts := range official(t) {
		e, ok := Lookup(name)
		if !ok {
			t.Errorf("no encoding %s", name)
			continue
		}
		for path, want := range counts {
			text, err := os.ReadFile(filepath.Join(shared, path))
			if err != nil {
				t.Fatal(err)
			}
			if got := e.Count(string(text)); got != want {
				t.Errorf("%s: %s has %d tokens, want %d", name, path, got, want)
			}
		}
	}
}

// The numbers are the official encoder's, in the order cl100k_base, o200k_base,
// p50k_base, r50k_base.
func TestCountsOfOddTextsAreTheOfficialOnes(t *testing.T) {
	names := []string{"cl100k_base", "o200k_base", "p50k_base", "r50k_base"}
	for _, c := range []struct {
		text string
		want [4]int
	}{
		{"", [4]int{0, 0, 0, 0}},
		{"<|endoftext|>", [4]int{7, 7, 7, 7}}, // special only to a model, not in a prompt
		{"<|im_start|>user<|im_end|>", [4]int{13, 13, 15, 15}},
		{"\ufeffhi", [4]int{2, 2, 4, 4}}, // a byte order mark is text
		{"we'ſre", [4]int{5, 4, 5, 5}},   // 'ſ is a contraction
		{"DON'Tell", [4]int{3, 3, 3, 3}},
		{"\r\n \r\n  x", [4]int{4, 4, 7, 7}},
		{"a\n  ", [4]int{3, 3, 3, 4}},
		{"a\u0301b\u0301 \u0301", [4]int{6, 6, 9, 9}},
		{"\U00011de0123", [4]int{5, 5, 5, 5}}, // a digit since Unicode 17
		{"a\xffb", [4]int{3, 3, 3, 3}},
		{"\xf0\x9f\x98\xf0\x9f\x98!", [4]int{2, 2, 2, 2}}, // two characters cut short are two U+FFFD
		{strings.Repeat("\xe4\xb8", 7), [4]int{2, 2, 2, 2}},
		{"\xed\xa0\x80", [4]int{1, 1, 1, 1}},
		{"\xe4\xe4\xb8\xad", [4]int{2, 2, 2, 2}},
	} {
		var got [4]int
		for i, name := range names {
			e, _ := Lookup(name)
			got[i] = e.Count(c.text)
		}
		if got != c.want {
			t.Errorf("%+q has %v tokens, want %v", c.text, got, c.want)
		}
	}
}

// peers returns tiktoken-go's form of every encoding but o200k_harmony, which
// it does not have. Building it takes seconds, so it is done once.
var peers = sync.OnceValues(func() (map[string]*tiktoken.Tiktoken, error) {
	tiktoken.SetBpeLoader(loader.NewOfflineLoader())
	all := map[string]*tiktoken.Tiktoken{}
	for _, name := range Names() {
		if name == "o200k_harmony" {
			continue
		}
		t, err := tiktoken.GetEncoding(name)
		if err != nil {
			return nil, err
		}
		all[name] = t
	}
	return all, nil
})

// loadPeers is peers for a test.
func loadPeers(tb testing.TB) map[string]*tiktoken.Tiktoken {
	tb.Helper()
	all, err := peers()
	if err != nil {
		tb.Fatal(err)
	}
	return all
}

// peerEnds returns the ends of the tokens of text by tiktoken-go.
func peerEnds(reference *tiktoken.Tiktoken, text string) []int {
	var ends []int
	end := 0
	for _, token := range reference.EncodeOrdinary(text) {
		end += len(reference.Decode([]int{token}))
		ends = append(ends, end)
	}
	return ends
}

func checkLikePeers(t *testing.T, references map[string]*tiktoken.Tiktoken, text string) {
	t.Helper()
	for name, reference := range references {
		e, _ := Lookup(name)
		want := peerEnds(reference, text)
		if diff := cmp.Diff(want, e.AppendEnds(nil, text)); diff != "" {
			t.Errorf("%s: ends of %+q (-tiktoken-go +ours):\n%s", name, text, diff)
		}
		if got := e.Count(text); got != len(want) {
			t.Errorf("%s: %+q has %d tokens, want %d", name, text, got, len(want))
		}
	}
}

// samePeer says whether tiktoken-go can be right about a text: it replaces
// invalid bytes by another rule than the official encoder, does not take 'ſ for
// a contraction, and knows only the Unicode version of the Go release that it
// is built with.
func samePeer(text string) bool {
	if !utf8.ValidString(text) || strings.Contains(text, "'ſ") {
		return false
	}
	for i, c := range text {
		if k, _ := kindAt(text, i); k != goClass(c) {
			return false
		}
	}
	return true
}

func goClass(c rune) class {
	switch {
	case c == '\r' || c == '\n':
		return newline
	case unicode.IsSpace(c):
		return space
	case unicode.In(c, unicode.Lu, unicode.Lt):
		return upper
	case unicode.Is(unicode.Ll, c):
		return lower
	case unicode.IsLetter(c):
		return letter
	case unicode.IsMark(c):
		return mark
	case unicode.IsNumber(c):
		return number
	}
	return other
}

func TestEveryAssignedCharacterIsSplitLikeTiktokenGo(t *testing.T) {
	references := loadPeers(t)
	const block = 256
	for first := rune(0); first <= utf8.MaxRune; first += block {
		var b strings.Builder
		for c := first; c < first+block; c++ {
			if utf8.ValidRune(c) && samePeer(string(c)) && (goClass(c) != other || c < 0x3000) {
				b.WriteRune(c)
				b.WriteString([]string{"a's ", "", " B", "!\n", "7"}[c%5])
			}
		}
		checkLikePeers(t, references, b.String())
	}
}

// fragments are what the split patterns and the merges distinguish.
var fragments = []string{
	"a", "the", "ing", "E", "HTML", "'s", "'T", "'re", "'LL", "'", "ſt", " ", "  ", "\t", "\n", "\r\n", "\u00a0",
	"\u3000", "\u2028", "1", "23", "4567", "٣", "½", "中文", "字", "の", "カ", "한국", "é", "e\u0301", "\u0301", "ß", "ǅ", "ʰ",
	"При", "вет", "ان", "हि", "न्", "ภา", "😀", "👨‍👩‍👧", "/", "//", "-", "----", "!", "_", "{\"", "\":", "\x00", "<|endoftext|>",
}

func TestRandomMixturesAreSplitLikeTiktokenGo(t *testing.T) {
	references := loadPeers(t)
	random := rand.New(rand.NewPCG(3, 4))
	for range 600 {
		few := make([]string, 1+random.IntN(6))
		for i := range few {
			few[i] = fragments[random.IntN(len(fragments))]
		}
		var b strings.Builder
		for range 1 + random.IntN(60) {
			b.WriteString(few[random.IntN(len(few))])
		}
		if text := b.String(); samePeer(text) {
			checkLikePeers(t, references, text)
		}
	}
}

func TestSamplesAreSplitLikeTiktokenGo(t *testing.T) {
	references := loadPeers(t)
	for _, s := range samples(t) {
		checkLikePeers(t, references, cut(s.text, 20_000))
	}
}

// cut returns at most n bytes of text, whole characters.
func cut(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}

func FuzzTextsAreSplitLikeTiktokenGo(f *testing.F) {
	references := loadPeers(f)
	for _, s := range fragments {
		f.Add(s + " " + s)
	}
	f.Add(strings.Repeat("ab", 100) + strings.Repeat("字", 100))
	f.Fuzz(func(t *testing.T, text string) {
		checkEnds(t, text)
		if samePeer(text) {
			checkLikePeers(t, references, text)
		}
	})
}

// checkEnds checks what holds of the ends of the tokens of any text.
func checkEnds(t *testing.T, text string) {
	t.Helper()
	for _, name := range Names() {
		e, _ := Lookup(name)
		ends := e.AppendEnds([]int{-1}, text)
		if len(ends) != e.Count(text)+1 || ends[0] != -1 {
			t.Errorf("%s: %+q has %d tokens but the ends %v", name, text, e.Count(text), ends)
		}
		if !slices.IsSorted(ends) || text != "" && ends[len(ends)-1] != len(text) {
			t.Errorf("%s: the ends of %+q are %v", name, text, ends)
		}
	}
}

func TestEndsOfRandomBytesCoverThem(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 500 {
		text := make([]byte, random.IntN(100))
		for i := range text {
			text[i] = byte(random.Uint32())
		}
		checkEnds(t, string(text))
		checkEnds(t, "中"+string(text[:len(text)/2])+"\xe4\xb8")
	}
}

func TestEndsAfterInvalidBytesAreThoseOfTheOriginal(t *testing.T) {
	e, _ := Lookup("o200k_base")
	got := e.AppendEnds(nil, "one \xe4\xb8 two")
	if diff := cmp.Diff([]int{3, 6, 10}, got); diff != "" {
		t.Errorf("ends (-want +got):\n%s", diff)
	}
}

func TestCountOfANormalTextDoesNotAllocate(t *testing.T) {
	for _, name := range Names() {
		e, _ := Lookup(name)
		for _, text := range []string{"Classify the ticket.", jsonOf(t, "one two 3\nzwölf Grüße")} {
			if n := testing.AllocsPerRun(10, func() { e.Count(text) }); n != 0 {
				t.Errorf("%s: Count(%.20q) allocates %v times", name, text, n)
			}
		}
	}
}

func TestLookupKnowsItsNames(t *testing.T) {
	for _, name := range Names() {
		if e, ok := Lookup(name); !ok || e.Name() != name {
			t.Errorf("Lookup(%q) = %v, %t", name, e, ok)
		}
	}
	if e, ok := Lookup("gpt-5"); ok {
		t.Errorf("a model is no encoding, but Lookup returned %s", e.Name())
	}
}

func TestHarmonyCountsLikeO200K(t *testing.T) {
	harmony, _ := Lookup("o200k_harmony")
	base, _ := Lookup("o200k_base")
	text := "<|start|>assistant<|channel|>final<|message|>Grüße, 世界!"
	if got, want := harmony.Count(text), base.Count(text); got != want {
		t.Errorf("%d tokens, want %d", got, want)
	}
}
