package token

// parts is a stretch of text during byte pair encoding: as long as two
// neighbours make a token together, the pair with the lowest rank does, the
// leftmost first.
//
// The parts are an array and a list through it. A pair is one number, its rank
// above its place in the array, so that the next merge is the least number.
// Finding it costs a scan of all pairs, which for the few parts of a piece is
// cheaper than any heap; [vocabulary.appendLong] keeps the parts few.
//
// The slices are never replaced and nothing here points to the vocabulary, so
// that the compiler can see that their memory may be on the stack.
type parts struct {
	pairs []uint64 // each part with the next
	start []int    // offset of each part, and of the end
	next  []int32
	prev  []int32
}

// fewParts is how many parts there is room for on the stack.
const fewParts = 64

// A bench is the memory of fewParts parts.
type bench struct {
	pairs [fewParts]uint64
	start [fewParts + 1]int
	next  [fewParts + 1]int32
	prev  [fewParts + 1]int32
}

func (b *bench) parts() parts {
	return parts{pairs: b.pairs[:], start: b.start[:], next: b.next[:], prev: b.prev[:]}
}

// makeParts returns room for size parts.
func makeParts(size int) parts {
	return parts{
		pairs: make([]uint64, size),
		start: make([]int, size+1),
		next:  make([]int32, size+1),
		prev:  make([]int32, size+1),
	}
}

// noPair is the number of a pair that is no token. It is above every pair.
const noPair = 1<<64 - 1

// fill takes parts from s[from:to] until there is no more room. It returns how
// many it took and where it stopped. A part is a byte, or the bytes of a
// character that are joined from the start.
func (v *vocabulary) fill(p *parts, s string, from, to int) (n, stop int) {
	i := from
	for i < to && n < len(p.pairs) {
		p.start[n] = i
		n++
		if s[i] < 0xC0 { // ASCII, or the rest of a character
			i++
			continue
		}
		k, width := wideClass(s, i)
		if width > min(to-i, len(p.pairs)-n) {
			i++
			continue
		}
		end := i + width
		for i++; i < end; i++ {
			if k>>v.joins&1 == 0 {
				p.start[n] = i
				n++
			}
			k >>= 1
		}
	}
	p.start[n] = i
	return n, i
}

// merge merges the parts and returns the number of tokens. The ends of the
// tokens are then p.start[p.next[0]] and so on.
func (v *vocabulary) merge(p *parts, s string, n int) int {
	pairs := p.pairs[:n]
	for i := range pairs {
		p.next[i], p.prev[i] = int32(i+1), int32(i-1)
		pairs[i] = v.pair(p, s, i, i+2, n)
	}
	p.prev[n] = int32(n - 1)
	for tokens := n; ; tokens-- {
		best := uint64(noPair)
		for _, p := range pairs {
			best = min(best, p)
		}
		if best == noPair {
			return tokens
		}
		v.join(p, s, int(uint32(best)), n)
	}
}

// join makes the part at i and the next one part.
func (v *vocabulary) join(p *parts, s string, i, n int) {
	gone := p.next[i]
	after := p.next[gone]
	p.next[i], p.prev[after] = after, int32(i)
	p.pairs[gone] = noPair
	p.pairs[i] = noPair
	if int(after) < n {
		p.pairs[i] = v.pair(p, s, i, int(p.next[after]), n)
	}
	if before := p.prev[i]; before >= 0 {
		p.pairs[before] = v.pair(p, s, int(before), int(after), n)
	}
}

// pair returns the number of the pair that starts with part i and ends where
// part end starts.
func (v *vocabulary) pair(p *parts, s string, i, end, n int) uint64 {
	if end > n {
		return noPair
	}
	rank := v.rank(s, p.start[i], p.start[end])
	if rank == noRank {
		return noPair
	}
	return uint64(rank)<<32 | uint64(i)
}

// count returns the number of tokens of the piece s[from:to].
func (v *vocabulary) count(p *parts, s string, from, to int) int {
	if v.rank(s, from, to) != noRank {
		return 1
	}
	n, stop := v.fill(p, s, from, to)
	if stop < to {
		return len(v.appendLong(nil, s, from, to))
	}
	return v.merge(p, s, n)
}

// appendPiece appends the ends of the tokens of the piece s[from:to].
func (v *vocabulary) appendPiece(ends []int, p *parts, s string, from, to int) []int {
	if v.rank(s, from, to) != noRank {
		return append(ends, to)
	}
	n, stop := v.fill(p, s, from, to)
	if stop < to {
		return v.appendLong(ends, s, from, to)
	}
	return p.appendEnds(ends, v.merge(p, s, n), 0)
}

// appendEnds appends the ends of the first tokens of a merge, moved by shift.
func (p *parts) appendEnds(ends []int, tokens, shift int) []int {
	for i := int32(0); tokens > 0; tokens-- {
		i = p.next[i]
		ends = append(ends, p.start[i]+shift)
	}
	return ends
}
