package token

// memoWorth is the length of text from which clearing a memo pays.
const memoWorth = 2 << 10

// A memo remembers the counts of pieces seen earlier in the same text: a text
// repeats its words, and this finds most of them in the first level cache.
type memo [memoSize]memory

const (
	memoBits = 11
	memoSize = 1 << memoBits
)

// A memory is the count of one piece. A piece of at most eight bytes is its own
// key; a longer one is known by its hash and where it was.
type memory struct {
	key    uint64
	from   int
	length int32
	tokens int32
}

// count returns the number of tokens of the piece s[from:to].
func (known *memo) count(v *vocabulary, p *parts, s string, from, to int) int {
	n := to - from
	var key, hash uint64
	if n <= 8 {
		key = word(s, from, n)
		hash = hashWord(key, n)
	} else {
		key = hashLong(s[from:to])
		hash = key
	}
	slot := &known[hash>>(64-memoBits)]
	if slot.key == key && int(slot.length) == n && (n <= 8 || s[slot.from:slot.from+n] == s[from:to]) {
		return int(slot.tokens)
	}
	tokens := v.count(p, s, from, to)
	*slot = memory{key: key, from: from, length: int32(n), tokens: int32(tokens)}
	return tokens
}
