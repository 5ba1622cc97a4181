package compose_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// conformance is dotprompt's own test suite.
const conformance = "../../../shared/conformance/dotprompt"

// exceptions lists the cases that do not pass, by name, each with the rule of
// Quoin's that it contradicts.
var exceptions = map[string]string{}

// A suite is one entry of dotprompt's test files: a template with its tests.
type suite struct {
	Name             string
	Template         string
	Partials         map[string]string
	ResolverPartials map[string]string `yaml:"resolverPartials"`
	Data             data
	Schemas          map[string]any
	Tests            []struct {
		Desc    string
		Data    data
		Options struct {
			Input struct{ Default map[string]any }
		}
		Expect struct{ Messages []message }
	}
}

type data struct {
	Input    map[string]any
	Messages []message
	Context  map[string]any
}

type message struct {
	Role     string           `json:"role"`
	Content  []map[string]any `json:"content"`
	Metadata map[string]any   `json:"metadata,omitempty"`
}

// TestConformance renders every case of dotprompt's suite and compares the
// messages. What the suite says of front matter and Picoschema is compared
// where those are read, in package fragment.
func TestConformance(t *testing.T) {
	files, ran := conformanceFiles(t), 0
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var suites []suite
		if err := yaml.Unmarshal(text, &suites); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		for _, s := range suites {
			for _, tc := range s.Tests {
				ran++
				name := strings.TrimSuffix(filepath.Base(path), ".yaml") + "/" + s.Name + "/" + tc.Desc
				t.Run(name, func(t *testing.T) {
					got := renderCase(t, s, tc.Data, tc.Options.Input.Default)
					diff := cmp.Diff(plainJSON(t, tc.Expect.Messages), got)
					if _, excepted := exceptions[name]; excepted == (diff == "") {
						t.Errorf("excepted: %v, (-want +got):\n%s", excepted, diff)
					}
				})
			}
		}
	}
	t.Logf("%d cases", ran)
}

func conformanceFiles(t *testing.T) []string {
	var files []string
	err := filepath.WalkDir(conformance, func(path string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(path, ".yaml") {
			files = append(files, path)
		}
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("dotprompt's conformance suite is not here: " + conformance)
	}
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// renderCase renders one case. Defaults are what the runtime that calls would
// put in for values that it was not given.
func renderCase(t *testing.T, s suite, d data, defaults map[string]any) any {
	t.Helper()
	files := []*source.File{source.NewFile("case.prompt", s.Template)}
	for _, partials := range []map[string]string{s.Partials, s.ResolverPartials} {
		for name, text := range partials {
			files = append(files, source.NewFile("_"+name+".prompt", text))
		}
	}
	ws, found := workspace.Loose(files)
	for _, f := range found {
		if s.Schemas == nil { // whose names only a runtime knows
			t.Errorf("loading: %v", f)
		}
	}
	prompt, ok := ws.Lookup("case")
	if !ok {
		t.Fatal("no prompt")
	}
	tmpl, found := compose.Resolve(ws, prompt)
	for _, f := range found {
		t.Errorf("resolving: %v", f)
	}
	in := map[string]any{}
	for _, from := range []map[string]any{defaults, s.Data.Input, d.Input} {
		maps.Copy(in, from)
	}
	opts := compose.RenderOptions{Lenient: true, Context: d.Context}
	for _, m := range slices.Concat(s.Data.Messages, d.Messages) {
		opts.History = append(opts.History, turn(m))
	}
	c, _ := tmpl.Render(in, opts)
	return plainJSON(t, dotprompt(c))
}

func turn(m message) compose.Message {
	out := compose.Message{Role: m.Role}
	for _, part := range m.Content {
		text, _ := part["text"].(string)
		out.Parts = append(out.Parts, compose.Part{Start: len(out.Text), End: len(out.Text) + len(text)})
		out.Text += text
	}
	return out
}

// dotprompt writes a composition in the shape of the suite's expectations.
func dotprompt(c *compose.Composition) []message {
	tagged := slices.ContainsFunc(c.Template.Nodes, func(n compose.Node) bool {
		_, ok := n.(*compose.History)
		return ok
	})
	out := []message{}
	for _, m := range c.Messages {
		msg := message{Role: m.Role}
		if m.History && tagged {
			msg.Metadata = map[string]any{"purpose": "history"}
		}
		for _, p := range m.Parts {
			switch {
			case p.IsText():
				msg.Content = append(msg.Content, map[string]any{"text": m.Text[p.Start:p.End]})
			case p.Section != "":
				msg.Content = append(msg.Content, map[string]any{"metadata": map[string]any{"purpose": p.Section, "pending": true}})
			default:
				media := map[string]any{"url": p.URL}
				if p.ContentType != "" {
					media["contentType"] = p.ContentType
				}
				msg.Content = append(msg.Content, map[string]any{"media": media})
			}
		}
		out = append(out, msg)
	}
	return out
}

// plainJSON brings values into the shape in which JSON has them.
func plainJSON(t *testing.T, v any) any {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var out any
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	if out == nil {
		return []any{}
	}
	return out
}
