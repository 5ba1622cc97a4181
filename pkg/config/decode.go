package config

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/suggest"
)

// Keys gives the place of every key of a TOML text by its dotted name. Names
// that are not bare are quoted: `use."safety/no-pii".pin`. The entries of an
// array of tables are numbered: `rule[0].name`.
type Keys map[string]source.Span

// Find returns the place of a key, else of its nearest parent, else none.
func (k Keys) Find(dotted string) source.Span {
	for dotted != "" {
		if span, ok := k[dotted]; ok {
			return span
		}
		dotted = parent(dotted)
	}
	return source.Span{}
}

// parent drops the last part of a dotted name; quoted parts may hold dots.
func parent(dotted string) string {
	if i := strings.LastIndexByte(dotted, '['); i > 0 && strings.HasSuffix(dotted, "]") {
		return dotted[:i]
	}
	quoted := false
	for i := len(dotted) - 1; i >= 0; i-- {
		switch dotted[i] {
		case '"':
			quoted = !quoted
		case '.':
			if !quoted {
				return dotted[:i]
			}
		}
	}
	return ""
}

// Quote writes one part of a dotted name.
func Quote(key string) string {
	if key != "" && strings.Trim(key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == "" {
		return key
	}
	return `"` + key + `"`
}

func join(path, key string) string {
	if path == "" {
		return Quote(key)
	}
	return path + "." + Quote(key)
}

// Decode reads the TOML in the bytes [start, end) of a file into the struct
// that into points to, by its `toml` tags. Everything wrong is a diagnostic
// of the given rule at the key in question: an error of syntax, a key that
// the struct does not have, a value of another type. The rest is decoded all
// the same. A field of type any takes every value.
func Decode(file *source.File, start, end int, into any, rule string) (Keys, diag.List) {
	d := &decoder{file: file, rule: rule}
	text := file.Text[start:end]
	if strings.IndexByte(text, '\r') >= 0 && strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\r") {
		text = strings.ReplaceAll(text, "\r", " ")
	}
	var values map[string]any
	if _, err := toml.Decode(text, &values); err != nil {
		d.syntax(err, start, end)
		return nil, d.found
	}
	d.keys = scanKeys(file, start, end)
	d.table(values, reflect.ValueOf(into).Elem(), "")
	d.found.Sort()
	return d.keys, d.found
}

type decoder struct {
	file  *source.File
	rule  string
	keys  Keys
	found diag.List
}

func (d *decoder) problem(span source.Span, message, help string) {
	d.found.Add(diag.Diagnostic{Rule: d.rule, Severity: diag.Error, Span: span, Message: message, Help: help})
}

// syntax reports an error of the library. Its offsets are right and its
// columns are not, so only the offset is used.
func (d *decoder) syntax(err error, start, end int) {
	var pe toml.ParseError
	if !errors.As(err, &pe) {
		d.problem(d.file.Span(start, start), err.Error(), "")
		return
	}
	at := min(start+pe.Position.Start, end)
	message := pe.Message
	if message == "" {
		message = strings.TrimPrefix(pe.Error(), "toml: ")
	}
	if at > start && at == end {
		at--
	}
	d.problem(d.file.Span(at, min(at+max(pe.Position.Len, 1), end)), strings.TrimSuffix(message, "."), "")
}

// table fills a struct from a table.
func (d *decoder) table(values map[string]any, into reflect.Value, path string) {
	fields := map[string]reflect.Value{}
	for i := range into.NumField() {
		if tag := into.Type().Field(i).Tag.Get("toml"); tag != "" {
			fields[tag] = into.Field(i)
		}
	}
	for key, value := range values {
		field, ok := fields[key]
		if !ok {
			d.unknown(join(path, key), key, fields)
			continue
		}
		d.value(value, field, join(path, key))
	}
}

func (d *decoder) unknown(path, key string, fields map[string]reflect.Value) {
	var known []string
	for name := range fields {
		known = append(known, name)
	}
	slices.Sort(known)
	help := suggest.Hint(key, known)
	if help == "" {
		help = "the keys here are " + strings.Join(known, ", ")
	}
	d.problem(d.keys.Find(path), fmt.Sprintf("there is no key `%s`", path), help)
}

// textUnmarshaler is what types with a text form of their own implement.
type textUnmarshaler interface{ UnmarshalText([]byte) error }

func (d *decoder) value(value any, into reflect.Value, path string) {
	if into.CanAddr() {
		if u, ok := into.Addr().Interface().(textUnmarshaler); ok {
			text, isText := value.(string)
			if !isText {
				d.mismatch(path, "a string", value)
			} else if err := u.UnmarshalText([]byte(text)); err != nil {
				d.problem(d.keys.Find(path), err.Error(), "")
			}
			return
		}
	}
	if into.Type() == reflect.TypeFor[Decimal]() {
		d.decimal(value, into, path)
		return
	}
	switch into.Kind() {
	case reflect.Interface:
		into.Set(reflect.ValueOf(value))
	case reflect.Pointer:
		into.Set(reflect.New(into.Type().Elem()))
		d.value(value, into.Elem(), path)
	case reflect.String:
		if v, ok := value.(string); ok {
			into.SetString(v)
			return
		}
		d.mismatch(path, "a string", value)
	case reflect.Bool:
		if v, ok := value.(bool); ok {
			into.SetBool(v)
			return
		}
		d.mismatch(path, "true or false", value)
	case reflect.Int, reflect.Int64:
		if v, ok := value.(int64); ok {
			into.SetInt(v)
			return
		}
		d.mismatch(path, "an integer", value)
	case reflect.Float64:
		d.float(value, into, path)
	case reflect.Slice:
		d.list(value, into, path)
	case reflect.Map:
		d.mapping(value, into, path)
	case reflect.Struct:
		if v, ok := value.(map[string]any); ok {
			d.table(v, into, path)
			return
		}
		d.mismatch(path, "a table", value)
	}
}

func (d *decoder) float(value any, into reflect.Value, path string) {
	switch v := value.(type) {
	case float64:
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			into.SetFloat(v)
			return
		}
	case int64:
		into.SetFloat(float64(v))
		return
	}
	d.mismatch(path, "a number", value)
}

// decimal keeps an amount as text. The library reads a number as a binary
// fraction; the shortest decimal that reads the same is what was written, as
// far as anyone can tell with fewer than 16 digits.
func (d *decoder) decimal(value any, into reflect.Value, path string) {
	switch v := value.(type) {
	case string:
		into.SetString(v)
	case int64:
		into.SetString(strconv.FormatInt(v, 10))
	case float64:
		into.SetString(strconv.FormatFloat(v, 'f', -1, 64))
	default:
		d.mismatch(path, "an amount", value)
	}
}

func (d *decoder) list(value any, into reflect.Value, path string) {
	var items []any
	switch v := value.(type) {
	case []any:
		items = v
	case []map[string]any:
		for _, item := range v {
			items = append(items, item)
		}
	default:
		d.mismatch(path, "a list", value)
		return
	}
	out := reflect.MakeSlice(into.Type(), len(items), len(items))
	for i, item := range items {
		d.value(item, out.Index(i), fmt.Sprintf("%s[%d]", path, i))
	}
	into.Set(out)
}

func (d *decoder) mapping(value any, into reflect.Value, path string) {
	v, ok := value.(map[string]any)
	if !ok {
		d.mismatch(path, "a table", value)
		return
	}
	out := reflect.MakeMapWithSize(into.Type(), len(v))
	for key, item := range v {
		slot := reflect.New(into.Type().Elem()).Elem()
		d.value(item, slot, join(path, key))
		out.SetMapIndex(reflect.ValueOf(key), slot)
	}
	into.Set(out)
}

func (d *decoder) mismatch(path, want string, got any) {
	d.problem(d.keys.Find(path), fmt.Sprintf("`%s` wants %s, got %s", path, want, kindOf(got)), "")
}

func kindOf(v any) string {
	switch v.(type) {
	case string:
		return "a string"
	case bool:
		return "a boolean"
	case int64:
		return "an integer"
	case float64:
		return "a number"
	case []any, []map[string]any:
		return "a list"
	case map[string]any:
		return "a table"
	}
	return "a date"
}
