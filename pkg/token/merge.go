package token

// A merger runs byte pair encoding over part of a text: as long as two
// neighbours make a token together, the pair with the lowest rank does, the
// leftmost first.
//
// The parts are an array and a list through it. A pair is one number, its rank
// above its place in the array, so that the next merge is the least number.
// Finding it costs a scan of all pairs, which for the few parts of a piece is
// cheaper than any heap; [vocabulary.appendLong] keeps the parts few.
type merger struct {
	vocab *vocabulary
	pairs []uint64 // each part with the next
	start []int    // offset of each part, and of the end
	next  []int32
	prev  []int32
}

// fewParts is how many parts a merger takes without allocating.
const fewParts = 64

// A bench is the memory of a merger. It is meant to live on the stack.
type bench struct {
	pairs [fewParts]uint64
	start [fewParts + 1]int
	next  [fewParts + 1]int32
	prev  [fewParts + 1]int32
}

func (v *vocabulary) merger(b *bench) merger {
	return merger{vocab: v, pairs: b.pairs[:0], start: b.start[:0], next: b.next[:0], prev: b.prev[:0]}
}

// noPair is the number of a pair that is no token. It is above every pair.
const noPair = 1<<64 - 1

// fill takes at most limit parts from s[from:to] and returns where it stopped.
// A part is a byte, or the bytes of a character that are joined from the start.
func (m *merger) fill(s string, from, to, limit int) int {
	m.start = m.start[:0]
	i := from
	for i < to && len(m.start) < limit {
		m.start = append(m.start, i)
		if s[i] < 0xC0 { // ASCII, or the rest of a character
			i++
			continue
		}
		k, n := wideClass(s, i)
		joins := k >> m.vocab.joins
		for end := i + n; ; joins >>= 1 {
			i++
			if i == end {
				break
			}
			if joins&1 == 0 {
				m.start = append(m.start, i)
			}
		}
	}
	m.start = append(m.start, i)
	return i
}

// merge merges what fill took and returns the number of tokens. The ends of
// the tokens are then m.start[m.next[0]] and so on.
func (m *merger) merge(s string) int {
	n := len(m.start) - 1
	m.pairs, m.next, m.prev = m.pairs[:0], m.next[:0], m.prev[:0]
	for i := range n {
		m.pairs = append(m.pairs, m.pair(s, i, i+2))
		m.next = append(m.next, int32(i+1))
		m.prev = append(m.prev, int32(i-1))
	}
	m.prev = append(m.prev, int32(n-1))
	for tokens := n; ; tokens-- {
		best := uint64(noPair)
		for _, p := range m.pairs {
			best = min(best, p)
		}
		if best == noPair {
			return tokens
		}
		m.join(s, int(uint32(best)))
	}
}

// join makes the part at i and the next one part.
func (m *merger) join(s string, i int) {
	gone := m.next[i]
	after := m.next[gone]
	m.next[i], m.prev[after] = after, int32(i)
	m.pairs[gone] = noPair
	m.pairs[i] = noPair
	if int(after) < len(m.next) {
		m.pairs[i] = m.pair(s, i, int(m.next[after]))
	}
	if before := m.prev[i]; before >= 0 {
		m.pairs[before] = m.pair(s, int(before), int(after))
	}
}

// pair returns the number of the pair that starts with part i and ends where
// part end starts.
func (m *merger) pair(s string, i, end int) uint64 {
	if end >= len(m.start) {
		return noPair
	}
	rank := m.vocab.rank(s, m.start[i], m.start[end])
	if rank == noRank {
		return noPair
	}
	return uint64(rank)<<32 | uint64(i)
}

// appendEnds appends the ends of the first n tokens, moved by shift.
func (m *merger) appendEnds(ends []int, n, shift int) []int {
	for i := int32(0); n > 0; n-- {
		i = m.next[i]
		ends = append(ends, m.start[i]+shift)
	}
	return ends
}
