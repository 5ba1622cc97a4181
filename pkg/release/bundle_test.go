package release_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/release"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// portableCases are prompts with values; what a Handlebars library makes of
// their bundles must be what Quoin makes of them, byte for byte.
var portableCases = []struct {
	name  string
	files map[string]string
	in    []map[string]any
}{
	{"braces and quotes are text", map[string]string{
		"p.md": "Write {x}, { \"a\": {{v}} }, <b> & 'c' \\{{d}} and C:\\dir\\.\n",
	}, []map[string]any{{"v": "<1> & \"2\""}, {"v": 7}}},
	{"blocks and blank lines", map[string]string{
		"p.md": "One.\n{{#if a}}\n\nTwo.\n\n{{else}}\n   \nThree.\n{{/if}}\n\nFour.\n{{#unless a}}\n\n{{/unless}}\n",
	}, []map[string]any{{"a": true}, {"a": false}, {"a": ""}}},
	{"equality", map[string]string{
		"p.md": "+++\nkind = \"prompt\"\n[vars.tier]\ntype = \"string\"\ndefault = \"free\"\n+++\n{{#ifEquals tier \"pro\"}}\nPro.\n{{else}}\nNot pro.\n{{/ifEquals}}\n{{#unlessEquals tier \"free\"}}\nPaid.\n{{/unlessEquals}}\n",
	}, []map[string]any{{}, {"tier": "pro"}, {"tier": "free"}}},
	{"loops in loops", map[string]string{
		"p.md": "+++\nkind = \"prompt\"\n[vars.rows]\ntype = \"list\"\n[vars.who]\ntype = \"string\"\n+++\n{{#each rows}}\n{{@index}} {{this.name}} for {{../who}}:\n{{#each this.tags}}\n- {{this}} of {{../name}}{{#if @last}} (last){{/if}}\n{{else}}\n- none\n{{/each}}\n{{/each}}\n",
	}, []map[string]any{{"who": "Ada", "rows": []any{
		map[string]any{"name": "x", "tags": []any{"a", "b"}}, map[string]any{"name": "y", "tags": []any{}},
	}}}},
	{"arguments, defaults and indents of includes", map[string]string{
		"fragments/list.md": "+++\n[vars.text]\ntype = \"text\"\nrequired = true\n[vars.tone]\ntype = \"string\"\ndefault = \"calm\"\n+++\n- {{text}}\n- in a {{tone}} tone\n",
		"p.md":              "+++\nkind = \"prompt\"\n[vars.note]\ntype = \"text\"\n[vars.tone]\ntype = \"string\"\n+++\nA.\n  {{> list text=note}}\nB.\n{{> list text=\"fixed\" tone=tone}}\n",
	}, []map[string]any{{"note": "one\ntwo", "tone": "warm"}, {"note": "one"}}},
	{"messages", map[string]string{
		"p.md": "+++\nkind = \"prompt\"\n[vars.a]\ntype = \"boolean\"\n[vars.q]\ntype = \"text\"\n+++\n{{role \"system\"}}\nS.\n{{#if a}}\nMore.\n{{role \"user\"}}\nExample {{q}}.\n{{role \"model\"}}\nAnswer.\n{{/if}}\n{{role \"user\"}}\n{{q}}\n",
	}, []map[string]any{{"a": true, "q": "why?"}, {"a": false, "q": "why?"}, {"a": true, "q": " "}}},
	{"json", map[string]string{
		"p.md": "+++\nkind = \"prompt\"\n[vars.o]\ntype = \"object\"\n+++\n{{json o.list}} and {{lookup o \"k\"}}\n{{#with o}}\n{{k}}\n{{/with}}\n",
	}, []map[string]any{{"o": map[string]any{"k": "v", "list": []any{1, "two"}}}}},
}

// composed is what Quoin renders.
func composed(t *testing.T, c *compose.Template, in map[string]any) []map[string]string {
	t.Helper()
	text, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	values, err := compose.ParseJSON(text)
	if err != nil {
		t.Fatal(err)
	}
	object := values.(compose.Object)
	r, _ := c.Render(object.Values, compose.RenderOptions{Lenient: true})
	var out []map[string]string
	for _, m := range r.Messages {
		out = append(out, map[string]string{"role": m.Role, "content": m.Text})
	}
	return out
}

func template(t *testing.T, files map[string]string) *compose.Template {
	t.Helper()
	fsys := fstest.MapFS{"quoin.toml": {}}
	for name, text := range files {
		if name == "p.md" && !strings.HasPrefix(text, "+++") {
			text = "+++\nkind = \"prompt\"\n[vars.v]\ntype = \"any\"\n[vars.a]\ntype = \"any\"\n+++\n" + text
		}
		fsys["prompts/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	ws, _, err := workspace.Load(t.Context(), fsys, workspace.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f, _ := ws.Lookup("p")
	c, found := compose.Resolve(ws, f)
	if len(found) > 0 {
		t.Fatal(found)
	}
	return c
}

// write puts a bundle on disk and returns its path.
func write(t *testing.T, c *compose.Template) string {
	t.Helper()
	b, err := release.NewBundle(c, "1.0.0")
	if err != nil {
		t.Fatal(err)
	}
	text, err := b.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "p.json")
	if err := os.WriteFile(path, text, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestBundleRendersInGo(t *testing.T) {
	for _, c := range portableCases {
		t.Run(c.name, func(t *testing.T) {
			tmpl := template(t, c.files)
			b, err := load(write(t, tmpl))
			if err != nil {
				t.Fatal(err)
			}
			for _, in := range c.in {
				got, err := b.messages(in)
				if err != nil {
					t.Fatalf("%v: %v\n%v", in, err, b.Messages)
				}
				if diff := cmp.Diff(composed(t, tmpl, in), got); diff != "" {
					t.Errorf("%v (-quoin +raymond):\n%s\n%q", in, diff, b.Messages)
				}
			}
		})
	}
}

// TestBundleRendersInNode needs node and the npm package handlebars, in the
// folder that QUOIN_NODE_MODULES names; CI has both.
func TestBundleRendersInNode(t *testing.T) {
	modules := os.Getenv("QUOIN_NODE_MODULES")
	if modules == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("QUOIN_NODE_MODULES is not set: npm install handlebars, and name its node_modules")
		}
		t.Skip("QUOIN_NODE_MODULES is not set")
	}
	dir := t.TempDir()
	if err := os.Symlink(modules, filepath.Join(dir, "node_modules")); err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile("../../testdata/loading/load.mjs")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "load.mjs"), script, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range portableCases {
		t.Run(c.name, func(t *testing.T) {
			tmpl := template(t, c.files)
			path := write(t, tmpl)
			for _, in := range c.in {
				values, err := json.Marshal(in)
				if err != nil {
					t.Fatal(err)
				}
				out, err := exec.CommandContext(t.Context(), "node", filepath.Join(dir, "load.mjs"), path, string(values)).Output()
				if err != nil {
					t.Fatal(err)
				}
				var got []map[string]string
				if err := json.Unmarshal(out, &got); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(composed(t, tmpl, in), got); diff != "" {
					text, _ := os.ReadFile(path)
					t.Errorf("%v (-quoin +node):\n%s\n%s", in, diff, text)
				}
			}
		})
	}
}

func TestBundleIsReproducible(t *testing.T) {
	c := portableCases[4]
	var first string
	for i := range 5 {
		b, err := release.NewBundle(template(t, c.files), "1.0.0")
		if err != nil {
			t.Fatal(err)
		}
		text, err := b.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		if i > 0 && string(text) != first {
			t.Fatalf("the bytes differ:\n%s\n%s", first, text)
		}
		first = string(text)
	}
}

func TestNotPortable(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{"A {{{{x}}} b.\n", ""},
		{"{{#if a}}\n{{role \"user\"}}\nA.\n{{/if}}\nB.\n", "prompts/p.md:5:1: whose message the text behind this condition belongs to"},
	} {
		text := "+++\nkind = \"prompt\"\n[vars.a]\n+++\n" + c.body
		fsys := fstest.MapFS{"quoin.toml": {}, "prompts/p.md": {Data: []byte(text)}}
		ws, _, err := workspace.Load(t.Context(), fsys, workspace.Options{})
		if err != nil {
			t.Fatal(err)
		}
		f, _ := ws.Lookup("p")
		tmpl, _ := compose.Resolve(ws, f)
		_, err = release.NewBundle(tmpl, "1.0.0")
		if c.want != "" && !strings.Contains(fmt.Sprint(err), c.want) {
			t.Errorf("%q: got %v, want %s", c.body, err, c.want)
		}
	}
}
