package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/sourcegraph/jsonrpc2"
)

// An editor is a client of the protocol and the process that it started. It
// keeps its documents as an editor does, so that edits can be applied.
type editor struct {
	t    testing.TB
	dir  string
	conn *jsonrpc2.Conn
	cmd  *exec.Cmd
	in   io.WriteCloser
	errs *guarded
	sent int // versions

	published chan published
	mu        sync.Mutex
	last      map[string]published // by path
}

// A guarded buffer may be read while a process writes to it.
type guarded struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (g *guarded) Write(p []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.b.Write(p)
}

func (g *guarded) String() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.b.String()
}

func (g *guarded) Reset() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.b.Reset()
}

type published struct {
	URI         string
	Version     int
	Diagnostics []struct {
		Range    lspRange
		Severity int
		Code     string
		Message  string
	}
}

type lspPos struct{ Line, Character int }

type lspRange struct{ Start, End lspPos }

func (r lspRange) String() string {
	return fmt.Sprintf("%d:%d-%d:%d", r.Start.Line, r.Start.Character, r.End.Line, r.End.Character)
}

type obj = map[string]any

// newEditor starts `quoin lsp` in a directory of these files, by path.
func newEditor(t testing.TB, files map[string]string, capabilities obj) *editor {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return startEditor(t, dir, capabilities)
}

func startEditor(t testing.TB, dir string, capabilities obj) *editor {
	t.Helper()
	e := &editor{t: t, dir: dir, errs: new(guarded), published: make(chan published, 1<<16), last: map[string]published{}}
	e.cmd = exec.Command("quoin", "lsp", "--stdio")
	e.cmd.Stderr = e.errs
	in, err := e.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := e.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := e.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	e.in = in
	pipe := struct {
		io.Reader
		io.WriteCloser
	}{out, in}
	e.conn = jsonrpc2.NewConn(context.Background(), jsonrpc2.NewBufferedStream(pipe, jsonrpc2.VSCodeObjectCodec{}), jsonrpc2.HandlerWithError(e.handle), jsonrpc2.SetLogger(log.New(io.Discard, "", 0)))
	t.Cleanup(func() { _ = e.cmd.Process.Kill(); _ = e.cmd.Wait(); e.conn.Close() })
	e.call("initialize", obj{"capabilities": capabilities, "rootUri": e.uri("")}, nil)
	e.notify("initialized", obj{})
	return e
}

func (e *editor) handle(_ context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
	if req.Method == "textDocument/publishDiagnostics" {
		var p published
		if err := json.Unmarshal(*req.Params, &p); err != nil {
			return nil, err
		}
		e.mu.Lock()
		e.last[p.URI] = p
		e.mu.Unlock()
		e.published <- p
	}
	return nil, nil
}

func (e *editor) uri(name string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(e.dir, name))}).String()
}

// try asks and gives up after a minute.
func (e *editor) try(method string, params, result any) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return e.conn.Call(ctx, method, params, result)
}

func (e *editor) call(method string, params, result any) {
	e.t.Helper()
	if err := e.try(method, params, result); err != nil {
		e.t.Fatalf("%s: %v\n%s", method, err, e.errs.String())
	}
}

func (e *editor) notify(method string, params any) {
	e.t.Helper()
	if err := e.conn.Notify(context.Background(), method, params); err != nil {
		e.t.Fatalf("%s: %v\n%s", method, err, e.errs.String())
	}
}

func (e *editor) open(name, text string) {
	e.t.Helper()
	e.sent++
	e.notify("textDocument/didOpen", obj{"textDocument": obj{"uri": e.uri(name), "languageId": "markdown", "version": e.sent, "text": text}})
}

// change sends changes; one without a range is the whole text.
func (e *editor) change(name string, changes ...obj) {
	e.t.Helper()
	e.sent++
	e.notify("textDocument/didChange", obj{"textDocument": obj{"uri": e.uri(name), "version": e.sent}, "contentChanges": changes})
}

func at(startLine, startChar, endLine, endChar int) obj {
	return obj{"start": obj{"line": startLine, "character": startChar}, "end": obj{"line": endLine, "character": endChar}}
}

func (e *editor) document(name string) obj { return obj{"textDocument": obj{"uri": e.uri(name)}} }

// place is the parameter of a request at the first | of a marked text, which
// stands where the text without it does.
func (e *editor) place(name string, line, char int) obj {
	return obj{"textDocument": obj{"uri": e.uri(name)}, "position": obj{"line": line, "character": char}}
}

// problems waits until the last diagnostics of a file are these.
func (e *editor) problems(name string, want ...string) {
	e.t.Helper()
	deadline := time.After(30 * time.Second)
	var got []string
	for {
		e.mu.Lock()
		p, ok := e.last[e.uri(name)]
		e.mu.Unlock()
		got = nil
		for _, d := range p.Diagnostics {
			got = append(got, fmt.Sprintf("%s %s", d.Range, d.Code))
		}
		if ok && p.Version == e.sent && slices.Equal(got, want) {
			return
		}
		select {
		case <-e.published:
		case <-deadline:
			e.t.Fatalf("%s: the diagnostics are (-want +got):\n%s\n%s", name, cmp.Diff(want, got), e.errs.String())
		}
	}
}

// quit ends the session as an editor does, and wants a clean end.
func (e *editor) quit() {
	e.t.Helper()
	e.call("shutdown", nil, nil)
	e.notify("exit", nil)
	done := make(chan error, 1)
	go func() { done <- e.cmd.Wait() }()
	select {
	case err := <-done:
		if err != nil {
			e.t.Fatalf("the server ended with %v\n%s", err, e.errs.String())
		}
	case <-time.After(30 * time.Second):
		e.t.Fatal("the server did not end")
	}
	if s := e.errs.String(); s != "" {
		e.t.Errorf("the server logged:\n%s", s)
	}
}

const (
	lspPrompt = `+++
kind = "prompt"
model = "openai/gpt-5-mini"
[vars.product]
type = "string"
required = true
sample = "Acme"
[traffic]
calls_per_month = 100_000
output_tokens = 100
[use."tone/concise"]
optional = true
+++
{{role "system"}}
{{> tone/concise}}
# Task
Answer questions about {{product}} briefly.
{{role "user"}}
Hello
`
	lspTone = `+++
summary = "Short answers."
[vars.product]
type = "string"
required = true
+++
- Answer in two sentences about {{product}}.
`
)

func lspWorkspace() map[string]string {
	return map[string]string{
		"quoin.toml":                        "",
		"prompts/support.md":                lspPrompt,
		"prompts/fragments/tone/concise.md": lspTone,
	}
}

func TestEditorIsToldOfProblemsAsOneTypes(t *testing.T) {
	e := newEditor(t, lspWorkspace(), nil)
	e.open("prompts/support.md", lspPrompt)
	e.problems("prompts/support.md")
	// Change by range: 14:4 is the include's name.
	e.change("prompts/support.md", obj{"range": at(14, 4, 14, 16), "text": "tone/concis"})
	e.problems("prompts/support.md", "14:4-14:15 compose/unknown-include")
	e.change("prompts/support.md", obj{"text": lspPrompt})
	e.problems("prompts/support.md")
	// A change of a fragment shows in the prompt that it is part of.
	e.open("prompts/fragments/tone/concise.md", lspTone)
	e.change("prompts/fragments/tone/concise.md", obj{"range": at(2, 6, 2, 13), "text": "brand"})
	e.problems("prompts/fragments/tone/concise.md", "2:6-2:11 compose/unused-variable", "6:34-6:41 compose/undeclared-variable")
	// Nothing that can be typed ends the server.
	for _, text := range []string{"", "+++", "+++\n", "{{", "{{#if", "\x00", "+++\nkind = \n+++\n{{> }}", strings.Repeat("{{#each x}}", 500), "{{> support}}"} {
		e.change("prompts/fragments/tone/concise.md", obj{"text": text})
	}
	e.change("prompts/fragments/tone/concise.md", obj{"text": lspTone})
	e.problems("prompts/fragments/tone/concise.md")
	e.quit()
}

func TestEditorFindsItsWay(t *testing.T) {
	e := newEditor(t, lspWorkspace(), obj{"workspace": obj{"workspaceEdit": obj{"documentChanges": true, "resourceOperations": []string{"rename"}}}})
	prompt, tone := "prompts/support.md", "prompts/fragments/tone/concise.md"
	e.open(prompt, lspPrompt)
	ask := func(method string, params obj) string {
		t.Helper()
		var raw json.RawMessage
		e.call(method, params, &raw)
		return strings.ReplaceAll(string(raw), e.uri(""), "ROOT")
	}
	for _, q := range []struct {
		method     string
		line, char int
		want       []string
	}{
		{"textDocument/definition", 14, 6, []string{"ROOT/" + tone, `"line":0`}},
		{"textDocument/definition", 16, 27, []string{"ROOT/" + prompt, `"line":3,"character":6`}},
		{"textDocument/hover", 14, 6, []string{"**tone/concise**", "used by 1 prompt", "/month", "Short answers.", "two sentences about {{product}}"}},
		{"textDocument/hover", 16, 27, []string{"**product**: string, required", "sample: `Acme`"}},
		{"textDocument/hover", 0, 1, []string{"**support**", "tokens", "/month", "1 fragment"}},
		{"textDocument/documentHighlight", 16, 27, []string{`"line":3`, `"line":16`}},
	} {
		got := ask(q.method, e.place(prompt, q.line, q.char))
		for _, want := range q.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s at %d:%d has no %q:\n%s", q.method, q.line, q.char, want, got)
			}
		}
	}
	references := func(line, char int) string {
		p := e.place(prompt, line, char)
		p["context"] = obj{"includeDeclaration": true}
		var locations []struct {
			URI   string
			Range lspRange
		}
		e.call("textDocument/references", p, &locations)
		var out []string
		for _, l := range locations {
			out = append(out, strings.TrimPrefix(l.URI, e.uri("")+"/")+" "+l.Range.String())
		}
		return strings.Join(out, "\n")
	}
	if d := cmp.Diff("prompts/support.md 10:6-10:18\nprompts/support.md 14:4-14:16", references(14, 6)); d != "" {
		t.Errorf("references of the fragment (-want +got):\n%s", d)
	}
	if d := cmp.Diff(tone+" 2:6-2:13\n"+tone+" 6:34-6:41\nprompts/support.md 3:6-3:13\nprompts/support.md 16:25-16:32", references(16, 27)); d != "" {
		t.Errorf("references of the variable (-want +got):\n%s", d)
	}
	for _, c := range []struct{ method, want string }{
		{"textDocument/documentSymbol", `"name":"system"`},
		{"textDocument/documentSymbol", `"name":"Task"`},
		{"textDocument/documentLink", "ROOT/" + tone},
		{"textDocument/codeLens", `"data":"ROOT/` + prompt},
	} {
		if got := ask(c.method, e.document(prompt)); !strings.Contains(got, c.want) {
			t.Errorf("%s has no %s:\n%s", c.method, c.want, got)
		}
	}
	lens := ask("codeLens/resolve", obj{"range": at(0, 0, 0, 0), "data": e.uri(tone)})
	for _, want := range []string{" tokens · $", "/month · used by 1 prompt"} {
		if !strings.Contains(lens, want) {
			t.Errorf("the lens has no %q: %s", want, lens)
		}
	}
	if got := ask("workspace/symbol", obj{"query": "cnc"}); !strings.Contains(got, `"name":"tone/concise"`) || strings.Contains(got, "support\"") {
		t.Errorf("workspace/symbol: %s", got)
	}
	e.quit()
}

func TestEditorRenamesAcrossFiles(t *testing.T) {
	caps := obj{"workspace": obj{"workspaceEdit": obj{"documentChanges": true, "resourceOperations": []string{"rename"}}}}
	e := newEditor(t, lspWorkspace(), caps)
	prompt := "prompts/support.md"
	e.open(prompt, lspPrompt)
	rename := func(line, char int, name string) (obj, error) {
		p := e.place(prompt, line, char)
		p["newName"] = name
		var edit obj
		err := e.try("textDocument/rename", p, &edit)
		return edit, err
	}
	edit, err := rename(16, 27, "brand")
	if err != nil {
		t.Fatal(err)
	}
	e.apply(edit)
	e.lints("prompts/support.md", "prompts/fragments/tone/concise.md")
	for _, name := range []string{prompt, "prompts/fragments/tone/concise.md"} {
		text, _ := os.ReadFile(filepath.Join(e.dir, name))
		if strings.Contains(string(text), "product") || !strings.Contains(string(text), "{{brand}}") {
			t.Errorf("%s is not renamed:\n%s", name, text)
		}
	}
	text, _ := os.ReadFile(filepath.Join(e.dir, prompt))
	e.change(prompt, obj{"text": string(text)})
	before, _, _ := runHere(t, nil, "compose", "-C", e.dir, "support", "--var", "brand=x")
	if edit, err = rename(14, 6, "voice/short"); err != nil {
		t.Fatal(err)
	}
	e.apply(edit)
	e.lints(prompt, "prompts/fragments/voice/short.md")
	after, _, _ := runHere(t, nil, "compose", "-C", e.dir, "support", "--var", "brand=x")
	if before != after || before == "" {
		t.Errorf("the composition is another one (-before +after):\n%s", cmp.Diff(before, after))
	}
	for name, wrong := range map[string]string{"a b": "is no name", "": "is no name", "../x": "is no name", "support": "is there already"} {
		if _, err := rename(14, 6, name); err == nil || !strings.Contains(err.Error(), wrong) {
			t.Errorf("rename to %q: %v, want %q", name, err, wrong)
		}
	}
	e.quit()
}

// apply makes a workspace edit on the disk.
func (e *editor) apply(edit obj) {
	e.t.Helper()
	raw, _ := json.Marshal(edit)
	var changes struct {
		DocumentChanges []struct {
			Kind, OldURI, NewURI string
			TextDocument         struct{ URI string }
			Edits                []struct {
				Range   lspRange
				NewText string
			}
		}
	}
	if err := json.Unmarshal(raw, &changes); err != nil {
		e.t.Fatal(err)
	}
	path := func(uri string) string { u, _ := url.Parse(uri); return filepath.FromSlash(u.Path) }
	for _, c := range changes.DocumentChanges {
		if c.Kind == "rename" {
			if err := os.MkdirAll(filepath.Dir(path(c.NewURI)), 0o755); err != nil {
				e.t.Fatal(err)
			}
			if err := os.Rename(path(c.OldURI), path(c.NewURI)); err != nil {
				e.t.Fatal(err)
			}
			continue
		}
		text, err := os.ReadFile(path(c.TextDocument.URI))
		if err != nil {
			e.t.Fatal(err)
		}
		lines := strings.SplitAfter(string(text), "\n")
		slices.Reverse(c.Edits) // the last first, so that the others stay in place
		for _, ed := range c.Edits {
			line := &lines[ed.Range.Start.Line]
			*line = (*line)[:ed.Range.Start.Character] + ed.NewText + (*line)[ed.Range.End.Character:]
		}
		if err := os.WriteFile(path(c.TextDocument.URI), []byte(strings.Join(lines, "")), 0o644); err != nil {
			e.t.Fatal(err)
		}
	}
}

// lints wants a workspace without errors, with these files.
func (e *editor) lints(names ...string) {
	e.t.Helper()
	for _, name := range names {
		if _, err := os.Stat(filepath.Join(e.dir, name)); err != nil {
			e.t.Error(err)
		}
	}
	if out, _, code := runHere(e.t.(*testing.T), nil, "lint", "-C", e.dir); code != exitOK {
		e.t.Errorf("the workspace does not lint:\n%s", out)
	}
}

func TestEditorCompletes(t *testing.T) {
	e := newEditor(t, lspWorkspace(), nil)
	prompt := "prompts/support.md"
	for _, c := range []struct{ typed, want string }{ // the cursor is at the |
		{"{{> t|", "tone/concise"},
		{"{{> |}}", "tone/concise"},
		{"{{> tone/concise |}}", "product"},
		{"{{pro|}}", "product"},
		{"{{#if |", "product"},
		{"{{#e|", "each"},
		{"{{role \"|", "user"},
		{"text |", ""},
	} {
		text := lspPrompt + c.typed
		char := strings.Index(c.typed, "|")
		text = strings.Replace(text, "|", "", 1)
		e.open(prompt, text)
		e.completes(prompt, strings.Count(lspPrompt, "\n"), char, c.want)
		e.notify("textDocument/didClose", e.document(prompt))
	}
	lines := strings.Split(lspPrompt, "\n")
	for _, c := range []struct {
		line  int
		typed string
		want  string
	}{
		{1, "ki", "kind"},
		{2, "model = \"openai/gpt-5-m", "openai/gpt-5-mini"},
		{4, "ty", "type"},
		{4, "type = ", "string"},
		{8, "", "calls_per_month"},
		{10, "[b", "budget"},
		{10, "[use.\"", "tone/concise"},
		{11, "pri", "priority"},
	} {
		changed := slices.Clone(lines)
		changed[c.line] = c.typed
		e.open(prompt, strings.Join(changed, "\n"))
		e.completes(prompt, c.line, len(c.typed), c.want)
		e.notify("textDocument/didClose", e.document(prompt))
	}
	e.quit()
}

func (e *editor) completes(name string, line, char int, want string) {
	e.t.Helper()
	var list struct {
		Items []struct{ Label string }
	}
	e.call("textDocument/completion", e.place(name, line, char), &list)
	var labels []string
	for _, i := range list.Items {
		labels = append(labels, i.Label)
	}
	if want == "" && len(labels) > 0 || want != "" && !slices.Contains(labels, want) {
		e.t.Errorf("at %d:%d the editor is offered %q, want %q", line, char, labels, want)
	}
}

func TestEditorAppliesFixes(t *testing.T) {
	files := lspWorkspace()
	spaced := strings.Replace(lspPrompt, "briefly.\n", "briefly. 😀 \t\n", 1)
	files["prompts/support.md"] = spaced
	for encoding, end := range map[string]int{"utf-16": 48, "utf-8": 50} {
		e := newEditor(t, files, obj{"general": obj{"positionEncodings": []string{encoding}}})
		e.open("prompts/support.md", spaced)
		e.problems("prompts/support.md", fmt.Sprintf("16:%d-16:%d hygiene/trailing-space", end-2, end))
		p := e.document("prompts/support.md")
		p["range"], p["context"] = at(16, 0, 16, end), obj{"diagnostics": []any{}}
		var actions []struct {
			Title, Kind string
			Edit        struct {
				Changes map[string][]struct {
					Range   lspRange
					NewText string
				}
			}
		}
		e.call("textDocument/codeAction", p, &actions)
		kinds := map[string]string{}
		for _, a := range actions {
			for _, edits := range a.Edit.Changes {
				kinds[a.Kind] = fmt.Sprintf("%s %q", edits[0].Range, edits[0].NewText)
			}
		}
		fix := fmt.Sprintf("16:%d-16:%d \"\"", end-2, end)
		if d := cmp.Diff(map[string]string{"quickfix": fix, "source.fixAll.quoin": fix}, kinds); d != "" {
			t.Errorf("%s: the actions are (-want +got):\n%s", encoding, d)
		}
		e.quit()
	}
}

func TestEditorOpensWhatIsInNoWorkspace(t *testing.T) {
	e := newEditor(t, map[string]string{"x/CLAUDE.md": ""}, nil)
	e.open("x/CLAUDE.md", "# Rules\n\nTODO: write this\n")
	e.problems("x/CLAUDE.md", "2:0-2:5 hygiene/placeholder")
	e.change("x/CLAUDE.md", obj{"text": "# Rules\n\nBe kind.\n"})
	e.problems("x/CLAUDE.md")
	e.open("x/README.md", "TODO: nobody's business\n")
	e.open("x/p.prompt", "---\nmodel: openai/gpt-5-mini\n---\nHi {{#if}}\n")
	var raw json.RawMessage
	for _, name := range []string{"x/README.md", "x/CLAUDE.md", "x/p.prompt", "never-opened.md"} {
		for method := range map[string]bool{"hover": true, "definition": true, "references": true, "completion": true, "documentSymbol": true, "codeLens": true, "codeAction": true, "prepareRename": true, "documentLink": true} {
			p := e.place(name, 0, 0)
			p["range"], p["context"] = at(0, 0, 99, 99), obj{}
			e.call("textDocument/"+method, p, &raw)
		}
	}
	e.notify("textDocument/didClose", e.document("x/CLAUDE.md"))
	e.quit()
}

func TestEditorFollowsTheDisk(t *testing.T) {
	e := newEditor(t, lspWorkspace(), nil)
	broken := strings.Replace(lspPrompt, "{{> tone/concise}}", "{{> tone/concise}}\n{{> tone/new}}", 1)
	e.open("prompts/support.md", broken)
	e.problems("prompts/support.md", "15:4-15:12 compose/unknown-include")
	fresh := filepath.Join(e.dir, "prompts", "fragments", "tone", "new.md")
	if err := os.WriteFile(fresh, []byte("Be kind.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	e.notify("workspace/didChangeWatchedFiles", obj{"changes": []obj{{"uri": e.uri("prompts/fragments/tone/new.md"), "type": 1}}})
	e.problems("prompts/support.md")
	// A file that is not saved yet counts as well.
	e.open("prompts/support.md", strings.Replace(broken, "tone/new", "tone/newer", 1))
	e.problems("prompts/support.md", "15:4-15:14 compose/unknown-include")
	e.open("prompts/fragments/tone/newer.md", "Be kinder.\n")
	e.problems("prompts/fragments/tone/newer.md")
	e.quit()
}

func TestEditorMaySendWhatItLikes(t *testing.T) {
	e := newEditor(t, lspWorkspace(), nil)
	for _, garbage := range []string{
		"Content-Length: 5\r\n\r\n{oops", "Content-Length: 2\r\n\r\n[]", "hello\r\n\r\n", "Content-Length: x\r\n\r\n",
		"Content-Length: 4\r\n\r\nnull", "content-length:2\n\n{}",
		"Content-Length: 40\r\n\r\n" + `{"jsonrpc":"2.0","method":7,"params":[]}`,
	} {
		if _, err := io.WriteString(e.in, garbage); err != nil {
			t.Fatal(err)
		}
	}
	for _, method := range []string{"textDocument/hover", "textDocument/rename", "workspace/willRenameFiles", "codeLens/resolve", "no/such", "initialize"} {
		if err := e.try(method, []int{1}, nil); err == nil {
			t.Errorf("%s with wrong parameters was answered", method)
		}
	}
	e.open("prompts/support.md", lspPrompt)
	for i := range 50 {
		e.change("prompts/support.md", obj{"range": at(i, i, 99, i), "text": "é😀\r\n{{> "}, obj{"range": at(-1, -5, 0, 0), "text": "{{"}, obj{"range": at(9, 9, 1, 1), "text": "x"})
		id := jsonrpc2.ID{Num: uint64(1000 + i)}
		w, err := e.conn.DispatchCall(t.Context(), "textDocument/codeLens", e.document("prompts/support.md"), jsonrpc2.PickID(id))
		if err != nil {
			t.Fatal(err)
		}
		e.notify("$/cancelRequest", obj{"id": id})
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		if err := w.Wait(ctx, nil); err != nil && !strings.Contains(err.Error(), "cancelled") {
			t.Errorf("a cancelled request: %v", err)
		}
		cancel()
	}
	e.change("prompts/support.md", obj{"text": lspPrompt})
	e.problems("prompts/support.md")
	e.errs.Reset()
	e.quit()
}

func TestEditorThatGoesAwayEndsTheServer(t *testing.T) {
	e := newEditor(t, lspWorkspace(), nil)
	e.open("prompts/support.md", lspPrompt)
	e.in.Close()
	err := e.cmd.Wait()
	if code := e.cmd.ProcessState.ExitCode(); code != exitOutside || !strings.Contains(e.errs.String(), "without a shutdown") {
		t.Errorf("the server ended with %v: %s", err, e.errs.String())
	}
}
