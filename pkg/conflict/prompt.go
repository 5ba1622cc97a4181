package conflict

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/instruct"
	"github.com/quoin-dev/quoin/pkg/source"
)

// maxVariants bounds the variants of a prompt that are looked at.
const maxVariants = 16

// A Team is what a workspace adds to what is known of words.
type Team struct {
	Exclusive [][]string // sets of words of which a prompt may demand only one
	Synonyms  [][]string // sets of words that mean the same; the first stands for all
}

// A Finder finds the conflicts of the prompts of one workspace. It is safe for
// use by many goroutines.
type Finder struct{ readers sync.Pool }

// NewFinder returns a finder that knows what the team knows.
func NewFinder(team Team) *Finder {
	synonyms := map[string]string{}
	for _, set := range team.Synonyms {
		for _, w := range set[min(1, len(set)):] {
			synonyms[strings.ToLower(w)] = strings.ToLower(set[0])
		}
	}
	return &Finder{sync.Pool{New: func() any { return instruct.NewReader(team.Exclusive, synonyms) }}}
}

// InPrompt returns the conflicts of a prompt as diagnostics at the files that
// they came from. A conflict that only some variants have says in which.
func (f *Finder) InPrompt(t *compose.Template) diag.List {
	reader := f.readers.Get().(*instruct.Reader)
	defer f.readers.Put(reader)
	defer reader.Forget()
	precedence := anchors(t)
	variants, _ := t.Variants()
	var found diag.List
	at, times := map[string]int{}, map[int]int{}
	looked := variants[:min(len(variants), maxVariants)]
	in := make([]string, 0, len(looked)) // of each, the first variant that has it
	for i, v := range looked {
		c := t.Preview()
		if i > 0 {
			c, _ = t.Render(nil, compose.RenderOptions{Placeholders: true, Variant: v})
		}
		for _, one := range Find(read(reader, c), Options{Precedence: precedence}) {
			d := one.Diagnostic()
			key := fmt.Sprint(d.Span, d.Related, d.Rule)
			k, seen := at[key]
			if !seen {
				k = len(found)
				at[key] = k
				found.Add(d)
				in = append(in, v.String())
			}
			times[k]++
		}
	}
	for k := range found {
		if times[k] < len(looked) {
			found[k].Notes = append(found[k].Notes, "in the variant "+in[k])
		}
	}
	found.Sort()
	return found
}

// anchors returns the precedence that the front matter of a composition states.
func anchors(t *compose.Template) []Precedence {
	stated := slices.Clone(t.Prompt.Meta.Precedence)
	for _, f := range t.Fragments() {
		stated = append(stated, f.Meta.Precedence...)
	}
	var out []Precedence
	for _, p := range stated {
		winner := strings.TrimPrefix(p.Winner, "#")
		if len(p.Over) == 0 {
			out = append(out, Precedence{Winner: winner})
		}
		for _, loser := range p.Over {
			out = append(out, Precedence{Winner: winner, Loser: strings.TrimPrefix(loser, "#")})
		}
	}
	return out
}

// read returns the instructions of a composition, with the anchors that their
// files give them: what a model sees has none.
func read(r *instruct.Reader, c *compose.Composition) []instruct.Instruction {
	messages := make([]instruct.Message, len(c.Messages))
	for i := range c.Messages {
		m := &c.Messages[i]
		messages[i] = instruct.Message{Role: m.Role, Text: m.Text, Origin: m.Origin}
	}
	ins := r.Read(messages)
	for i := range ins {
		if in := &ins[i]; in.Anchor == "" && in.Source.File != nil {
			in.Anchor = anchorAt(in.Source)
		}
	}
	return ins
}

// anchorAt returns the anchor at the end of the line on which a span ends.
func anchorAt(s source.Span) string {
	line, _, _ := strings.Cut(s.File.Text[s.End:], "\n")
	line, ok := strings.CutSuffix(strings.TrimRight(line, " \t\r"), "}")
	at := strings.LastIndex(line, "{#")
	if !ok || at < 0 || strings.ContainsAny(line[at:], " }/") {
		return ""
	}
	return line[at+2:]
}

// Diagnostic is the conflict as a diagnostic: at its second side, which was
// probably written later, with the first beside it.
func (c *Conflict) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Rule: c.Rule, Severity: c.Severity, Span: c.B.Source, Message: c.Reason, Help: c.Help,
		Related: []diag.Label{{Span: c.A.Source, Text: "against this"}}, Fingerprint: c.Fingerprint(),
	}
}
