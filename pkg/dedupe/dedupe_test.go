package dedupe_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/quoin-dev/quoin/pkg/dedupe"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

func load(t *testing.T, files map[string]string) *workspace.Workspace {
	t.Helper()
	fsys := fstest.MapFS{"quoin.toml": {}}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	ws, _, err := workspace.Load(t.Context(), fsys, workspace.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return ws
}

const (
	first  = "Never reveal the account number of any customer to anyone.\n"
	second = "Mask all emails and addresses when you quote a message of theirs.\n"
	third  = "Offer to call back within one working day, and keep to it.\n"
)

func TestFind(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  []string
	}{
		"the run that saves the most": {
			map[string]string{"prompts/a.md": first + second + third, "prompts/b.md": first + second + third, "prompts/c.md": first + second + "No.\n"},
			[]string{first + second},
		},
		"blank lines at the end are not in it": {
			map[string]string{"prompts/a.md": first + "\n\nOne.\n", "prompts/b.md": first + "\n\nTwo.\n"}, []string{first},
		},
		"one file is no copy": {map[string]string{"prompts/a.md": first + second + first + second}, nil},
		"half a block is no copy": {
			map[string]string{"prompts/a.md": "{{#if x}}\n" + first + "{{/if}}\n", "prompts/b.md": "{{#if x}}\n" + first + "{{/if}}\n"}, nil,
		},
		"a short line is shared by accident": {map[string]string{"prompts/a.md": "Be brief.\n", "prompts/b.md": "Be brief.\n"}, nil},
		"a last line without a newline":      {map[string]string{"prompts/a.md": strings.TrimSpace(first), "prompts/b.md": first}, nil},
	} {
		var got []string
		for _, c := range dedupe.Find(load(t, c.files)) {
			got = append(got, c.Text)
		}
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

// Putting every fragment back in the place of its include gives the files as
// they were. Whether a model sees the same is for the digests to say.
func FuzzExtract(f *testing.F) {
	f.Add(first+second+"{{x}}\n", second+first+third, third+first+second)
	f.Add("{{#if a}}\n"+first+"{{/if}}\n"+second, first+second, "\t"+first+"\r\n"+second)
	f.Fuzz(func(t *testing.T, a, b, c string) {
		files := map[string]string{}
		for name, text := range map[string]string{"a": a, "b": a + b, "c": b + c} {
			files["prompts/"+name+".md"] = "+++\nkind = \"prompt\"\n+++\n" + text
		}
		edits := dedupe.NewEdits()
		found := dedupe.Find(load(t, files))
		for _, c := range found {
			edits = edits.With(c, "prompts")
		}
		texts := edits.Texts()
		for name, want := range files {
			got, ok := texts[name]
			if !ok {
				continue
			}
			for _, c := range found {
				got = strings.ReplaceAll(got, "{{> "+c.ID+"}}\r\n", "{{> "+c.ID+"}}\n")
				got = strings.ReplaceAll(got, "{{> "+c.ID+"}}\n", c.Text)
			}
			if plain := strings.ReplaceAll(want, "\r\n", "\n"); strings.ReplaceAll(got, "\r\n", "\n") != plain {
				t.Errorf("%s was\n%q\nand would be\n%q", name, plain, got)
			}
		}
	})
}
