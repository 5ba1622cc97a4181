package token

import "math"

// memoWorth is the length of text from which clearing a memo pays.
const memoWorth = 4 << 10

// A memo remembers the counts of pieces seen earlier in the same text: a text
// repeats its words, and this finds most of them in the caches of a core, where
// the vocabulary has no room.
type memo [memoSize]memory

const (
	memoBits = 12
	memoSize = 1 << memoBits
)

// A memory is the count of one piece. A piece of at most eight bytes is its own
// key; a longer one is known by its hash and where it was. The fields are as
// small as they are so that a memory is a quarter of a cache line; what does not
// fit is not remembered.
type memory struct {
	key    uint64
	from   uint32
	length uint16
	tokens uint16
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
	if slot.key == key && int(slot.length) == n && (n <= 8 || s[slot.from:int(slot.from)+n] == s[from:to]) {
		return int(slot.tokens)
	}
	tokens := v.count(p, s, from, to)
	if n <= math.MaxUint16 && from <= math.MaxUint32 {
		*slot = memory{key: key, from: uint32(from), length: uint16(n), tokens: uint16(tokens)}
	}
	return tokens
}
