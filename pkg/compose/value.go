package compose

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/quoin-dev/quoin/pkg/template"
)

// An Object is a map that keeps the order of its keys, as JSON texts and
// loops over objects need it. Values are nil, bool, string, any Go number,
// []any, Object and map[string]any (whose keys go in alphabetical order).
type Object struct {
	Keys   []string
	Values map[string]any
}

// Set adds or replaces a value.
func (o *Object) Set(key string, value any) {
	if o.Values == nil {
		o.Values = map[string]any{}
	}
	if _, ok := o.Values[key]; !ok {
		o.Keys = append(o.Keys, key)
	}
	o.Values[key] = value
}

// MarshalJSON implements [json.Marshaler].
func (o Object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, k := range o.Keys {
		if i > 0 {
			b.WriteByte(',')
		}
		key, err := marshal(k)
		if err != nil {
			return nil, err
		}
		value, err := marshal(o.Values[k])
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

// UnmarshalJSON implements [json.Unmarshaler], keeping the order of keys at
// every depth.
func (o *Object) UnmarshalJSON(text []byte) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	v, err := decode(d)
	if err != nil {
		return err
	}
	got, ok := v.(Object)
	if !ok {
		return fmt.Errorf("want a JSON object, got %s", kindOf(v))
	}
	*o = got
	return nil
}

func decode(d *json.Decoder) (any, error) {
	tok, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch tok := tok.(type) {
	case json.Delim:
		if tok == '[' {
			list := []any{}
			for d.More() {
				v, err := decode(d)
				if err != nil {
					return nil, err
				}
				list = append(list, v)
			}
			_, err := d.Token()
			return list, err
		}
		obj := Object{Values: map[string]any{}}
		for d.More() {
			key, err := d.Token()
			if err != nil {
				return nil, err
			}
			v, err := decode(d)
			if err != nil {
				return nil, err
			}
			obj.Set(key.(string), v)
		}
		_, err := d.Token()
		return obj, err
	case json.Number:
		if i, err := tok.Int64(); err == nil {
			return i, nil
		}
		return tok.Float64()
	}
	return tok, nil
}

// marshal is json.Marshal without the escaping of <, > and & that is meant for
// web pages: a model should see the text as it is.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

// marshalIndent is marshal with so many spaces a level, 0 for one line.
func marshalIndent(v any, spaces int) ([]byte, error) {
	b, err := marshal(v)
	if err != nil || spaces == 0 {
		return b, err
	}
	var out bytes.Buffer
	err = json.Indent(&out, b, "", strings.Repeat(" ", spaces))
	return out.Bytes(), err
}

// hole stands for a value that is not known: a placeholder is written for it.
type hole struct{ expr Expr }

// missing is the value of what was not given.
var missing any = template.Undefined{}

func isMissing(v any) bool {
	_, ok := v.(template.Undefined)
	return ok
}

// truthy is Handlebars' idea of truth: false, null, undefined, the empty
// string, zero and the empty list are false.
func truthy(v any) bool {
	switch v := v.(type) {
	case nil, template.Undefined:
		return false
	case bool:
		return v
	case string:
		return v != ""
	case []any:
		return len(v) > 0
	}
	if f, ok := number(v); ok {
		return f != 0 && !math.IsNaN(f)
	}
	return true
}

// equal is strict equality: values of different types are never equal.
// Numbers are one type.
func equal(a, b any) bool {
	fa, na := number(a)
	fb, nb := number(b)
	switch {
	case na && nb:
		return fa == fb
	case na || nb:
		return false
	}
	switch a.(type) {
	case nil, bool, string, template.Undefined:
		return a == b
	}
	return false
}

func number(v any) (float64, bool) {
	switch v := v.(type) {
	case float64:
		return v, true
	case int64:
		return float64(v), true
	case int:
		return float64(v), true
	case uint64:
		return float64(v), true
	case json.Number:
		f, err := v.Float64()
		return f, err == nil
	}
	return 0, false
}

// member returns v.name; lists have their positions and `length`.
func member(v any, name string) any {
	switch v := v.(type) {
	case hole:
		return hole{Member{v.expr, name}}
	case Object:
		if got, ok := v.Values[name]; ok {
			return got
		}
	case map[string]any:
		if got, ok := v[name]; ok {
			return got
		}
	case []any:
		if name == "length" {
			return int64(len(v))
		}
		if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(v) {
			return v[i]
		}
	}
	return missing
}

// entries returns what a loop visits: the items of a list, or the values of
// an object with their keys.
func entries(v any) (keys []string, items []any) {
	switch v := v.(type) {
	case []any:
		return nil, v
	case Object:
		for _, k := range v.Keys {
			keys, items = append(keys, k), append(items, v.Values[k])
		}
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			keys, items = append(keys, k), append(items, v[k])
		}
	}
	return keys, items
}

// text is how a value is written, as JavaScript would. Lists and objects have
// no text of their own worth showing to a model: ok is false for them.
func text(v any) (s string, ok bool) {
	switch v := v.(type) {
	case nil, template.Undefined:
		return "", true
	case string:
		return v, true
	case bool:
		return strconv.FormatBool(v), true
	case int64:
		return strconv.FormatInt(v, 10), true
	case int:
		return strconv.Itoa(v), true
	case uint64:
		return strconv.FormatUint(v, 10), true
	case []any:
		parts := make([]string, len(v))
		for i, item := range v {
			parts[i], _ = text(item)
		}
		return strings.Join(parts, ","), false
	case Object, map[string]any:
		return "[object Object]", false
	}
	if f, isNumber := number(v); isNumber {
		return formatFloat(f), true
	}
	return fmt.Sprint(v), true
}

// formatFloat writes a number as JavaScript does: no exponent between 1e-6
// and 1e21.
func formatFloat(f float64) string {
	if abs := math.Abs(f); abs != 0 && (abs < 1e-6 || abs >= 1e21) {
		return strings.Replace(strconv.FormatFloat(f, 'e', -1, 64), "e-0", "e-", 1)
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// kindOf names the type of a value in the words of the front matter.
func kindOf(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case template.Undefined:
		return "nothing"
	case bool:
		return "a boolean"
	case string:
		return "a string"
	case []any:
		return "a list"
	case Object, map[string]any:
		return "an object"
	}
	if f, ok := number(v); ok {
		if f == math.Trunc(f) {
			return "an integer"
		}
		return "a number"
	}
	return fmt.Sprintf("a %T", v)
}
