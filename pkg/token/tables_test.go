package token

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"math/bits"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	loader "github.com/pkoukk/tiktoken-go-loader"
)

// The embedded tables are goldens: UPDATE_GOLDEN=1 writes them, and without it
// this test says whether they are what the vocabularies and the Unicode classes
// make them.
func TestTablesAreWhatTheVocabulariesMakeThem(t *testing.T) {
	classes := readClasses(t)
	for _, v := range []struct {
		file, source string
		whole        class
	}{
		{"tables/cl100k.bin", "cl100k_base", wholeCL100K},
		{"tables/o200k.bin", "o200k_base", wholeO200K},
		{"tables/p50k.bin", "p50k_base", wholeGPT2},
	} {
		ranks := loadRanks(t, v.source)
		golden(t, v.file, buildVocabulary(t, ranks))
		markWhole(classes, ranks, v.whole)
	}
	golden(t, "tables/classes.bin", buildClasses(classes))
}

func TestR50KIsTheStartOfP50K(t *testing.T) {
	small, large := loadRanks(t, "r50k_base"), loadRanks(t, "p50k_base")
	for token, rank := range large {
		if got, ok := small[token]; ok != (rank < ranksR50K) || ok && got != rank {
			t.Errorf("%q has rank %d in p50k_base and %d, %t in r50k_base", token, rank, got, ok)
		}
	}
}

func golden(t *testing.T, name string, want []byte) {
	t.Helper()
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(name, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is out of date: rewrite it with UPDATE_GOLDEN=1", name)
	}
}

func loadRanks(t testing.TB, encoding string) map[string]int {
	t.Helper()
	ranks, err := loader.NewOfflineLoader().LoadTiktokenBpe(encoding + ".tiktoken")
	if err != nil {
		t.Fatal(err)
	}
	return ranks
}

// readClasses returns the class of every code point.
func readClasses(t *testing.T) []class {
	t.Helper()
	text, err := os.ReadFile("testdata/classes.txt")
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"other", "upper", "lower", "letter", "mark", "number", "space", "newline"}
	classes := make([]class, utf8.MaxRune+1)
	lines := bufio.NewScanner(bytes.NewReader(text))
	for lines.Scan() {
		line := lines.Text()
		if strings.HasPrefix(line, "#") {
			continue
		}
		span, name, _ := strings.Cut(line, " ")
		k := slices.Index(names, name)
		var first, last int
		if n, _ := fmt.Sscanf(span, "%X-%X", &first, &last); n == 1 {
			last = first
		}
		if k < 1 || first > last {
			t.Fatalf("classes.txt: %q", line)
		}
		for c := first; c <= last; c++ {
			classes[c] = class(k)
		}
	}
	return classes
}

func buildClasses(classes []class) []byte {
	index := make([]byte, 0, 2*classBlocks)
	var blocks []byte
	seen := map[string]int{}
	for b := range classBlocks {
		block := make([]byte, 1<<blockBits)
		for i := range block {
			block[i] = byte(classes[b<<blockBits|i])
		}
		at, ok := seen[string(block)]
		if !ok {
			at = len(seen)
			seen[string(block)] = at
			blocks = append(blocks, block...)
		}
		index = binary.LittleEndian.AppendUint16(index, uint16(at))
	}
	return append(index, blocks...)
}

// buildVocabulary builds the table that [vocabulary] describes.
func buildVocabulary(t *testing.T, ranks map[string]int) []byte {
	t.Helper()
	tokens := make([]string, 0, len(ranks))
	for token := range ranks {
		tokens = append(tokens, token)
	}
	slices.SortFunc(tokens, func(a, b string) int { return ranks[a] - ranks[b] })

	const tokensPerBucket, load = 4, 0.95
	pilots := make([]uint16, len(tokens)/tokensPerBucket)
	slots := make([]uint32, int(float64(len(tokens))/load))
	records := make([]byte, recordHead+8) // of the empty token, with room to load a word
	offsets := make([]int, len(tokens))
	for i, token := range tokens {
		if len(token) > maxToken {
			t.Fatalf("token %q is too long", token)
		}
		offsets[i] = len(records)
		records = binary.LittleEndian.AppendUint32(records, uint32(len(token)<<24|ranks[token]))
		records = append(records, token...)
	}
	records = append(records, make([]byte, 8)...)
	placeTokens(t, tokens, offsets, pilots, slots)

	table := binary.LittleEndian.AppendUint32(nil, uint32(len(pilots)))
	table = binary.LittleEndian.AppendUint32(table, uint32(len(slots)))
	for _, p := range pilots {
		table = binary.LittleEndian.AppendUint16(table, p)
	}
	for _, s := range slots {
		table = binary.LittleEndian.AppendUint32(table, s)
	}
	return append(table, records...)
}

// placeTokens finds a pilot for each bucket, the fullest first, with which its
// tokens get slots that are still free.
func placeTokens(t *testing.T, tokens []string, offsets []int, pilots []uint16, slots []uint32) {
	t.Helper()
	buckets := make([][]int, len(pilots))
	hashes := make([]uint64, len(tokens))
	for i, token := range tokens {
		hashes[i] = hashToken(token)
		b, _ := bits.Mul64(hashes[i], uint64(len(pilots)))
		buckets[b] = append(buckets[b], i)
	}
	order := make([]int, len(buckets))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return len(buckets[b]) - len(buckets[a]) })
	for _, b := range order {
		if !placeBucket(buckets[b], hashes, offsets, &pilots[b], slots) {
			t.Fatalf("no pilot places a bucket of %d tokens", len(buckets[b]))
		}
	}
}

func placeBucket(bucket []int, hashes []uint64, offsets []int, pilot *uint16, slots []uint32) bool {
	for p := range math.MaxUint16 + 1 {
		placed := bucket
		for k, i := range bucket {
			at := slotOf(hashes[i], uint16(p), uint64(len(slots)))
			if slots[at] != 0 {
				placed = bucket[:k]
				break
			}
			slots[at] = uint32(offsets[i])<<fingerprintBits | uint32(hashes[i])&fingerprintMask
		}
		if len(placed) == len(bucket) {
			*pilot = uint16(p)
			return true
		}
		for _, i := range placed {
			slots[slotOf(hashes[i], uint16(p), uint64(len(slots)))] = 0
		}
	}
	return false
}

func hashToken(token string) uint64 {
	if len(token) <= 8 {
		return hashWord(word(token, 0, len(token)), len(token))
	}
	return hashLong(token)
}

// markWhole sets the bit whole for each character beyond ASCII that is a token,
// that no other token overlaps in part, and whose own merges rank before every
// token that has more than it.
func markWhole(classes []class, ranks map[string]int, whole class) {
	crossed := map[string]bool{} // incomplete starts and ends of characters in tokens with more
	earliest := map[rune]int{}   // the lowest rank of a token with a character and more
	for token, rank := range ranks {
		head, chars, tail := cutChars(token)
		if len(chars) == 0 && (head == "" || tail == "") {
			continue // inside one character
		}
		crossed["<"+head], crossed[tail+">"] = true, true
		if head == "" && tail == "" && len(chars) == 1 {
			continue
		}
		for _, c := range chars {
			if r, ok := earliest[c]; !ok || rank < r {
				earliest[c] = rank
			}
		}
	}
	for c := rune(utf8.RuneSelf); c <= utf8.MaxRune; c++ {
		s := string(c)
		if _, ok := ranks[s]; !ok || !utf8.ValidRune(c) {
			continue
		}
		last, ok := lastMerge(s, ranks)
		for k := 1; k < len(s); k++ {
			ok = ok && !crossed[s[:k]+">"] && !crossed["<"+s[k:]]
		}
		if first, more := earliest[c]; ok && (!more || last < first) {
			classes[c] |= whole
		}
	}
}

// cutChars splits a token into the end of a character, whole characters and the
// start of a character. A token that is never part of a text has no characters.
func cutChars(token string) (head string, chars []rune, tail string) {
	i := 0
	for i < len(token) && !utf8.RuneStart(token[i]) {
		i++
	}
	head = token[:i]
	for i < len(token) {
		c, n := utf8.DecodeRuneInString(token[i:])
		if c == utf8.RuneError && n == 1 {
			break
		}
		chars = append(chars, c)
		i += n
	}
	return head, chars, token[i:]
}

// lastMerge merges the bytes of s and reports whether one token remains, and
// the highest rank that it took.
func lastMerge(s string, ranks map[string]int) (last int, ok bool) {
	parts := strings.Split(s, "")
	parts = parts[:0]
	for i := range len(s) {
		parts = append(parts, s[i:i+1])
	}
	for len(parts) > 1 {
		best, at := math.MaxInt, -1
		for i := range len(parts) - 1 {
			if r, ok := ranks[parts[i]+parts[i+1]]; ok && r < best {
				best, at = r, i
			}
		}
		if at < 0 {
			return 0, false
		}
		last = max(last, best)
		parts = slices.Replace(parts, at, at+2, parts[at]+parts[at+1])
	}
	return last, true
}
