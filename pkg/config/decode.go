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
	if isBare(key) {
		return key
	}
	return `"` + key + `"`
}

func isBare(key string) bool {
	for i := range len(key) {
		switch c := key[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '_', c == '-':
		default:
			return false
		}
	}
	return key != ""
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
	values, start, ok := d.parse(start, end)
	if !ok {
		return nil, d.found
	}
	d.keys = scanKeys(file, start, end)
	d.table(values, reflect.ValueOf(into).Elem())
	d.found.Sort()
	if more := len(d.found) - maxProblems; more > 0 {
		d.found = append(d.found[:maxProblems], diag.Diagnostic{
			Rule: rule, Severity: diag.Error, Span: file.Span(end, end),
			Message: fmt.Sprintf("%d more problems in this file", more),
		})
	}
	return d.keys, d.found
}

// The library reads lists and inline tables by recursion and takes more than
// quadratic time for a key of many parts, so both have bounds.
const (
	maxNesting = 200
	maxParts   = 32
)

// maxProblems bounds what is reported of one text.
const maxProblems = 100

// parse reads the syntax, behind a byte order mark if there is one. The
// library skips the mark too, and then miscounts its offsets.
func (d *decoder) parse(start, end int) (values map[string]any, from int, ok bool) {
	if strings.HasPrefix(d.file.Text[start:end], "\ufeff") {
		start += len("\ufeff")
	}
	if at := tooDeep(d.file.Text[start:end]); at >= 0 {
		d.problem(d.file.Span(start+at, start+at+1), "this is nested too deep", fmt.Sprintf("lists and inline tables go %d deep at most, keys %d", maxNesting, maxParts))
		return nil, start, false
	}
	if _, err := toml.Decode(d.file.Text[start:end], &values); err != nil {
		d.syntax(err, start, end)
		return nil, start, false
	}
	return values, start, true
}

type decoder struct {
	file  *source.File
	rule  string
	keys  Keys
	found diag.List
	at    map[source.Span]bool // where something was found
	trail []step
}

// A step leads from a value to one in it. The way to a value is only written
// out when there is something to say about it, which for most files is never.
type step struct {
	key   string
	index int // of a list's item
	item  bool
}

func (d *decoder) enter(s step) { d.trail = append(d.trail, s) }

func (d *decoder) leave() { d.trail = d.trail[:len(d.trail)-1] }

// name is the dotted name of the value at hand.
func (d *decoder) name() string {
	name := ""
	for _, s := range d.trail {
		if s.item {
			name = fmt.Sprintf("%s[%d]", name, s.index)
		} else {
			name = join(name, s.key)
		}
	}
	return name
}

// problem reports one problem a place: the items of a list share the place of
// its key.
func (d *decoder) problem(span source.Span, message, help string) {
	if !d.at[span] {
		if d.at == nil {
			d.at = map[source.Span]bool{}
		}
		d.at[span] = true
		d.found.Add(diag.Diagnostic{Rule: d.rule, Severity: diag.Error, Span: span, Message: message, Help: help})
	}
}

// syntax reports an error of the library. Its columns are wrong behind a
// newline and its offsets are right, but for a start of -1 in an empty text;
// so only the offset is used, and kept within the text and on a line.
func (d *decoder) syntax(err error, start, end int) {
	var pe toml.ParseError
	if !errors.As(err, &pe) {
		d.problem(d.file.Span(start, start), err.Error(), "")
		return
	}
	at := min(max(start+pe.Position.Start, start), end)
	for at > start && (at == end || d.file.Text[at] == '\n' || d.file.Text[at] == '\r') {
		at--
	}
	stop := min(at+max(pe.Position.Len, 1), end)
	if i := strings.IndexByte(d.file.Text[at:stop], '\n'); i > 0 {
		stop = at + i
	}
	d.problem(d.file.Span(at, stop), syntaxMessage(pe), "")
}

// syntaxMessage is what the library says, in the manner of our messages.
func syntaxMessage(pe toml.ParseError) string {
	message := pe.Message
	if message == "" {
		message = strings.TrimPrefix(pe.Error(), "toml: ")
	}
	message = strings.ReplaceAll(strings.TrimSuffix(message, "."), `'\n'`, "the end of the line")
	return strings.ToLower(message[:min(1, len(message))]) + message[min(1, len(message)):]
}

// table fills a struct from a table.
func (d *decoder) table(values map[string]any, into reflect.Value) {
	matched := 0
	for i := range into.NumField() {
		tag := into.Type().Field(i).Tag.Get("toml")
		if value, ok := values[tag]; ok && tag != "" && tag != "-" {
			matched++
			d.enter(step{key: tag})
			d.value(value, into.Field(i))
			d.leave()
		}
	}
	if matched == len(values) {
		return
	}
	known := tags(into.Type())
	for key := range values {
		if !slices.Contains(known, key) {
			d.unknown(key, known)
		}
	}
}

// tags lists the keys that a struct has.
func tags(t reflect.Type) []string {
	var known []string
	for field := range t.Fields() {
		if tag := field.Tag.Get("toml"); tag != "" && tag != "-" {
			known = append(known, tag)
		}
	}
	slices.Sort(known)
	return known
}

func (d *decoder) unknown(key string, known []string) {
	help := suggest.Hint(key, known)
	if help == "" {
		help = "the keys here are " + strings.Join(known, ", ")
	}
	name := join(d.name(), key)
	d.problem(d.keys.Find(name), fmt.Sprintf("there is no key `%s`", name), help)
}

// textUnmarshaler is what types with a text form of their own implement.
type textUnmarshaler interface{ UnmarshalText([]byte) error }

func (d *decoder) value(value any, into reflect.Value) {
	if into.CanAddr() {
		if u, ok := reflect.TypeAssert[textUnmarshaler](into.Addr()); ok {
			text, isText := value.(string)
			if !isText {
				d.mismatch("a string", value)
			} else if err := u.UnmarshalText([]byte(text)); err != nil {
				d.problem(d.keys.Find(d.name()), err.Error(), "")
			}
			return
		}
	}
	if into.Type() == reflect.TypeFor[Decimal]() {
		d.decimal(value, into)
		return
	}
	switch into.Kind() {
	case reflect.Interface:
		into.Set(reflect.ValueOf(plain(value)))
	case reflect.Pointer:
		into.Set(reflect.New(into.Type().Elem()))
		d.value(value, into.Elem())
	case reflect.String:
		if v, ok := value.(string); ok {
			into.SetString(v)
			return
		}
		d.mismatch("a string", value)
	case reflect.Bool:
		if v, ok := value.(bool); ok {
			into.SetBool(v)
			return
		}
		d.mismatch("true or false", value)
	case reflect.Int, reflect.Int64:
		if v, ok := value.(int64); ok {
			into.SetInt(v)
			return
		}
		d.mismatch("an integer", value)
	case reflect.Float64:
		d.float(value, into)
	case reflect.Slice:
		d.list(value, into)
	case reflect.Map:
		d.mapping(value, into)
	case reflect.Struct:
		if v, ok := value.(map[string]any); ok {
			d.table(v, into)
			return
		}
		d.mismatch("a table", value)
	default:
		panic(fmt.Sprintf("config: no TOML value fits a field of type %s", into.Type()))
	}
}

func (d *decoder) float(value any, into reflect.Value) {
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
	d.mismatch("a number", value)
}

// decimal keeps an amount as text. The library reads a number as a binary
// fraction; the shortest decimal that reads the same is what was written, as
// far as anyone can tell with fewer than 16 digits.
func (d *decoder) decimal(value any, into reflect.Value) {
	switch v := value.(type) {
	case string:
		into.SetString(strings.ReplaceAll(v, "_", ""))
	case int64:
		into.SetString(strconv.FormatInt(v, 10))
	case float64:
		into.SetString(strconv.FormatFloat(v, 'f', -1, 64))
	default:
		d.mismatch("an amount", value)
	}
}

func (d *decoder) list(value any, into reflect.Value) {
	var items []any
	switch v := value.(type) {
	case []any:
		items = v
	case []map[string]any:
		for _, item := range v {
			items = append(items, item)
		}
	default:
		d.mismatch("a list", value)
		return
	}
	out := reflect.MakeSlice(into.Type(), len(items), len(items))
	for i, item := range items {
		d.enter(step{index: i, item: true})
		d.value(item, out.Index(i))
		d.leave()
	}
	into.Set(out)
}

func (d *decoder) mapping(value any, into reflect.Value) {
	v, ok := value.(map[string]any)
	if !ok {
		d.mismatch("a table", value)
		return
	}
	out := reflect.MakeMapWithSize(into.Type(), len(v))
	slot := reflect.New(into.Type().Elem()).Elem()
	for key, item := range v {
		slot.SetZero()
		d.enter(step{key: key})
		d.value(item, slot)
		d.leave()
		out.SetMapIndex(reflect.ValueOf(key), slot)
	}
	into.Set(out)
}

// plain turns the library's lists of tables into lists of anything, so that
// who reads a value knows one kind of list.
func plain(v any) any {
	switch v := v.(type) {
	case []map[string]any:
		out := make([]any, len(v))
		for i, m := range v {
			out[i] = plain(m)
		}
		return out
	case []any:
		for i := range v {
			v[i] = plain(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = plain(v[k])
		}
	}
	return v
}

func (d *decoder) mismatch(want string, got any) {
	name := d.name()
	d.problem(d.keys.Find(name), fmt.Sprintf("`%s` wants %s, got %s", name, want, kindOf(got)), "")
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
