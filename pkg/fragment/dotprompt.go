package fragment

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/quoin-dev/quoin/pkg/config"
)

// dotpromptKeys are the keys that dotprompt reserves.
var dotpromptKeys = []string{"name", "variant", "version", "description", "model", "config", "tools", "toolDefs", "input", "output", "metadata"}

// dotprompt reads YAML front matter between two offsets. Keys that dotprompt
// does not know are other tools' affair and are kept: those with a dot in
// Meta.Ext, by namespace, and all of them in Meta.Raw.
func (p *parser) dotprompt(from, to int) {
	top := p.yamlTable(from, to)
	p.at = config.Reporter(&p.found, Rule, p.f.Key)
	m := &p.f.Meta
	m.Raw = plainYAML(top).(map[string]any)
	for _, item := range top {
		key := fmt.Sprint(item.Key)
		switch key {
		case "model":
			m.Model = p.yamlString(key, item.Value)
		case "version":
			if item.Value != nil {
				m.Version = fmt.Sprint(item.Value) // 1.0 is a number
			}
		case "description":
			m.Summary = p.yamlString(key, item.Value)
		case "config":
			m.Config, _ = plainYAML(item.Value).(map[string]any)
			if m.Config == nil && item.Value != nil {
				p.wantTable(key)
			}
		case "input":
			p.dotpromptInput(item.Value)
		case "output":
			p.dotpromptOutput(item.Value)
		case "tools":
			p.dotpromptTools(item.Value)
		default:
			if namespace, name, ok := cutLast(key); ok {
				if m.Ext == nil {
					m.Ext = map[string]map[string]any{}
				}
				if m.Ext[namespace] == nil {
					m.Ext[namespace] = map[string]any{}
				}
				m.Ext[namespace][name] = plainYAML(item.Value)
			}
		}
	}
}

// cutLast parts a key at its last dot.
func cutLast(key string) (namespace, name string, ok bool) {
	i := strings.LastIndexByte(key, '.')
	if i < 0 || slices.Contains(dotpromptKeys, key) {
		return "", "", false
	}
	return key[:i], key[i+1:], true
}

func (p *parser) yamlString(key string, v any) string {
	s, ok := v.(string)
	if !ok && v != nil {
		p.at(key, fmt.Sprintf("`%s` wants a string", key), "")
	}
	return s
}

func (p *parser) dotpromptInput(v any) {
	in, ok := v.(yaml.MapSlice)
	if !ok && v != nil {
		p.wantTable("input")
	}
	m := &p.f.Meta
	var defaults map[string]any
	for _, item := range in {
		switch item.Key {
		case "schema":
			m.InputSchema = p.picoschema("input.schema", item.Value)
			m.HasVars = m.InputSchema != nil // after an error, what is used is all that is known
			m.Vars = p.schemaVars(m.InputSchema, "input.schema")
		case "default":
			if defaults, ok = plainYAML(item.Value).(map[string]any); !ok && item.Value != nil {
				p.wantTable("input.default")
			}
		}
	}
	for i := range m.Vars {
		if d, ok := defaults[m.Vars[i].Name]; ok {
			m.Vars[i].Default, m.Vars[i].Required = d, false
		}
	}
	m.Defaults = defaults
}

func (p *parser) dotpromptOutput(v any) {
	out, ok := v.(yaml.MapSlice)
	if !ok && v != nil {
		p.wantTable("output")
	}
	for _, item := range out {
		switch item.Key {
		case "format":
			p.f.Meta.Output.Format = p.yamlString("output.format", item.Value)
		case "schema":
			p.f.Meta.Output.Schema = p.schemaBytes("output.schema", item.Value)
			if p.f.Meta.Output.Format == "" {
				p.f.Meta.Output.Format = "json"
			}
		}
	}
}

func (p *parser) dotpromptTools(v any) {
	list, ok := v.([]any)
	if !ok && v != nil {
		p.at("tools", "`tools` is a list of names", "")
	}
	for i, item := range list {
		key := fmt.Sprintf("tools[%d]", i)
		t := Tool{Span: p.f.Key(key)}
		switch tool := item.(type) {
		case string:
			t.Name = tool
		case yaml.MapSlice:
			p.inlineTool(&t, tool, key)
		}
		if t.Name == "" {
			p.at(key, "a tool needs a name", "")
			continue
		}
		p.f.Meta.Tools = append(p.f.Meta.Tools, t)
	}
}

func (p *parser) inlineTool(t *Tool, fields yaml.MapSlice, key string) {
	for _, field := range fields {
		switch field.Key {
		case "name":
			t.Name, _ = field.Value.(string)
			t.Span = p.f.Key(key + ".name")
		case "description":
			t.Description, _ = field.Value.(string)
		case "inputSchema", "parameters":
			t.Parameters = p.schemaBytes(key+"."+fmt.Sprint(field.Key), field.Value)
		}
	}
}

func (p *parser) wantTable(key string) {
	p.at(key, fmt.Sprintf("`%s` wants a table of keys and values", key), "")
}

// picoschema reads a schema and reports what is wrong at the field in question.
func (p *parser) picoschema(key string, v any) Schema {
	schema, err := Picoschema(v, p.opts.Schemas)
	if wrong, ok := errors.AsType[*SchemaError](err); ok {
		path := []string{key}
		for _, field := range wrong.Path {
			path = append(path, config.Quote(field))
		}
		p.at(strings.Join(path, "."), wrong.Message, wrong.Help)
	}
	return schema
}

// schemaBytes is the JSON of a schema, nil for none.
func (p *parser) schemaBytes(key string, v any) []byte {
	schema := p.picoschema(key, v)
	if schema == nil {
		return nil
	}
	return p.schema(key, schema)
}
