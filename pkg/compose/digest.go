package compose

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/fragment"
)

// A Digest identifies a composition: equal digests mean that every call gets
// the same messages, and that callers may give the same values.
type Digest [sha256.Size]byte

// String is the digest with the version of its form: "q1:" and 64 hex digits.
func (d Digest) String() string { return "q1:" + hex.EncodeToString(d[:]) }

// Short is the first twelve hex digits, for people.
func (d Digest) Short() string { return hex.EncodeToString(d[:6]) }

// Digest hashes the canonical form: JSON, keys sorted, no spaces, of the
// template (roles, text, values, conditions), the interface, the model and
// its config, the output schema and the tools. Text that stands side by side
// is one text, whatever files it came from.
func (t *Template) Digest() Digest {
	meta := t.Prompt.Meta
	form := map[string]any{
		"template":  canonical(t.Nodes),
		"interface": t.Interface.canonical(),
		"model":     meta.Model,
		"config":    meta.Config,
		"output":    canonicalOutput(meta.Output),
		"tools":     canonicalTools(meta.Tools),
	}
	b, err := marshal(form)
	if err != nil {
		// Only values that a file cannot hold, such as NaN, have no JSON.
		b = []byte(err.Error())
	}
	return sha256.Sum256(b)
}

// InterfaceDigest hashes the interface alone.
func (t *Template) InterfaceDigest() Digest {
	b, err := marshal(t.Interface.canonical())
	if err != nil {
		b = []byte(err.Error())
	}
	return sha256.Sum256(b)
}

// canonical writes nodes as JSON values: a text is a string, everything else
// a list that begins with its kind.
func canonical(nodes []Node) []any {
	c := &canon{}
	c.nodes(nodes)
	c.flush()
	return c.out
}

type canon struct {
	out  []any
	text strings.Builder
}

func (c *canon) flush() {
	if c.text.Len() > 0 {
		c.out = append(c.out, c.text.String())
		c.text.Reset()
	}
}

func (c *canon) add(parts ...any) {
	c.flush()
	c.out = append(c.out, parts)
}

func (c *canon) nodes(nodes []Node) {
	for _, n := range nodes {
		switch n := n.(type) {
		case *Text:
			c.text.WriteString(n.Text)
		case *Value:
			c.add("value", n.Expr.String(), n.Indent)
		case *Cond:
			c.add("if", n.Test.canonical(), canonical(n.Then), canonical(n.Else))
		case *Loop:
			kind := "each"
			switch {
			case n.With:
				kind = "with"
			case n.Either:
				kind = "section"
			}
			c.add(kind, n.Over.String(), canonical(n.Body), canonical(n.Else))
		case *Insert:
			c.nodes(n.Body)
		case *Role:
			c.add("role", n.Name)
		case *History:
			c.add("history")
		case *Media:
			kind := ""
			if n.ContentType != nil {
				kind = n.ContentType.String()
			}
			c.add("media", n.URL.String(), kind)
		case *Section:
			c.add("slot", n.Name)
		}
	}
}

func (t Test) canonical() []any {
	if t.Equal {
		return []any{"equal", t.Not, t.X.String(), t.Y.String()}
	}
	return []any{"true", t.Not, t.X.String()}
}

// canonical writes an interface without what only people and reports use:
// descriptions, samples, sizes. Order of declaration means nothing.
func (i *Interface) canonical() map[string]any {
	vars := map[string]any{}
	for _, v := range i.Vars {
		vars[v.Name] = canonicalVar(&v.Var)
	}
	return vars
}

func canonicalVar(v *fragment.Var) map[string]any {
	out := map[string]any{"type": v.Type, "required": v.Required}
	if v.Type == fragment.Text {
		out["type"] = fragment.String
	}
	if len(v.Enum) > 0 {
		out["enum"] = v.Enum
	}
	if v.Default != nil {
		out["default"] = v.Default
	}
	if v.Items != nil {
		out["items"] = canonicalVar(v.Items)
	}
	if len(v.Fields) > 0 {
		fields := map[string]any{}
		for at := range v.Fields {
			fields[v.Fields[at].Name] = canonicalVar(&v.Fields[at])
		}
		out["fields"] = fields
	}
	return out
}

func canonicalOutput(o fragment.Output) any {
	return map[string]any{"format": o.Format, "schema": canonicalJSON(o.Schema)}
}

func canonicalTools(tools []fragment.Tool) []any {
	var out []any
	byName := map[string]fragment.Tool{}
	for _, tool := range tools {
		byName[tool.Name] = tool
	}
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		out = append(out, []any{name, byName[name].Description, canonicalJSON(byName[name].Parameters)})
	}
	return out
}

// canonicalJSON reads JSON so that it is written again with sorted keys and
// no spaces. Text that is no JSON stays as it is.
func canonicalJSON(text []byte) any {
	if len(text) == 0 {
		return nil
	}
	var v any
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		return string(text)
	}
	return v
}

// Canonical is the canonical form of nodes as one string: equal for texts
// that no model can tell apart.
func Canonical(nodes []Node) string {
	b, err := marshal(canonical(nodes))
	if err != nil {
		return err.Error()
	}
	return string(b)
}
