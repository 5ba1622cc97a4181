package change

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/fragment"
)

// variables compares what callers must and may give.
func (j *judgement) variables() {
	before, after := &j.p.Before.Interface, &j.p.After.Interface
	for i := range before.Vars {
		old := &before.Vars[i]
		if v, ok := after.Lookup(old.Name); ok {
			j.variable(old, v)
			continue
		}
		j.add(Event{Layer: Interface, Kind: "removed", Code: "VAR_REMOVED", Name: old.Name, Old: describe(old), Via: via(old), Span: old.Span})
	}
	for i := range after.Vars {
		v := &after.Vars[i]
		if _, ok := before.Lookup(v.Name); ok {
			continue
		}
		code := "VAR_OPTIONAL_ADDED"
		if v.Required && v.Default == nil {
			code = "VAR_REQUIRED_ADDED"
		}
		j.add(Event{Layer: Interface, Kind: "added", Code: code, Name: v.Name, New: describe(v), Via: via(v), Span: v.Span})
	}
}

func via(v *compose.Var) string {
	if v.From == nil {
		return ""
	}
	return v.From.ID
}

// describe writes a variable for people.
func describe(v *compose.Var) string {
	parts := []string{string(v.Type)}
	if v.Type == "" {
		parts[0] = string(fragment.Any)
	}
	if v.Required && v.Default == nil {
		parts = append(parts, "required")
	}
	if len(v.Enum) > 0 {
		parts = append(parts, "one of "+jsonText(v.Enum))
	}
	if v.Default != nil {
		parts = append(parts, "default "+jsonText(v.Default))
	}
	return strings.Join(parts, ", ")
}

func jsonText(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(b)
}

func (j *judgement) variable(old, v *compose.Var) {
	add := func(kind, code, from, to string) {
		j.add(Event{Layer: Interface, Kind: kind, Code: code, Name: v.Name, Old: from, New: to, Via: via(v), Span: v.Span})
	}
	if typeOf(&old.Var) != typeOf(&v.Var) {
		add("type", "VAR_TYPE_CHANGED", typeOf(&old.Var), typeOf(&v.Var))
	}
	mustOld, must := old.Required && old.Default == nil, v.Required && v.Default == nil
	switch {
	case old.Default != nil && v.Default == nil:
		add("default", "VAR_DEFAULT_REMOVED", jsonText(old.Default), "no default")
	case old.Default == nil && v.Default != nil:
		add("default", "VAR_DEFAULT_ADDED", "no default", jsonText(v.Default))
	case !reflect.DeepEqual(old.Default, v.Default):
		add("default", "VAR_DEFAULT_CHANGED", jsonText(old.Default), jsonText(v.Default))
	case !mustOld && must:
		add("required", "VAR_REQUIRED_ADDED", "optional", "required")
	case mustOld && !must:
		add("required", "VAR_RELAXED", "required", "optional")
	}
	gone, came := setDiff(old.Enum, v.Enum), setDiff(v.Enum, old.Enum)
	switch {
	case len(old.Enum) == 0 && len(v.Enum) > 0, len(gone) > 0 && len(v.Enum) > 0:
		add("enum", "VAR_ENUM_NARROWED", enumText(old.Enum), enumText(v.Enum))
	case len(came) > 0, len(old.Enum) > 0 && len(v.Enum) == 0:
		add("enum", "VAR_ENUM_WIDENED", enumText(old.Enum), enumText(v.Enum))
	}
}

func enumText(values []any) string {
	if len(values) == 0 {
		return "any"
	}
	return jsonText(values)
}

// typeOf is a type with its parts; a text is a string to callers.
func typeOf(v *fragment.Var) string {
	t := string(v.Type)
	switch v.Type {
	case fragment.Text:
		t = string(fragment.String)
	case "":
		t = string(fragment.Any)
	default:
	}
	if v.Items != nil {
		t += " of " + typeOf(v.Items)
	}
	if len(v.Fields) > 0 {
		var fields []string
		for i := range v.Fields {
			f := v.Fields[i].Name + " " + typeOf(&v.Fields[i])
			if v.Fields[i].Required {
				f += "!"
			}
			fields = append(fields, f)
		}
		slices.Sort(fields)
		t += " {" + strings.Join(fields, ", ") + "}"
	}
	return t
}

// setDiff returns what is in a and not in b.
func setDiff(a, b []any) []any {
	return slices.DeleteFunc(slices.Clone(a), func(x any) bool {
		return slices.ContainsFunc(b, func(y any) bool { return reflect.DeepEqual(x, y) })
	})
}

// output compares what reads the answer has to expect.
func (j *judgement) output() {
	a, b := j.p.Before.Prompt.Meta.Output, j.p.After.Prompt.Meta.Output
	at := j.p.After.Prompt.Key("output")
	if a.Format != b.Format {
		j.add(Event{Layer: Interface, Kind: "output", Code: "OUTPUT_FORMAT_CHANGED", Name: "output", Old: or(a.Format, "text"), New: or(b.Format, "text"), Span: at})
	}
	var x, y any
	_ = json.Unmarshal(a.Schema, &x)
	_ = json.Unmarshal(b.Schema, &y)
	if reflect.DeepEqual(x, y) {
		return
	}
	n := len(j.p.Events)
	j.schema("", x, y)
	if len(j.p.Events) == n {
		j.add(Event{Layer: Interface, Kind: "output", Code: "OUTPUT_SCHEMA_CHANGED", Name: "output schema", Span: at})
	}
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// schema compares two JSON Schemas field by field.
func (j *judgement) schema(path string, a, b any) {
	x, _ := a.(map[string]any)
	y, _ := b.(map[string]any)
	add := func(kind, code, name, from, to string) {
		j.add(Event{Layer: Interface, Kind: kind, Code: code, Name: "output" + name, Old: from, New: to, Span: j.p.After.Prompt.Key("output")})
	}
	if x != nil && y != nil {
		if s, t := jsonText(x["type"]), jsonText(y["type"]); s != t {
			add("type", "OUTPUT_FIELD_TYPE", path, s, t)
		}
		from, _ := x["enum"].([]any)
		to, _ := y["enum"].([]any)
		if len(from) > 0 && (len(setDiff(to, from)) > 0 || len(to) == 0) {
			add("enum", "OUTPUT_FIELD_ENUM", path, enumText(from), enumText(to))
		}
	}
	fromProps, _ := x["properties"].(map[string]any)
	toProps, _ := y["properties"].(map[string]any)
	must := func(s map[string]any, name string) bool {
		list, _ := s["required"].([]any)
		return slices.Contains(list, any(name))
	}
	names := map[string]bool{}
	for n := range fromProps {
		names[n] = true
	}
	for n := range toProps {
		names[n] = true
	}
	for _, n := range slices.Sorted(maps.Keys(names)) {
		from, was := fromProps[n]
		to, is := toProps[n]
		switch {
		case was && !is:
			add("removed", "OUTPUT_FIELD_REMOVED", path+"."+n, n, "")
		case !was:
			add("added", "OUTPUT_FIELD_ADDED", path+"."+n, "", n)
		default:
			if must(x, n) && !must(y, n) {
				add("required", "OUTPUT_FIELD_REQUIRED", path+"."+n, "required", "optional")
			}
			j.schema(path+"."+n, from, to)
		}
	}
	if x["items"] != nil && y["items"] != nil {
		j.schema(path+"[]", x["items"], y["items"])
	}
}

func (j *judgement) tools() {
	byName := func(t *compose.Template) map[string]fragment.Tool {
		out := map[string]fragment.Tool{}
		for _, tool := range t.Prompt.Meta.Tools {
			out[tool.Name] = tool
		}
		return out
	}
	a, b := byName(j.p.Before), byName(j.p.After)
	at := j.p.After.Prompt.Key("tools")
	for _, name := range slices.Sorted(maps.Keys(a)) {
		tool, ok := b[name]
		switch {
		case !ok:
			j.add(Event{Layer: Interface, Kind: "removed", Code: "TOOL_REMOVED", Name: name, Old: "tool " + name, Span: at})
		case tool.Description != a[name].Description || !equalJSON(tool.Parameters, a[name].Parameters):
			j.add(Event{Layer: Interface, Kind: "changed", Code: "TOOL_CHANGED", Name: name, New: "tool " + name, Span: at})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(b)) {
		if _, ok := a[name]; !ok {
			j.add(Event{Layer: Interface, Kind: "added", Code: "TOOL_ADDED", Name: name, New: "tool " + name, Span: at})
		}
	}
}

func equalJSON(a, b []byte) bool {
	var x, y any
	_ = json.Unmarshal(a, &x)
	_ = json.Unmarshal(b, &y)
	return reflect.DeepEqual(x, y)
}

func (j *judgement) model() {
	a, b := j.p.Before.Prompt.Meta, j.p.After.Prompt.Meta
	if a.Model != b.Model {
		j.add(Event{Layer: Interface, Kind: "model", Code: "MODEL_CHANGED", Name: "model", Old: or(a.Model, "none"), New: or(b.Model, "none"), Span: j.p.After.Prompt.Key("model")})
	}
	keys := map[string]bool{}
	for k := range a.Config {
		keys[k] = true
	}
	for k := range b.Config {
		keys[k] = true
	}
	text := func(config map[string]any, k string) string {
		if v, ok := config[k]; ok {
			return jsonText(v)
		}
		return "unset"
	}
	for _, k := range slices.Sorted(maps.Keys(keys)) {
		if from, to := text(a.Config, k), text(b.Config, k); from != to {
			j.add(Event{Layer: Interface, Kind: "config", Code: "CONFIG_CHANGED", Name: k, Old: from, New: to, Span: j.p.After.Prompt.Key("config." + k)})
		}
	}
}

// roles compares which roles there are.
func (j *judgement) roles(a, b []flat) {
	set := func(list []flat) map[string]bool {
		out := map[string]bool{}
		for _, m := range list {
			if strings.TrimSpace(m.text) != "" {
				out[m.role] = true
			}
		}
		return out
	}
	before, after := set(a), set(b)
	for _, r := range slices.Sorted(maps.Keys(before)) {
		if !after[r] {
			j.add(Event{Layer: Interface, Kind: "removed", Code: "ROLE_REMOVED", Name: r, Old: "role " + r, Span: j.p.After.Prompt.File.Span(0, 0)})
		}
	}
	for _, r := range slices.Sorted(maps.Keys(after)) {
		if !before[r] {
			j.add(Event{Layer: Interface, Kind: "added", Code: "ROLE_ADDED", Name: r, New: "role " + r, Span: j.p.After.Prompt.File.Span(0, 0)})
		}
	}
}
