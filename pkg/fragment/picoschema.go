package fragment

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/quoin-dev/quoin/pkg/suggest"
)

// maxSchemaDepth bounds the nesting of a schema.
const maxSchemaDepth = 64

// scalars are Picoschema's types that JSON Schema has too.
var scalars = []any{"string", "boolean", "null", "number", "integer", "any"}

// jsonTypes are the values of `type` that mark a JSON Schema.
var jsonTypes = []any{"string", "boolean", "null", "number", "integer", "object", "array"}

// A SchemaError says what is wrong at one field of a schema.
type SchemaError struct {
	Path    []string // the keys that lead to it, as they were written
	Message string
	Help    string
}

func (e *SchemaError) Error() string {
	if len(e.Path) == 0 {
		return e.Message
	}
	return fmt.Sprintf("%s: %s", strings.Join(e.Path, "."), e.Message)
}

// within puts a key before the path of an error.
func within(key string, err *SchemaError) *SchemaError {
	if err != nil {
		err.Path = slices.Insert(err.Path, 0, key)
	}
	return err
}

// Picoschema turns dotprompt's short form of a schema into JSON Schema. The
// value is what a YAML reader returns, with ordered maps. Named holds schemas
// that may be referred to by name. A value that is JSON Schema already comes
// back as it is. The error is a [*SchemaError].
func Picoschema(v any, named map[string]Schema) (Schema, error) {
	schema, err := pico{named: named}.top(v)
	if err != nil {
		return nil, err
	}
	return schema, nil
}

func (p pico) top(v any) (Schema, *SchemaError) {
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
	return nil, &SchemaError{Message: "a schema is the name of a type or a table of fields"}
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
func (p pico) scalar(s string) (Schema, *SchemaError) {
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
			return nil, p.unknown("type", name, scalars, "array, object and enum stand in parentheses behind a field's name")
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
func (p pico) object(m yaml.MapSlice, depth int) (Schema, *SchemaError) {
	if depth > maxSchemaDepth {
		return nil, &SchemaError{Message: fmt.Sprintf("the schema is nested more than %d deep", maxSchemaDepth)}
	}
	props := Schema{}
	var required []any
	var rest any = false
	for _, item := range m {
		key := fmt.Sprint(item.Key)
		if key == "(*)" {
			wild, err := p.value(item.Value, depth)
			if err != nil {
				return nil, within(key, err)
			}
			rest = wild
			continue
		}
		name, kind, description := fieldName(key)
		optional := strings.HasSuffix(name, "?")
		name = strings.TrimSuffix(name, "?")
		field, err := p.field(kind, item.Value, depth)
		if err != nil {
			return nil, within(key, err)
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

func (p pico) value(v any, depth int) (Schema, *SchemaError) {
	switch v := v.(type) {
	case string:
		return p.scalar(v)
	case yaml.MapSlice:
		return p.object(v, depth+1)
	case nil:
		return Schema{}, nil
	}
	return nil, &SchemaError{Message: "a field wants the name of a type or a table of fields"}
}

func (p pico) field(kind string, v any, depth int) (Schema, *SchemaError) {
	switch kind {
	case "", "object":
		return p.value(v, depth)
	case "array":
		items, err := p.value(v, depth)
		return Schema{{"type", "array"}, {"items", items}}, err
	case "enum":
		list, ok := v.([]any)
		if !ok {
			return nil, &SchemaError{Message: "an enum is a list of values"}
		}
		return Schema{{"enum", schemaValue(list)}}, nil
	}
	return nil, p.unknown("kind of field", kind, []any{"array", "object", "enum"}, "")
}

// unknown is the error for a word that is none of those known.
func (p pico) unknown(what, word string, words []any, note string) *SchemaError {
	var known []string
	for _, w := range words {
		known = append(known, fmt.Sprint(w))
	}
	known = slices.AppendSeq(known, maps.Keys(p.named))
	slices.Sort(known)
	help := suggest.Hint(word, known)
	if item, ok := strings.CutSuffix(word, "[]"); ok {
		help = fmt.Sprintf("for a list, write `(array)` behind the field's name and `%s` as its type", item)
	}
	if help == "" {
		if help = "there are " + strings.Join(known, ", "); note != "" {
			help += "; " + note
		}
	}
	return &SchemaError{Message: fmt.Sprintf("there is no %s `%s`", what, word), Help: help}
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
