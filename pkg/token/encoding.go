package token

import (
	"slices"
	"unicode/utf8"
)

// An Encoding counts the tokens of a text as one family of models does. It is
// immutable and safe for concurrent use.
type Encoding struct {
	name  string
	vocab vocabulary
	split splitter
}

// encodings are ordered from the newest to the oldest.
var encodings = [...]Encoding{
	{"o200k_harmony", openVocabulary(tableO200K, noRank, joinsO200K), splitO200K},
	{"o200k_base", openVocabulary(tableO200K, noRank, joinsO200K), splitO200K},
	{"cl100k_base", openVocabulary(tableCL100K, noRank, joinsCL100K), splitCL100K},
	{"p50k_base", openVocabulary(tableP50K, noRank, joinsP50K), splitGPT2},
	{"r50k_base", openVocabulary(tableP50K, ranksR50K, joinsP50K), splitGPT2},
}

// newest is the place of o200k_base.
const newest = 1

// ranksR50K is the number of ranks of r50k_base. p50k_base continues them with
// runs of spaces, so the two share a table.
const ranksR50K = 50256

// Lookup returns the encoding of that name.
func Lookup(name string) (*Encoding, bool) {
	i := slices.IndexFunc(encodings[:], func(e Encoding) bool { return e.name == name })
	if i < 0 {
		return nil, false
	}
	return &encodings[i], true
}

// Names returns the names of all encodings, the newest first.
func Names() []string {
	names := make([]string, len(encodings))
	for i := range encodings {
		names[i] = encodings[i].name
	}
	return names
}

// Name returns the official name of the encoding, such as "o200k_base".
func (e *Encoding) Name() string { return e.name }

// Count returns the number of tokens in text. Special tokens such as
// <|endoftext|> are counted as the text that they are written in.
func (e *Encoding) Count(text string) int {
	text = valid(text)
	if len(text) >= memoWorth {
		return e.countMuch(text)
	}
	var b bench
	p := b.parts()
	tokens := 0
	for i := 0; i < len(text); {
		end := e.split(text, i)
		tokens += e.vocab.count(&p, text, i, end)
		i = end
	}
	return tokens
}

// countMuch is Count for a text that repeats its words.
func (e *Encoding) countMuch(text string) int {
	var b bench
	var known memo
	p := b.parts()
	tokens := 0
	for i := 0; i < len(text); {
		end := e.split(text, i)
		tokens += known.count(&e.vocab, &p, text, i, end)
		i = end
	}
	return tokens
}

// AppendEnds appends to dst the offset in bytes at which each token of text
// ends. A token starts where the one before it ends, so the tokens of a part of
// the text are those that start in it, and that attribution always sums to
// Count. A token may end inside a character.
func (e *Encoding) AppendEnds(dst []int, text string) []int {
	if !utf8.ValidString(text) {
		var repairs []replacement
		repaired := repair(text, &repairs)
		base := len(dst)
		dst = e.AppendEnds(dst, repaired)
		unrepair(dst[base:], repairs)
		return dst
	}
	var b bench
	p := b.parts()
	for i := 0; i < len(text); {
		end := e.split(text, i)
		dst = e.vocab.appendPiece(dst, &p, text, i, end)
		i = end
	}
	return dst
}
