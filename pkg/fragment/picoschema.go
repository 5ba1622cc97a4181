package fragment

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// maxSchemaDepth bounds the nesting of a schema.
const maxSchemaDepth = 64

// scalars are Picoschema's types that JSON Schema has too.
var scalars = []any{"string", "boolean", "null", "number", "integer", "any"}

// jsonTypes are the values of `type` that mark a JSON Schema.
var jsonTypes = []any{"string", "boolean", "null", "number", "integer", "object", "array"}

// Picoschema turns dotprompt's short form of a schema into JSON Schema. The
// value is what a YAML reader returns, with ordered maps. Named holds schemas
// that may be referred to by name. A value that is JSON Schema already comes
// back as it is.
func Picoschema(v any, named map[string]Schema) (Schema, error) {
	p := pico{named: named}
	switch v := v.(type) {
	case nil:
		return nil, nil
	case string:
		return p.scalar(v)
	case yaml.MapSlice:
		for _, item := range v {
			if item.Key == "type" && slices.Contains(jsonTypes, item.Value) {
				return asSchema(v), nil
			}
			if _, isMap := item.Value.(yaml.MapSlice); item.Key == "properties" && isMap {
				return append(Schema{{"type", "object"}}, asSchema(v)...), nil
			}
		}
		return p.object(v, 0)
	}
	return nil, fmt.Errorf("a schema is a name or a table of fields, got %T", v)
}

type pico struct{ named map[string]Schema }

// asSchema takes a JSON Schema over.
func asSchema(m yaml.MapSlice) Schema {
	out := make(Schema, len(m))
	for i, item := range m {
		out[i] = SchemaItem{fmt.Sprint(item.Key), schemaValue(item.Value)}
	}
	return out
}

func schemaValue(v any) any {
	switch v := v.(type) {
	case yaml.MapSlice:
		return asSchema(v)
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = schemaValue(v[i])
		}
		return out
	}
	return plainYAML(v)
}

// scalar reads `type, description`.
func (p pico) scalar(s string) (Schema, error) {
	name, description, _ := strings.Cut(s, ",")
	name, description = strings.TrimSpace(name), strings.TrimSpace(description)
	var out Schema
	switch {
	case name == "any":
	case slices.Contains(scalars, any(name)):
		out = Schema{{"type", name}}
	default:
		schema, ok := p.named[name]
		if !ok {
			return nil, fmt.Errorf("there is no type `%s`: Picoschema has string, number, integer, boolean, null, any, and array, object, enum in parentheses behind a field's name", name)
		}
		out = slices.Clone(schema)
	}
	if description != "" {
		out = set(out, "description", description)
	}
	if out == nil {
		out = Schema{}
	}
	return out, nil
}

func set(s Schema, key string, value any) Schema {
	for i := range s {
		if s[i].Key == key {
			s[i].Value = value
			return s
		}
	}
	return append(s, SchemaItem{key, value})
}

// object reads a table of fields.
func (p pico) object(m yaml.MapSlice, depth int) (Schema, error) {
	if depth > maxSchemaDepth {
		return nil, fmt.Errorf("the schema is nested more than %d deep", maxSchemaDepth)
	}
	props := Schema{}
	var required []any
	var rest any = false
	for _, item := range m {
		key := fmt.Sprint(item.Key)
		if key == "(*)" {
			wild, err := p.value(item.Value, depth)
			if err != nil {
				return nil, err
			}
			rest = wild
			continue
		}
		name, kind, description := fieldName(key)
		optional := strings.HasSuffix(name, "?")
		name = strings.TrimSuffix(name, "?")
		field, err := p.field(kind, item.Value, depth)
		if err != nil {
			return nil, fmt.Errorf("field `%s`: %w", name, err)
		}
		if optional {
			field = nullable(field)
		} else {
			required = append(required, name)
		}
		if description != "" {
			field = set(field, "description", description)
		}
		props = append(props, SchemaItem{name, field})
	}
	out := Schema{{"type", "object"}, {"properties", props}, {"additionalProperties", rest}}
	if required != nil {
		out = append(out, SchemaItem{"required", required})
	}
	return out, nil
}

// fieldName takes `name?(kind, description)` apart.
func fieldName(key string) (name, kind, description string) {
	name, rest, ok := strings.Cut(key, "(")
	if !ok {
		return key, "", ""
	}
	rest = strings.TrimSuffix(strings.TrimSpace(rest), ")")
	kind, description, _ = strings.Cut(rest, ",")
	return name, strings.TrimSpace(kind), strings.TrimSpace(description)
}

func (p pico) value(v any, depth int) (Schema, error) {
	switch v := v.(type) {
	case string:
		return p.scalar(v)
	case yaml.MapSlice:
		return p.object(v, depth+1)
	case nil:
		return Schema{}, nil
	}
	return nil, fmt.Errorf("want a type or a table of fields, got %T", v)
}

func (p pico) field(kind string, v any, depth int) (Schema, error) {
	switch kind {
	case "", "object":
		return p.value(v, depth)
	case "array":
		items, err := p.value(v, depth)
		return Schema{{"type", "array"}, {"items", items}}, err
	case "enum":
		list, ok := v.([]any)
		if !ok {
			return nil, fmt.Errorf("an enum is a list of values")
		}
		return Schema{{"enum", schemaValue(list)}}, nil
	}
	return nil, fmt.Errorf("there is no kind of field `%s`: want array, object or enum", kind)
}

// nullable lets an optional field be null.
func nullable(s Schema) Schema {
	s = slices.Clone(s)
	for i := range s {
		switch s[i].Key {
		case "type":
			s[i].Value = []any{s[i].Value, "null"}
		case "enum":
			if list, ok := s[i].Value.([]any); ok && !slices.Contains(list, nil) {
				s[i].Value = append(slices.Clone(list), nil)
			}
		}
	}
	return s
}
