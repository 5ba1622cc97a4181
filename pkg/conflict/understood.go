package conflict

import (
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/instruct"
	"github.com/quoin-dev/quoin/pkg/source"
)

// Understood is what was made of one text: its instructions, and the pairs of
// them that came close to a conflict, with the reason why they are none.
type Understood struct {
	Instructions []Guarded
	Conflicts    []Pair
	Close        []Pair
}

// A Guarded is an instruction with the condition under which a composition has
// it, "" for always.
type Guarded struct {
	instruct.Instruction
	Guard string
}

// A Pair is two instructions and what was concluded about them.
type Pair struct {
	A, B   *instruct.Instruction
	Rule   string // of a conflict
	Reason string
}

// maxClose bounds the pairs that came close and are told.
const maxClose = 20

// UnderstandFile reads a plain file.
func UnderstandFile(f *source.File) Understood {
	ins := instruct.Extract(instruct.File(f))
	u := Understood{}
	for _, in := range ins {
		u.Instructions = append(u.Instructions, Guarded{Instruction: in})
	}
	u.pairs(ins, Options{})
	return u
}

// Understand reads a prompt: every instruction of every variant, once.
func (f *Finder) Understand(t *compose.Template) Understood {
	reader := f.readers.Get().(*instruct.Reader)
	defer f.readers.Put(reader)
	defer reader.Forget()
	o := Options{Precedence: anchors(t)}
	variants, _ := t.Variants()
	var u Understood
	seen := map[source.Span]bool{}
	told := map[[2]source.Span]bool{}
	for i, v := range variants[:min(len(variants), maxVariants)] {
		c := t.Preview()
		if i > 0 {
			c, _ = t.Render(nil, compose.RenderOptions{Placeholders: true, Variant: v})
		}
		ins := slices.Clone(read(reader, c))
		for _, in := range ins {
			if !seen[in.Source] {
				seen[in.Source] = true
				u.Instructions = append(u.Instructions, Guarded{in, guardOf(c, in)})
			}
		}
		var here Understood
		here.pairs(ins, o)
		for _, list := range []struct{ from, to *[]Pair }{{&here.Conflicts, &u.Conflicts}, {&here.Close, &u.Close}} {
			for _, p := range *list.from {
				if key := [2]source.Span{p.A.Source, p.B.Source}; !told[key] {
					told[key] = true
					*list.to = append(*list.to, p)
				}
			}
		}
	}
	return u
}

// guardOf is the condition under which an instruction is there.
func guardOf(c *compose.Composition, in instruct.Instruction) string {
	m := &c.Messages[in.Message]
	if len(m.Segments) == 0 || in.Start >= len(m.Text) {
		return ""
	}
	return m.At(in.Start).Guard.String()
}

func (u *Understood) pairs(ins []instruct.Instruction, o Options) {
	for _, c := range Find(ins, o) {
		u.Conflicts = append(u.Conflicts, Pair{c.A, c.B, c.Rule, c.Reason})
	}
	for _, c := range Candidates(ins, o, maxClose) {
		e := Explain(ins, o, c.A, c.B)
		if !e.Conflict {
			u.Close = append(u.Close, Pair{A: c.A, B: c.B, Reason: strings.TrimSpace(e.Summary)})
		}
	}
}
