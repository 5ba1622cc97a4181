package workspace_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/quoin-dev/quoin/pkg/workspace"
	"github.com/quoin-dev/quoin/pkg/workspace/workspacetest"
)

// A workspace that was updated is the one that loading gives, whatever was
// edited in what order.
func TestUpdateIsWhatLoadingGives(t *testing.T) {
	fsys := workspacetest.Large(60, 12)
	ws, _ := load(t, fsys)
	before := shape(ws)
	first := ws
	rnd := rand.New(rand.NewPCG(1, 2))
	for i := range 200 {
		f := ws.All[rnd.IntN(len(ws.All))]
		text := f.File.Text
		switch rnd.IntN(3) {
		case 0:
			text += fmt.Sprintf("\n{{> %s}}\n", ws.All[rnd.IntN(len(ws.All))].ID)
		case 1:
			if n := len(f.Includes); n > 0 {
				p := f.Includes[rnd.IntN(n)]
				text = text[:p.Start] + text[p.End:]
			}
		default:
			text += fmt.Sprintf("\nline %d\n{{> nowhere/%d}}\n", i, i%3)
		}
		fsys[f.File.Path] = &fstest.MapFile{Data: []byte(text)}
		next, _, ok := ws.Update(fsys, f.File.Path)
		if !ok {
			t.Fatalf("%s could not be updated", f.File.Path)
		}
		ws = next
	}
	loaded, _ := load(t, fsys)
	if d := cmp.Diff(shape(loaded), shape(ws)); d != "" {
		t.Errorf("the updated workspace is another (-loaded +updated):\n%s", d)
	}
	if d := cmp.Diff(before, shape(first)); d != "" {
		t.Errorf("the first workspace was changed:\n%s", d)
	}
}

// shape is what can be asked of a workspace.
func shape(ws *workspace.Workspace) map[string][]string {
	out := map[string][]string{}
	for _, f := range ws.All {
		found, _ := ws.Lookup(f.ID)
		lines := []string{found.File.Text}
		for _, u := range ws.Users(f.ID) {
			same, _ := ws.Lookup(u.ID)
			lines = append(lines, fmt.Sprint(u.ID, " ", u == same))
		}
		for _, p := range ws.Reach(f) {
			lines = append(lines, "reaches "+p.ID)
		}
		out[f.ID] = lines
	}
	return out
}

func TestUpdateLeavesToLoadWhatOnlyThatCanTell(t *testing.T) {
	fsys := fstest.MapFS{
		"quoin.toml":     {Data: []byte("")},
		"prompts/a.md":   {Data: []byte("+++\nkind = \"prompt\"\n[vars.x]\ntype = \"text\"\nsample = \"@prompts/b.md\"\n+++\n{{x}}\n")},
		"prompts/b.md":   {Data: []byte("text\n")},
		"prompts/bin.md": {Data: []byte("text\n")},
	}
	ws, _ := load(t, fsys)
	fsys["prompts/bin.md"] = &fstest.MapFile{Data: []byte("\x00\x01")}
	fsys["prompts/new.md"] = &fstest.MapFile{Data: []byte("new\n")}
	for _, name := range []string{"prompts/bin.md", "prompts/new.md", "prompts/b.md", "quoin.toml"} {
		if _, _, ok := ws.Update(fsys, name); ok {
			t.Errorf("%s was updated", name)
		}
	}
	if _, found, ok := ws.Update(fsys, "prompts/a.md"); !ok || len(found) > 0 {
		t.Errorf("a.md: updated %v, found %v", ok, found)
	}
}
