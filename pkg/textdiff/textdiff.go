// Package textdiff says how one text became another: by whole lines for hunks
// that are printed like a patch, or by words for a sentence in which one was
// exchanged.
//
// It is the only door to the go-diff library, and keeps two rules. The answer
// depends on the texts alone, never on the speed of the machine: go-diff stops
// after a second unless told otherwise, so it runs without a clock, and what
// keeps it fast is the size of what it is given. And a difference always
// holds: replacing in the old text what is said to have changed gives the new
// text, byte for byte, whatever the bytes are.
package textdiff

import "strings"

// A Range is a half-open range of bytes.
type Range struct{ Start, End int }

// Len returns the number of bytes in r.
func (r Range) Len() int { return r.End - r.Start }

// A Change says that the bytes A of the old text became the bytes B of the new
// one. Either may be empty, not both.
type Change struct{ A, B Range }

// A Diff is what changed between two texts: Changes in ascending order, with
// equal text before, between and behind them, of which none is empty between
// two changes.
type Diff struct {
	A, B    string
	Changes []Change
}

// An Op says what happened to a segment of text.
type Op int

// The ops.
const (
	Equal Op = iota
	Delete
	Insert
)

// A Segment is a run of text with one fate. Text is of the new text for
// an inserted segment, of the old one otherwise; A and B are its places in
// both, empty where it is not.
type Segment struct {
	Op   Op
	Text string
	A, B Range
}

// Segments returns all of both texts in reading order; what was deleted goes
// before what was inserted in its place.
func (d Diff) Segments() []Segment {
	segments := make([]Segment, 0, 3*len(d.Changes)+1)
	a, b := 0, 0
	add := func(op Op, text string, in, out Range) {
		if text != "" {
			segments = append(segments, Segment{op, text, in, out})
		}
	}
	for _, c := range d.Changes {
		add(Equal, d.A[a:c.A.Start], Range{a, c.A.Start}, Range{b, c.B.Start})
		add(Delete, d.A[c.A.Start:c.A.End], c.A, Range{c.B.Start, c.B.Start})
		add(Insert, d.B[c.B.Start:c.B.End], Range{c.A.End, c.A.End}, c.B)
		a, b = c.A.End, c.B.End
	}
	add(Equal, d.A[a:], Range{a, len(d.A)}, Range{b, len(d.B)})
	return segments
}

// Patch replaces in the old text what changed. It returns the new text; that it
// does so is what tests hold every Diff to.
func (d Diff) Patch() string {
	var text strings.Builder
	a := 0
	for _, c := range d.Changes {
		text.WriteString(d.A[a:c.A.Start])
		text.WriteString(d.B[c.B.Start:c.B.End])
		a = c.A.End
	}
	text.WriteString(d.A[a:])
	return text.String()
}

// Similarity returns the share of both texts that is equal, from 0 to 1, by
// bytes. Two empty texts are the same.
func (d Diff) Similarity() float64 {
	total, changed := len(d.A)+len(d.B), 0
	for _, c := range d.Changes {
		changed += c.A.Len() + c.B.Len()
	}
	if total == 0 {
		return 1
	}
	return float64(total-changed) / float64(total)
}

// Lines compares by lines, each with its line end. Where a block of lines could
// be said to begin at several places, because what follows it repeats its
// beginning, it begins behind an empty line or else as far down as it can.
func Lines(a, b string) Diff {
	var names interner
	x, y := names.split(a, nextLine), names.split(b, nextLine)
	changes := changesOf(align(x.ids, y.ids), x, y)
	for i, c := range changes {
		low, high := 0, len(x.ids) // one equal line stays between two changes
		if i > 0 {
			low = changes[i-1].A.End + 1
		}
		if i+1 < len(changes) {
			high = changes[i+1].A.Start - 1
		}
		changes[i] = slide(c, low, high, x, y)
	}
	return Diff{a, b, inBytes(changes, x, y)}
}

// Words compares by words, spaces and marks of punctuation, inside the lines
// that changed. Two changes with nothing between them that a person would call
// a word are one: "the cat" became "a dog" is one change.
func Words(a, b string) Diff {
	d := Diff{A: a, B: b}
	for _, hunk := range Lines(a, b).Changes {
		for _, c := range wordChanges(a[hunk.A.Start:hunk.A.End], b[hunk.B.Start:hunk.B.End]) {
			d.Changes = append(d.Changes, Change{
				A: Range{c.A.Start + hunk.A.Start, c.A.End + hunk.A.Start},
				B: Range{c.B.Start + hunk.B.Start, c.B.End + hunk.B.Start},
			})
		}
	}
	return d
}

func wordChanges(a, b string) []Change {
	var names interner
	x, y := names.split(a, nextWord), names.split(b, nextWord)
	return joined(a, inBytes(changesOf(alignWords(x, y), x, y), x, y))
}

// joined makes one change of two that only spaces or punctuation on the same
// line keep apart, if both exchange something: otherwise the eye has to jump
// from scrap to scrap.
func joined(a string, changes []Change) []Change {
	exchanges := func(c Change) bool { return c.A.Len() > 0 && c.B.Len() > 0 }
	kept := changes[:0]
	for _, c := range changes {
		if n := len(kept); n > 0 && exchanges(kept[n-1]) && exchanges(c) && isGap(a[kept[n-1].A.End:c.A.Start]) {
			kept[n-1].A.End, kept[n-1].B.End = c.A.End, c.B.End
			continue
		}
		kept = append(kept, c)
	}
	return kept
}
