package token

// spare is how many tokens at the end of a window are not trusted, because the
// text after the window may change them.
const spare = 2

// appendLong appends the ends of the tokens of the piece s[from:to], however
// long it is, in time linear in its length.
//
// A list of tokens is the encoding of its text exactly if each token and the
// next are the encoding of theirs. So a long piece is encoded window by window:
// a window starts after the last token that is trusted, and its tokens hold if
// that token and the first of them do as a pair. If they do not, some tokens
// are given back and the window grows, at worst to the whole piece.
func (v *vocabulary) appendLong(ends []int, s string, from, to int) []int {
	w := window{vocab: v, parts: makeParts(fewParts), two: makeParts(fewParts)}
	base, at, size, failed := len(ends), from, fewParts, from
	for {
		tokens, stop := w.encode(s, at, to, size)
		if len(ends) > base && !w.follows(s, ends[base:], from) {
			failed = max(failed, at)
			ends = ends[:max(base, len(ends)-size/fewParts*spare)]
			at, size = lastEnd(ends[base:], from), 2*size
			continue
		}
		if stop == to {
			return w.parts.appendEnds(ends, tokens, w.shift)
		}
		if tokens <= spare {
			size *= 2
			continue
		}
		ends = w.parts.appendEnds(ends, tokens-spare, w.shift)
		if at = lastEnd(ends[base:], from); at > failed {
			size = fewParts
		}
	}
}

func lastEnd(ends []int, from int) int {
	if len(ends) == 0 {
		return from
	}
	return ends[len(ends)-1]
}

// A window encodes one stretch of a long piece after another. It remembers the
// last stretch and the last pair, because a long piece is mostly one thing
// repeated.
type window struct {
	vocab  *vocabulary
	parts  parts
	text   string // the stretch that parts holds
	tokens int    // how many tokens it has
	shift  int    // from the offsets in parts to those of the current stretch

	two   parts  // room for a pair of tokens
	pair  string // the last pair of tokens that held
	split int    // where its second token starts
}

// encode encodes s[at:to], or what of it has size parts. It returns the number
// of tokens and where it stopped.
func (w *window) encode(s string, at, to, size int) (tokens, stop int) {
	stop = at + len(w.text)
	if len(w.parts.pairs) >= size && w.tokens > spare && stop <= to && s[at:stop] == w.text {
		w.shift = at - w.parts.start[0]
		return w.tokens, stop
	}
	if len(w.parts.pairs) != size {
		w.parts = makeParts(size)
	}
	n, stop := w.vocab.fill(&w.parts, s, at, to)
	w.text, w.tokens, w.shift = s[at:stop], w.vocab.merge(&w.parts, s, n), 0
	return w.tokens, stop
}

// follows reports whether the last token of ends and the first of the window
// are the encoding of their text.
func (w *window) follows(s string, ends []int, from int) bool {
	mid := ends[len(ends)-1]
	left := lastEnd(ends[:len(ends)-1], from)
	right := w.parts.start[w.parts.next[0]] + w.shift
	if s[left:right] == w.pair && mid-left == w.split {
		return true
	}
	p := w.two
	if right-left > len(p.pairs) {
		p = makeParts(right - left)
	}
	n, _ := w.vocab.fill(&p, s, left, right)
	if w.vocab.merge(&p, s, n) != 2 || p.start[p.next[0]] != mid {
		return false
	}
	w.pair, w.split = s[left:right], mid-left
	return true
}
