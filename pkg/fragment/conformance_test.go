package fragment_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/source"
)

// conformance is dotprompt's own test suite.
const conformance = "../../../shared/conformance/dotprompt"

type suite struct {
	Name     string
	Template string
	Schemas  map[string]yaml.MapSlice
	Tests    []struct {
		Desc   string
		Expect map[string]any
	}
}

// TestConformance compares what dotprompt's suite expects of front matter:
// model, config, raw and extension keys, and schemas of input and output.
func TestConformance(t *testing.T) {
	compared := 0
	err := filepath.WalkDir(conformance, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".yaml") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var suites []suite
		if err := yaml.UnmarshalWithOptions(text, &suites, yaml.UseOrderedMap()); err != nil {
			return err
		}
		for _, s := range suites {
			for _, tc := range s.Tests {
				t.Run(strings.TrimSuffix(filepath.Base(path), ".yaml")+"/"+s.Name+"/"+tc.Desc, func(t *testing.T) {
					compared += compareMeta(t, s, tc.Expect)
				})
			}
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("dotprompt's conformance suite is not here: " + conformance)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d expectations", compared)
	if compared < 25 {
		t.Errorf("only %d expectations were compared", compared)
	}
}

func compareMeta(t *testing.T, s suite, expect map[string]any) int {
	t.Helper()
	named := map[string]fragment.Schema{}
	for name, schema := range s.Schemas {
		converted, err := fragment.Picoschema(schema, nil)
		if err != nil {
			t.Fatal(err)
		}
		named[name] = converted
	}
	f, found := fragment.Parse(source.NewFile("case.prompt", s.Template), fragment.Options{ID: "case", Schemas: named})
	for _, d := range found {
		t.Errorf("%v", d)
	}
	got := map[string]any{
		"model": f.Meta.Model, "config": f.Meta.Config, "raw": f.Meta.Raw, "ext": f.Meta.Ext,
		"output.schema": json.RawMessage(orNull(f.Meta.Output.Schema)), "input.schema": f.Meta.InputSchema,
	}
	compared := 0
	for key, value := range flatten(plainMap(t, expect)) {
		have, ok := got[key]
		if !ok {
			continue
		}
		compared++
		if diff := cmp.Diff(plain(t, value), plain(t, have)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", key, diff)
		}
	}
	return compared
}

func orNull(b []byte) []byte {
	if len(b) == 0 {
		return []byte("null")
	}
	return b
}

// flatten puts the schemas beside the other keys.
func flatten(expect map[string]any) map[string]any {
	out := map[string]any{}
	for k, v := range expect {
		if m, ok := v.(map[string]any); ok && (k == "input" || k == "output") {
			if schema, ok := m["schema"]; ok {
				out[k+".schema"] = schema
			}
			continue
		}
		out[k] = v
	}
	return out
}

func plainMap(t *testing.T, v map[string]any) map[string]any {
	t.Helper()
	out := map[string]any{}
	for k, item := range v {
		out[k] = unorder(item)
	}
	return out
}

func unorder(v any) any {
	switch v := v.(type) {
	case yaml.MapSlice:
		out := map[string]any{}
		for _, item := range v {
			out[item.Key.(string)] = unorder(item.Value)
		}
		return out
	case []any:
		for i := range v {
			v[i] = unorder(v[i])
		}
	}
	return v
}

func plain(t *testing.T, v any) any {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var out any
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	return out
}
