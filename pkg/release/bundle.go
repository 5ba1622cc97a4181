package release

import (
	"bytes"
	"encoding/json"
	"maps"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/fragment"
)

// A Bundle is a prompt as an application loads it: nothing to include, nothing
// to look up.
type Bundle struct {
	Bundle   int             `json:"bundle"` // the form: 1
	ID       string          `json:"id"`
	Version  string          `json:"version,omitempty"`
	Digest   string          `json:"digest"`
	Model    string          `json:"model,omitempty"`
	Config   map[string]any  `json:"config"`
	Vars     Schema          `json:"variables"` // JSON Schema of the values, with defaults
	Messages []BundleMessage `json:"messages"`
	Helpers  []string        `json:"helpers"` // to register with the Handlebars library
	Tools    []BundleTool    `json:"tools,omitempty"`
	Output   *BundleOutput   `json:"output,omitempty"`
}

// A BundleMessage is one message, or the place of earlier turns.
type BundleMessage struct {
	Role     string       `json:"role,omitempty"`
	Template string       `json:"template,omitempty"` // of a message that is text
	Parts    []BundlePart `json:"parts,omitempty"`    // of one with media
	History  bool         `json:"history,omitempty"`
}

// A BundlePart is text or a medium; all fields are templates.
type BundlePart struct {
	Text        string `json:"text,omitempty"`
	URL         string `json:"url,omitempty"`
	ContentType string `json:"content_type,omitempty"`
}

// A BundleTool is a function that the model may call.
type BundleTool struct {
	Name        string          `json:"name"`
	Description string          `json:"description,omitempty"`
	Parameters  json.RawMessage `json:"parameters,omitempty"`
}

// BundleOutput is what the answer has to be.
type BundleOutput struct {
	Format string          `json:"format,omitempty"`
	Schema json.RawMessage `json:"schema,omitempty"`
}

// Schema is a JSON Schema.
type Schema map[string]any

// NewBundle makes the bundle of a prompt. The error is a
// [*compose.NotPortableError] for what plain Handlebars cannot say.
func NewBundle(t *compose.Template, version string) (Bundle, error) {
	p, err := t.Portable()
	if err != nil {
		return Bundle{}, err
	}
	meta := t.Prompt.Meta
	b := Bundle{
		Bundle: 1, ID: t.Prompt.ID, Version: version, Digest: t.Digest().String(), Model: meta.Model,
		Config: map[string]any{}, Vars: schemaOf(&t.Interface), Helpers: append([]string{}, p.Helpers...),
	}
	maps.Copy(b.Config, meta.Config)
	for _, turn := range p.Turns {
		m := BundleMessage{Role: turn.Role, History: turn.History}
		if turn.History {
			m.Role = ""
		}
		for _, part := range turn.Parts {
			m.Parts = append(m.Parts, BundlePart{part.Template, part.URL, part.ContentType})
		}
		if len(turn.Parts) == 1 && turn.Parts[0].URL == "" {
			m.Template, m.Parts = turn.Parts[0].Template, nil
		}
		b.Messages = append(b.Messages, m)
	}
	for _, tool := range meta.Tools {
		b.Tools = append(b.Tools, BundleTool{tool.Name, tool.Description, json.RawMessage(tool.Parameters)})
	}
	if meta.Output.Format != "" || len(meta.Output.Schema) > 0 {
		b.Output = &BundleOutput{meta.Output.Format, json.RawMessage(meta.Output.Schema)}
	}
	return b, nil
}

// Marshal writes the bundle; equal bundles have equal bytes.
func (b Bundle) Marshal() ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(b)
	return out.Bytes(), err
}

// schemaOf is the interface as JSON Schema.
func schemaOf(i *compose.Interface) Schema {
	props := map[string]any{}
	required := []string{}
	for at := range i.Vars {
		v := &i.Vars[at].Var
		props[v.Name] = schemaOfVar(v)
		if v.Required && v.Default == nil {
			required = append(required, v.Name)
		}
	}
	return Schema{"type": "object", "properties": props, "required": required}
}

var jsonTypes = map[fragment.Type]string{
	fragment.String: "string", fragment.Text: "string", fragment.Integer: "integer", fragment.Number: "number",
	fragment.Boolean: "boolean", fragment.List: "array", fragment.Object: "object",
}

func schemaOfVar(v *fragment.Var) Schema {
	s := Schema{}
	if t, ok := jsonTypes[v.Type]; ok {
		s["type"] = t
	}
	if v.Description != "" {
		s["description"] = v.Description
	}
	if len(v.Enum) > 0 {
		s["enum"] = v.Enum
	}
	if v.Default != nil {
		s["default"] = v.Default
	}
	if v.Items != nil {
		s["items"] = schemaOfVar(v.Items)
	}
	if len(v.Fields) > 0 {
		fields, required := map[string]any{}, []string{}
		for at := range v.Fields {
			f := &v.Fields[at]
			fields[f.Name] = schemaOfVar(f)
			if f.Required {
				required = append(required, f.Name)
			}
		}
		s["properties"] = fields
		if len(required) > 0 {
			s["required"] = required
		}
	}
	return s
}
