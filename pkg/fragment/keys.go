package fragment

import (
	"reflect"
	"slices"
	"strings"
)

// Keys lists the keys that a table of Quoin's front matter may have, in order,
// such as "" for the top and `vars.ticket` or `use."safety/no-pii"`, of which
// the name does not matter. It is empty for a table that takes any keys, and
// for one that there is not.
func Keys(table string) []string {
	t := reflect.TypeFor[frontMatter]()
	for table != "" {
		var part string
		part, table = cutPart(table)
		switch t.Kind() {
		case reflect.Struct:
			t = fieldOf(t, part)
		case reflect.Map:
			t = t.Elem()
		default:
			return nil
		}
		for t != nil && (t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice) {
			t = t.Elem()
		}
		if t == nil {
			return nil
		}
	}
	if t.Kind() != reflect.Struct {
		return nil
	}
	var keys []string
	for field := range t.Fields() {
		keys = append(keys, field.Tag.Get("toml"))
	}
	slices.Sort(keys)
	return keys
}

// cutPart cuts the first part off a dotted key.
func cutPart(key string) (part, rest string) {
	if key[0] == '"' || key[0] == '\'' {
		if end := strings.IndexByte(key[1:], key[0]); end >= 0 {
			return key[1 : end+1], strings.TrimPrefix(key[end+2:], ".")
		}
	}
	part, rest, _ = strings.Cut(key, ".")
	return part, rest
}

func fieldOf(t reflect.Type, key string) reflect.Type {
	for field := range t.Fields() {
		if field.Tag.Get("toml") == key {
			return field.Type
		}
	}
	return nil
}
