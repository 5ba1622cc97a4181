package fragment

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/source"
)

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
	if p.fields == nil {
		p.fields = fieldKeys(p.f.Keys)
	}
	span, ok := p.fields[key]
	if !ok {
		return p.f.Key(key)
	}
	span.End = min(span.Start+len(name), span.End)
	return span
}

// fieldKeys gives the place of each Picoschema field by its bare name.
func fieldKeys(keys config.Keys) config.Keys {
	bare := config.Keys{}
	for key, span := range keys {
		if !strings.HasSuffix(key, `"`) {
			continue
		}
		i := strings.LastIndexByte(key[:len(key)-1], '"') + 1
		written := key[i : len(key)-1]
		n := strings.IndexAny(written, "?(")
		if n < 0 {
			continue
		}
		name := key[:i-1] + config.Quote(written[:n])
		if first, ok := bare[name]; !ok || span.Start < first.Start {
			bare[name] = span
		}
	}
	return bare
}
