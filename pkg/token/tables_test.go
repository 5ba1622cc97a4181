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
		joins        int
	}{
		{"tables/cl100k.bin", "cl100k_base", joinsCL100K},
		{"tables/o200k.bin", "o200k_base", joinsO200K},
		{"tables/p50k.bin", "p50k_base", joinsP50K},
	} {
		ranks := loadRanks(t, v.source)
		golden(t, v.file, buildVocabulary(t, ranks))
		markJoins(classes, ranks, v.joins)
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
		var block []byte
		for _, k := range classes[b<<blockBits:][:1<<blockBits] {
			block = binary.LittleEndian.AppendUint16(block, uint16(k))
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
	for pair := range 1 << 16 {
		rank, ok := ranks[string([]byte{byte(pair), byte(pair >> 8)})]
		if !ok {
			rank = noRank
		}
		table = binary.LittleEndian.AppendUint32(table, uint32(rank))
	}
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

// markJoins sets, for each character beyond ASCII, which of its bytes merging may
// find joined. They are those that merge among themselves at ranks below every
// token that would join the part at an edge of the character to something
// outside, at every step: so nothing outside can come first.
func markJoins(classes []class, ranks map[string]int, shift int) {
	before, after := map[string]int{}, map[string]int{} // the lowest rank of a token that joins this to something before, after it
	note := func(lowest map[string]int, part string, rank int) {
		if r, ok := lowest[part]; !ok || rank < r {
			lowest[part] = rank
		}
	}
	for token, rank := range ranks {
		if first, last, ok := edges(token); ok {
			note(after, first, rank)
			note(before, last, rank)
		}
	}
	for c := rune(utf8.RuneSelf); c <= utf8.MaxRune; c++ {
		if utf8.ValidRune(c) {
			classes[c] |= joins(string(c), ranks, before, after) << shift
		}
	}
}

// joins merges the bytes of one character and returns the joins of the last
// step that is safe: bit k for bytes k and k+1.
func joins(char string, ranks, before, after map[string]int) class {
	var parts []string
	for i := range len(char) {
		parts = append(parts, char[i:i+1])
	}
	var safe class
	highest, outside := -1, math.MaxInt
	for {
		if r, ok := before[parts[0]]; ok {
			outside = min(outside, r)
		}
		if r, ok := after[parts[len(parts)-1]]; ok {
			outside = min(outside, r)
		}
		if highest >= outside {
			return safe
		}
		safe = joined(parts)
		rank, at := bestPair(parts, ranks)
		if at < 0 {
			return safe
		}
		highest = max(highest, rank)
		parts = slices.Replace(parts, at, at+2, parts[at]+parts[at+1])
	}
}

func joined(parts []string) class {
	joins, at := class(0), 0
	for _, p := range parts {
		for range len(p) - 1 {
			joins |= 1 << at
			at++
		}
		at++
	}
	return joins
}

func bestPair(parts []string, ranks map[string]int) (rank, at int) {
	rank, at = math.MaxInt, -1
	for i := range len(parts) - 1 {
		if r, ok := ranks[parts[i]+parts[i+1]]; ok && r < rank {
			rank, at = r, i
		}
	}
	return rank, at
}

// edges returns what a token has of its first and of its last character. It
// reports whether those are two: a token within one character has no edges.
func edges(token string) (first, last string, ok bool) {
	i := 1
	for i < len(token) && !utf8.RuneStart(token[i]) {
		i++
	}
	k := len(token) - 1
	for k > 0 && !utf8.RuneStart(token[k]) {
		k--
	}
	return token[:i], token[k:], i <= k
}
