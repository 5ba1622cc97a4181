package fragment

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	yamlparser "github.com/goccy/go-yaml/parser"

	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/source"
)

// dotprompt reads YAML front matter between two offsets. Keys that dotprompt
// does not know are other tools' affair and are kept: those with a dot in
// Meta.Ext, by namespace, and all of them in Meta.Raw.
func (p *parser) dotprompt(from, to int) {
	p.f.Keys = config.Keys{}
	text := p.f.File.Text[from:to]
	file, err := yamlparser.ParseBytes([]byte(text), 0)
	if err != nil {
		p.yamlError(err, from)
		return
	}
	var top yaml.MapSlice
	for _, doc := range file.Docs {
		if doc.Body == nil {
			continue
		}
		p.yamlKeys(doc.Body, "", from)
		if _, isMap := doc.Body.(ast.MapNode); !isMap {
			if _, isNull := doc.Body.(*ast.NullNode); !isNull {
				p.problem(p.f.File.Span(from, to), "front matter is a list of keys and values", "write `key: value` lines")
			}
			return
		}
		if err := yaml.NodeToValue(doc.Body, &top, yaml.UseOrderedMap()); err != nil {
			p.yamlError(err, from)
			return
		}
		break
	}
	p.fillDotprompt(top)
}

// yamlError reports an error of the YAML library at the token that it names.
func (p *parser) yamlError(err error, from int) {
	at := p.f.File.Span(from, from)
	message := err.Error()
	var ye yaml.Error
	if errors.As(err, &ye) {
		if token := ye.GetToken(); token != nil {
			at = p.yamlSpan(from, token.Position.Line, token.Position.Column, len(token.Value))
		}
		message = ye.GetMessage()
	}
	p.problem(at, "this is no YAML: "+message, "")
}

// yamlSpan turns a line and a column of front matter into a place.
func (p *parser) yamlSpan(from, line, column, length int) source.Span {
	text := p.f.File.Text
	at := from
	for ; line > 1 && at < len(text); line-- {
		i := strings.IndexByte(text[at:], '\n')
		if i < 0 {
			break
		}
		at += i + 1
	}
	at = min(at+max(column-1, 0), len(text))
	end := min(at+length, len(text))
	if i := strings.IndexByte(text[at:end], '\n'); i >= 0 {
		end = at + i
	}
	return p.f.File.Span(at, end)
}

// yamlKeys notes the place of every key.
func (p *parser) yamlKeys(node ast.Node, path string, from int) {
	m, ok := node.(ast.MapNode)
	if !ok {
		return
	}
	for iter := m.MapRange(); iter.Next(); {
		token := iter.Key().GetToken()
		key := config.Quote(token.Value)
		if path != "" {
			key = path + "." + key
		}
		p.f.Keys[key] = p.yamlSpan(from, token.Position.Line, token.Position.Column, len(token.Value))
		p.yamlKeys(iter.Value(), key, from)
	}
}

// dotpromptKeys are the keys that dotprompt reserves.
var dotpromptKeys = []string{"name", "variant", "version", "description", "model", "config", "tools", "toolDefs", "input", "output", "metadata"}

func (p *parser) fillDotprompt(top yaml.MapSlice) {
	m := &p.f.Meta
	m.Raw = plainYAML(top).(map[string]any)
	for _, item := range top {
		key := fmt.Sprint(item.Key)
		switch key {
		case "model":
			m.Model = p.yamlString(key, item.Value)
		case "version":
			m.Version = fmt.Sprint(item.Value)
		case "description":
			m.Summary = p.yamlString(key, item.Value)
		case "config":
			m.Config, _ = plainYAML(item.Value).(map[string]any)
			if m.Config == nil && item.Value != nil {
				p.at(key, "`config` is a table of keys and values", "")
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
	if !ok {
		return
	}
	m := &p.f.Meta
	var defaults map[string]any
	for _, item := range in {
		switch item.Key {
		case "schema":
			m.HasVars = true
			schema, err := Picoschema(item.Value, p.opts.Schemas)
			if err != nil {
				p.at("input.schema", err.Error(), "")
				continue
			}
			m.InputSchema = schema
			m.Vars = p.schemaVars(schema, "input.schema")
		case "default":
			defaults, _ = plainYAML(item.Value).(map[string]any)
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
	if !ok {
		return
	}
	for _, item := range out {
		switch item.Key {
		case "format":
			p.f.Meta.Output.Format = p.yamlString("output.format", item.Value)
		case "schema":
			schema, err := Picoschema(item.Value, p.opts.Schemas)
			if err != nil {
				p.at("output.schema", err.Error(), "")
				continue
			}
			p.f.Meta.Output.Schema, _ = json.Marshal(schema)
			if p.f.Meta.Output.Format == "" {
				p.f.Meta.Output.Format = "json"
			}
		}
	}
}

func (p *parser) dotpromptTools(v any) {
	list, _ := v.([]any)
	for _, item := range list {
		switch tool := item.(type) {
		case string:
			p.f.Meta.Tools = append(p.f.Meta.Tools, Tool{Name: tool, Span: p.f.Key("tools")})
		case yaml.MapSlice:
			t := Tool{Span: p.f.Key("tools")}
			for _, field := range tool {
				switch field.Key {
				case "name":
					t.Name, _ = field.Value.(string)
				case "description":
					t.Description, _ = field.Value.(string)
				case "inputSchema", "parameters":
					if schema, err := Picoschema(field.Value, p.opts.Schemas); err == nil {
						t.Parameters, _ = json.Marshal(schema)
					}
				}
			}
			p.f.Meta.Tools = append(p.f.Meta.Tools, t)
		}
	}
}

// schemaVars reads the variables off an object's schema.
func (p *parser) schemaVars(schema Schema, key string) []Var {
	props, _ := schema.Get("properties").(Schema)
	var required []any
	required, _ = schema.Get("required").([]any)
	var vars []Var
	for _, prop := range props {
		sub, _ := prop.Value.(Schema)
		v := p.schemaVar(prop.Key, sub, key+"."+config.Quote(prop.Key))
		v.Required = slices.Contains(required, any(prop.Key))
		vars = append(vars, v)
	}
	return vars
}

func (p *parser) schemaVar(name string, schema Schema, key string) Var {
	v := Var{Name: name, Type: Any, Span: p.schemaKey(name, key)}
	v.Description, _ = schema.Get("description").(string)
	types := schema.Get("type")
	if list, ok := types.([]any); ok && len(list) > 0 {
		types = list[0]
	}
	switch types {
	case "string":
		v.Type = String
	case "integer":
		v.Type = Integer
	case "number":
		v.Type = Number
	case "boolean":
		v.Type = Boolean
	case "null":
		v.Type = Null
	case "array":
		v.Type = List
		if items, ok := schema.Get("items").(Schema); ok {
			item := p.schemaVar("", items, key)
			v.Items = &item
		}
	case "object":
		v.Type = Object
		v.Fields = p.schemaVars(schema, key)
		closed, isBool := schema.Get("additionalProperties").(bool)
		v.Open = !isBool || closed
	}
	if enum, ok := schema.Get("enum").([]any); ok {
		for _, e := range enum {
			if e != nil {
				v.Enum = append(v.Enum, e)
			}
		}
		if v.Type == Any && len(v.Enum) > 0 {
			if _, isString := v.Enum[0].(string); isString {
				v.Type = String
			}
		}
	}
	if d := schema.Get("default"); d != nil {
		v.Default = d
	}
	return v
}

// schemaKey finds the key of a variable, whose Picoschema form may carry a
// question mark and a type: `tags?(array, the tags)`.
func (p *parser) schemaKey(name, key string) source.Span {
	if span, ok := p.f.Keys[key]; ok {
		return span
	}
	prefix := strings.TrimSuffix(key, config.Quote(name))
	var best source.Span
	for k, span := range p.f.Keys {
		rest, ok := strings.CutPrefix(k, prefix+`"`+name)
		if ok && (strings.HasPrefix(rest, "?") || strings.HasPrefix(rest, "(")) && (best.IsZero() || span.Start < best.Start) {
			best = span
		}
	}
	if best.IsZero() {
		return p.f.Key(key)
	}
	best.End = best.Start + len(name)
	return best
}

// plainYAML turns ordered maps into plain ones and integers into int64.
func plainYAML(v any) any {
	switch v := v.(type) {
	case yaml.MapSlice:
		out := map[string]any{}
		for _, item := range v {
			out[fmt.Sprint(item.Key)] = plainYAML(item.Value)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = plainYAML(v[i])
		}
		return out
	case uint64:
		return int64(v)
	case int:
		return int64(v)
	}
	return v
}

// A Schema is a JSON Schema object whose keys keep their order: models read
// fields in the order in which people wrote them.
type Schema []SchemaItem

// A SchemaItem is one key of a schema. Value is a Schema, a list or a scalar.
type SchemaItem struct {
	Key   string
	Value any
}

// Get returns the value of a key, nil for none.
func (s Schema) Get(key string) any {
	for _, item := range s {
		if item.Key == key {
			return item.Value
		}
	}
	return nil
}

// MarshalJSON implements [json.Marshaler].
func (s Schema) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, item := range s {
		if i > 0 {
			b.WriteByte(',')
		}
		key, err := json.Marshal(item.Key)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(item.Value)
		if err != nil {
			return nil, err
		}
		b.Write(key)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}
