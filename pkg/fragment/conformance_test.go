package fragment_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/source"
)

// conformance is dotprompt's own test suite.
const conformance = "../../../shared/conformance/dotprompt/"

// TestFrontMatterIsReadAsDotpromptReadsIt compares what the suite says of
// front matter and Picoschema. Messages are compared in package compose.
func TestFrontMatterIsReadAsDotpromptReadsIt(t *testing.T) {
	compared := 0
	for _, file := range []string{"picoschema.yaml", "metadata.yaml"} {
		var suites []struct {
			Name     string
			Template string
			Schemas  yaml.MapSlice
			Tests    []struct {
				Desc   string
				Expect map[string]any
			}
		}
		text, err := os.ReadFile(conformance + file)
		if errors.Is(err, fs.ErrNotExist) {
			t.Skip("dotprompt's conformance suite is not here: " + conformance)
		}
		if err := errors.Join(err, yaml.UnmarshalWithOptions(text, &suites, yaml.UseOrderedMap())); err != nil {
			t.Fatal(err)
		}
		for _, s := range suites {
			opts := fragment.Options{ID: "case", Schemas: map[string]fragment.Schema{}}
			for _, named := range s.Schemas {
				if opts.Schemas[named.Key.(string)], err = fragment.Picoschema(named.Value, nil); err != nil {
					t.Fatal(err)
				}
			}
			f, found := fragment.Parse(source.NewFile("case.prompt", s.Template), opts)
			if len(found) > 0 {
				t.Errorf("%s: %v", s.Name, found)
			}
			for _, tc := range s.Tests {
				t.Run(s.Name+"/"+tc.Desc, func(t *testing.T) {
					got := metadata(f)
					for _, key := range []string{"input", "output", "config", "model", "raw", "ext"} {
						want, ok := tc.Expect[key]
						if !ok {
							continue
						}
						compared++
						if diff := cmp.Diff(asJSON(t, want), asJSON(t, got[key]), cmpopts.EquateEmpty()); diff != "" {
							t.Errorf("%s (-want +got):\n%s", key, diff)
						}
					}
				})
			}
		}
	}
	if compared < 20 {
		t.Errorf("only %d expectations were compared", compared)
	}
}

// metadata writes a fragment in the shape of the suite's expectations.
func metadata(f *fragment.Fragment) map[string]any {
	m := f.Meta
	out := map[string]any{"config": m.Config, "model": m.Model, "raw": m.Raw, "ext": m.Ext}
	if m.InputSchema != nil {
		out["input"] = map[string]any{"schema": m.InputSchema}
	}
	if m.Output.Schema != nil {
		out["output"] = map[string]any{"schema": json.RawMessage(m.Output.Schema)}
	}
	return out
}

func asJSON(t *testing.T, v any) any {
	t.Helper()
	b, err := json.Marshal(plainMaps(v))
	if err != nil {
		t.Fatal(err)
	}
	var out any
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// plainMaps turns the YAML library's ordered maps into plain ones.
func plainMaps(v any) any {
	switch v := v.(type) {
	case yaml.MapSlice:
		out := map[string]any{}
		for _, item := range v {
			out[item.Key.(string)] = plainMaps(item.Value)
		}
		return out
	case map[string]any:
		for k := range v {
			v[k] = plainMaps(v[k])
		}
	case []any:
		for i := range v {
			v[i] = plainMaps(v[i])
		}
	}
	return v
}
