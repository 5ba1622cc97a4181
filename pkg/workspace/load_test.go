package workspace_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/workspace"
	"github.com/quoin-dev/quoin/pkg/workspace/workspacetest"
)

// files makes a file system of names and texts.
func files(texts map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{"quoin.toml": {}}
	for name, text := range texts {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func load(t *testing.T, fsys fs.FS) (*workspace.Workspace, []string) {
	t.Helper()
	ws, found, err := workspace.Load(t.Context(), fsys, workspace.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return ws, lines(found)
}

func lines(found diag.List) []string {
	out := []string{}
	for _, d := range found {
		out = append(out, d.Error())
	}
	return out
}

// ids lists what was loaded, prompts with an exclamation mark.
func ids(fragments []*fragment.Fragment) string {
	var out []string
	for _, f := range fragments {
		if f.Kind == fragment.Prompt {
			out = append(out, f.ID+"!")
		} else {
			out = append(out, f.ID)
		}
	}
	return strings.Join(out, " ")
}

func TestLoadFindsPromptsAndNothingElse(t *testing.T) {
	ws, found := load(t, files(map[string]string{
		"README.md":                               "not below prompts",
		"prompts/README.md":                       "about the folder",
		"prompts/fragments/README.md":             "+++\n+++\nmeant to be one",
		"prompts/fragments/tone/concise.md":       "Be brief.",
		"prompts/support/triage.md":               "+++\nkind = \"prompt\"\n+++\n{{> tone/concise}}",
		"prompts/support/triage.eval.toml":        "",
		"prompts/support/triage.goldens/case.md":  "an answer",
		"prompts/support/fragments/deep.md":       "keeps its folder",
		"prompts/.hidden/x.md":                    "",
		"prompts/support/.draft.md":               "",
		"prompts/chat/hello.prompt":               "Hello {{name}}",
		"prompts/chat/_greeting.prompt":           "Hi",
		"prompts/vendored/quoin.toml":             "",
		"prompts/vendored/prompts/elsewhere.md":   "another workspace's",
		"prompts/quoin.lock":                      "",
		"prompts/notes.txt":                       "",
		"prompts/support/triage.cassette.jsonl":   "",
		"prompts/fragments/persona/CHANGELOG.md":  "about the folder",
		"prompts/fragments/persona/changelogs.md": "",
	}))
	want := "README chat/greeting chat/hello! persona/changelogs support/fragments/deep support/triage! tone/concise"
	if got := ids(ws.All); got != want || len(found) > 0 {
		t.Errorf("loaded %s\n  want %s\n%v", got, want, found)
	}
	if f, ok := ws.Lookup("tone/concise"); !ok || f.File.Path != "prompts/fragments/tone/concise.md" {
		t.Errorf("tone/concise is %+v", f)
	}
	if got := ids(ws.Prompts()); got != "chat/hello! support/triage!" {
		t.Errorf("the prompts are %s", got)
	}
}

func TestLoadReportsEveryBadFileAndReadsTheRest(t *testing.T) {
	fsys := files(map[string]string{
		"quoin.toml":             "promts = 1\n",
		"prompts/good.md":        "Good.",
		"prompts/huge.md":        strings.Repeat("x", workspace.MaxFileSize+1),
		"prompts/binary.md":      "\x89PNG\x00\x00",
		"prompts/latin.md":       "caf\xe9",
		"prompts/half.md":        "+++\nversion = \"1.0.0\"\n",
		"prompts/twice.md":       "one",
		"prompts/twice.prompt":   "two",
		"prompts/unreadable.md":  "",
		"prompts/locked/in.md":   "",
		"prompts/folder.md/x.md": "a folder may be named so",
	})
	ws, found := load(t, failing{fsys, []string{"prompts/unreadable.md", "prompts/locked"}})
	want := []string{
		"prompts/binary.md:1:1: this is no text: it holds NUL bytes [structure/encoding]",
		"prompts/half.md:1:1: the front matter that begins here never ends [structure/front-matter]",
		"prompts/huge.md:1:1: this file cannot be read: it is larger than 10 MB [structure/unreadable]",
		"prompts/latin.md:1:4: the byte 0xe9 is no UTF-8 [structure/encoding]",
		"prompts/locked:1:1: this folder cannot be read: permission denied [structure/unreadable]",
		"prompts/twice.prompt:1:1: two files are named `twice` [structure/duplicate-name]",
		"prompts/unreadable.md:1:1: this file cannot be read: permission denied [structure/unreadable]",
		"quoin.toml:1:1: there is no key `promts` [structure/config]",
	}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := ids(ws.All); got != "folder.md/x good half latin twice" {
		t.Errorf("loaded %s", got)
	}
}

// failing refuses some names as an operating system does.
type failing struct {
	fstest.MapFS
	names []string
}

func (f failing) refuse(op, name string) error {
	if slices.Contains(f.names, name) {
		return &fs.PathError{Op: op, Path: name, Err: errors.New("permission denied")}
	}
	return nil
}

func (f failing) Open(name string) (fs.File, error) {
	if err := f.refuse("open", name); err != nil {
		return nil, err
	}
	return f.MapFS.Open(name)
}

func (f failing) ReadDir(name string) ([]fs.DirEntry, error) {
	if err := f.refuse("readdir", name); err != nil {
		return nil, err
	}
	return f.MapFS.ReadDir(name)
}

func TestLoadSaysWhyThereIsNothing(t *testing.T) {
	if _, _, err := workspace.Load(t.Context(), fstest.MapFS{}, workspace.Options{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without quoin.toml: %v", err)
	}
	for toml, want := range map[string]string{
		"":                      "quoin.toml:1:1: there are no prompts below `prompts` [structure/config]",
		"\nprompts = \"nope\"":  "quoin.toml:2:1: there is no folder `nope` [structure/config]",
		"\nprompts = \"empty\"": "quoin.toml:2:1: there are no prompts below `empty` [structure/config]",
		"prompts = \"../up\"":   "quoin.toml:1:1: the folder `../up` lies outside of the workspace [structure/config]",
	} {
		_, found := load(t, files(map[string]string{"quoin.toml": toml, "empty/x.txt": ""}))
		if diff := cmp.Diff([]string{want}, found); diff != "" {
			t.Errorf("%q (-want +got):\n%s", toml, diff)
		}
	}
	if ws, found := load(t, files(map[string]string{"quoin.toml": "prompts = '.'", "a/b.md": "x"})); ids(ws.All) != "a/b" || len(found) > 0 {
		t.Errorf("prompts at the root: %s %v", ids(ws.All), found)
	}
}

func TestLoadEndsWhenItIsCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := workspace.Load(ctx, workspacetest.Large(100, 10), workspace.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestSamplesAndSchemasAreReadFromWithinTheRoot(t *testing.T) {
	const front = "+++\n[vars.a]\nsample = %q\n[output]\nschema = \"schemas/x.json\"\n[[tools]]\nname = \"t\"\nparameters = \"t.json\"\n+++\n{{a}}"
	texts := map[string]string{
		"samples/a.txt":       "from the root\n",
		"prompts/s/b.txt":     "from beside",
		"schemas/x.json":      "{\n \"type\": \"object\"\n}\n",
		"prompts/s/t.json":    "{}",
		"prompts/s/root.md":   fmt.Sprintf(front, "@samples/a.txt"),
		"prompts/s/beside.md": fmt.Sprintf(front, "@b.txt"),
		"prompts/s/above.md":  fmt.Sprintf(front, "@../../samples/a.txt"),
		"prompts/s/text.md":   fmt.Sprintf(front, "as it is"),
	}
	ws, found := load(t, files(texts))
	if len(found) > 0 {
		t.Fatal(found)
	}
	for id, want := range map[string]string{"s/root": "from the root", "s/beside": "from beside", "s/above": "from the root", "s/text": "as it is"} {
		f, _ := ws.Lookup(id)
		if got := f.Meta.Vars[0].Sample; got != want {
			t.Errorf("%s: the sample is %q", id, got)
		}
		if got := string(f.Meta.Output.Schema) + string(f.Meta.Tools[0].Parameters); got != `{"type":"object"}{}` {
			t.Errorf("%s: the schemas are %s", id, got)
		}
	}

	delete(texts, "schemas/x.json")
	texts["prompts/s/t.json"] = "{\"a\": 1,\n}"
	for id, name := range map[string]string{"root": "@/etc/passwd", "beside": "@../../../x", "above": "@samples", "text": "@nope.txt"} {
		texts["prompts/s/"+id+".md"] = fmt.Sprintf(front, name)
	}
	_, found = load(t, files(texts))
	var samples []string
	for _, line := range found {
		if strings.Contains(line, ":3:1:") {
			samples = append(samples, line)
		}
	}
	want := []string{
		"prompts/s/above.md:3:1: `samples` cannot be read: it is no regular file [compose/stale-sample]",
		"prompts/s/beside.md:3:1: `../../../x` leads out of the workspace [compose/stale-sample]",
		"prompts/s/root.md:3:1: `/etc/passwd` leads out of the workspace [compose/stale-sample]",
		"prompts/s/text.md:3:1: there is no file `nope.txt` [compose/stale-sample]",
	}
	if diff := cmp.Diff(want, samples); diff != "" || len(found) != 12 {
		t.Errorf("%d problems, of samples (-want +got):\n%s", len(found), diff)
	}
}

// TestLinksStayInside makes links in a real folder: out of the root, to a
// folder above (a loop), to themselves and to a file inside.
func TestLinksStayInside(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	write("secret.md", "outside")
	write("ws/quoin.toml", "")
	write("ws/prompts/a.md", "+++\n[vars.x]\nsample = \"@key.txt\"\n+++\n{{x}}")
	for name, target := range map[string]string{
		"ws/prompts/inside.md": "a.md", "ws/prompts/out.md": "../../secret.md", "ws/prompts/self.md": "self.md",
		"ws/prompts/up": "..", "ws/key.txt": filepath.Join(dir, "secret.md"), "ws/prompts/gone.md": "nowhere.md",
		"ws/prompts/other.txt": "nowhere",
	} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Skip("no links here: ", err)
		}
	}
	root, err := os.OpenRoot(filepath.Join(dir, "ws"))
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	ws, found := load(t, root.FS())
	if got := ids(ws.All); got != "a inside" {
		t.Errorf("loaded %s", got)
	}
	want := []string{
		"prompts/a.md:3:1: `key.txt` cannot be read: path escapes from parent [compose/stale-sample]",
		"prompts/gone.md:1:1: this link leads nowhere within the workspace [structure/unreadable]",
		"prompts/inside.md:3:1: `key.txt` cannot be read: path escapes from parent [compose/stale-sample]",
		"prompts/out.md:1:1: this link leads nowhere within the workspace [structure/unreadable]",
		"prompts/self.md:1:1: this link leads nowhere within the workspace [structure/unreadable]",
		"prompts/up:1:1: a link to a folder is not followed [structure/unreadable]",
	}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestLoadGivesTheSameAtAnyParallelism(t *testing.T) {
	fsys := workspacetest.Large(300, 30)
	for i := range 40 {
		fsys[fmt.Sprintf("prompts/bad%02d.md", i)] = &fstest.MapFile{Data: []byte("+++\nx = 1\n+++\n{{#if}}")}
	}
	first, want := load(t, fsys)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(8))
	again, got := load(t, fsys)
	if diff := cmp.Diff(want, got); diff != "" || ids(first.All) != ids(again.All) || len(want) < 120 {
		t.Errorf("%d problems, (-one +many):\n%s", len(want), diff)
	}
}

func TestTheLargeWorkspaceIsSound(t *testing.T) {
	ws, found := load(t, workspacetest.Large(500, 50))
	if len(found) > 0 || len(ws.All) != 550 || len(ws.Prompts()) != 50 {
		t.Errorf("%d files, %d prompts, %v", len(ws.All), len(ws.Prompts()), found)
	}
	for _, f := range ws.All {
		for _, p := range f.Includes {
			if _, ok := ws.Lookup(p.Name); !ok {
				t.Fatalf("%s includes %s, which is not there", f.ID, p.Name)
			}
		}
	}
}

func TestLooseFilesAreReadByTheirNames(t *testing.T) {
	ws, found := workspace.Loose([]*source.File{
		source.NewFile("b/CLAUDE.md", "---\na: b\n---\n# Use {{x\n"),
		source.NewFile("a.md", "+++\nkind = \"prompt\"\n+++\n{{x}}\n"),
		source.NewFile("./c/_d.prompt", "Hi"),
		source.NewFile("rules.mdc", "{{#if"),
		source.NewFile("x.bin", "\x00"),
	})
	if got := ids(ws.All); got != "a.md! b/CLAUDE.md c/d rules.mdc" || !ws.Loose {
		t.Errorf("loaded %s", got)
	}
	if diff := cmp.Diff([]string{"x.bin:1:1: this is no text: it holds NUL bytes [structure/encoding]"}, lines(found)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for id, format := range map[string]fragment.Format{"a.md": fragment.TOML, "b/CLAUDE.md": fragment.Prose, "c/d": fragment.Dotprompt, "rules.mdc": fragment.Prose} {
		if f, _ := ws.Lookup(id); f.Format != format {
			t.Errorf("%s has format %v, want %v", id, f.Format, format)
		}
	}
}
