package token

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The windows of a long piece must give what one merge of the whole gives,
// above all where the end of one window is not the end of a token.
func TestLongPiecesAreEncodedLikeWholeOnes(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	alphabets := []string{"a", "ab", "abc", "etaoin", "abcdefghijklmnopqrstuvwxyz", " ", "-=", "字の中国人日", "aé字😀", "привет", "हिन्दी", "\ufffdА"}
	for name := range loadPeers(t) {
		e, _ := Lookup(name)
		for range 60 {
			letters := []rune(alphabets[random.IntN(len(alphabets))])
			var b strings.Builder
			for range 100 + random.IntN(1500) {
				b.WriteRune(letters[random.IntN(len(letters))])
			}
			text := b.String()
			p := makeParts(len(text))
			n, _ := e.vocab.fill(&p, text, 0, len(text))
			want := p.appendEnds(nil, e.vocab.merge(&p, text, n), 0)
			if diff := cmp.Diff(want, e.vocab.appendLong(nil, text, 0, len(text))); diff != "" {
				t.Fatalf("%s: ends of %q (-whole +windows):\n%s", name, text, diff)
			}
		}
	}
}

// Merging may start from the joined bytes of a character: it gives what
// starting from single bytes gives.
func TestJoinedBytesMergeLikeSingleOnes(t *testing.T) {
	languages := cut(samples(t)[0].text, 4_000)
	for name, reference := range loadPeers(t) {
		e, _ := Lookup(name)
		for piece := range strings.FieldsSeq(languages) {
			if diff := cmp.Diff(peerEnds(reference, piece), e.AppendEnds(nil, piece)); diff != "" {
				t.Errorf("%s: ends of %q (-bytes +joined):\n%s", name, piece, diff)
			}
		}
	}
}

func TestEveryTokenHasItsRank(t *testing.T) {
	for name := range loadPeers(t) {
		e, _ := Lookup(name)
		for token, want := range loadRanks(t, name) {
			if got := e.vocab.rank(token, 0, len(token)); got != uint32(want) {
				t.Errorf("%s: %q has rank %d, want %d", name, token, got, want)
			}
			if padded := "!" + token + "........"; e.vocab.rank(padded, 1, 1+len(token)) != uint32(want) {
				t.Errorf("%s: %q has another rank inside a text", name, token)
			}
		}
	}
}

func TestWhatIsNoTokenHasNoRank(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	for name := range loadPeers(t) {
		e, _ := Lookup(name)
		ranks := loadRanks(t, name)
		for range 100_000 {
			b := make([]byte, 1+random.IntN(20))
			for i := range b {
				b[i] = byte(random.Uint32())
			}
			if want, ok := ranks[string(b)]; !ok && e.vocab.rank(string(b), 0, len(b)) != noRank || ok && want != int(e.vocab.rank(string(b), 0, len(b))) {
				t.Errorf("%s: %q has the wrong rank", name, b)
			}
		}
	}
}
