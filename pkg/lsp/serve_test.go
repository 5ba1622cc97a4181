package lsp_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/quoin-dev/quoin/pkg/lsp"
	"github.com/quoin-dev/quoin/pkg/rules"
)

// memory is a workspace at /w that is nowhere on the disk.
type memory struct{ fstest.MapFS }

func (memory) Close() error { return nil }

func options(log io.Writer) lsp.Options {
	return lsp.Options{
		Rules: rules.All, Log: log,
		Root: func(dir string) (string, bool) {
			root := filepath.FromSlash("/w")
			return root, strings.HasPrefix(dir, root)
		},
		Files: func(_ string, texts map[string]string) (lsp.Files, error) {
			m := memory{fstest.MapFS{"quoin.toml": {}, "prompts/a.md": {Data: []byte("{{> b}}\n")}, "prompts/b.md": {Data: []byte("x\n")}}}
			for name, text := range texts {
				m.MapFS[name] = &fstest.MapFile{Data: []byte(text)}
			}
			return m, nil
		},
	}
}

var _ fs.FS = memory{}

// However a session ends, and whatever is under way then, nothing runs on.
func TestServeLeavesNothingBehind(t *testing.T) {
	before := runtime.NumGoroutine()
	for i, end := range []string{"exit", "shutdown", "cancel", "cut"} {
		for range 5 {
			ctx, cancel := context.WithCancel(t.Context())
			in, toServer := io.Pipe()
			fromServer, out := io.Pipe()
			var log strings.Builder
			served := make(chan error, 1)
			go func() { served <- lsp.Serve(ctx, in, out, options(&log)); out.Close() }()
			pipe := struct {
				io.Reader
				io.WriteCloser
			}{fromServer, toServer}
			client := jsonrpc2.NewConn(context.Background(), jsonrpc2.NewBufferedStream(pipe, jsonrpc2.VSCodeObjectCodec{}),
				jsonrpc2.HandlerWithError(func(context.Context, *jsonrpc2.Conn, *jsonrpc2.Request) (any, error) { return nil, nil }),
				jsonrpc2.SetLogger(quiet{}))
			if err := client.Call(ctx, "initialize", struct{}{}, nil); err != nil {
				t.Fatal(err)
			}
			doc := map[string]any{"uri": "file:///w/prompts/a.md", "version": 1, "text": "{{> b}}\n"}
			_ = client.Notify(ctx, "textDocument/didOpen", map[string]any{"textDocument": doc})
			for v := range i * 3 {
				_ = client.Notify(ctx, "textDocument/didChange", map[string]any{
					"textDocument":   map[string]any{"uri": doc["uri"], "version": v},
					"contentChanges": []any{map[string]any{"text": fmt.Sprint("{{> b}}\n", v)}},
				})
				_, _ = client.DispatchCall(ctx, "textDocument/codeLens", map[string]any{"textDocument": doc})
			}
			var want error
			switch end {
			case "exit":
				want = lsp.ErrNoShutdown
				_ = client.Notify(ctx, "exit", nil)
			case "shutdown":
				_ = client.Call(ctx, "shutdown", nil, nil)
				_ = client.Notify(ctx, "exit", nil)
			case "cancel":
				want = context.Canceled
				cancel()
			case "cut":
				want = lsp.ErrNoShutdown
				toServer.Close()
			}
			if err := <-served; !errors.Is(err, want) {
				t.Errorf("%s: Serve returned %v, want %v", end, err, want)
			}
			client.Close()
			cancel()
		}
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	stacks := make([]byte, 1<<16)
	t.Errorf("%d goroutines are left:\n%s", runtime.NumGoroutine()-before, stacks[:runtime.Stack(stacks, true)])
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}

// FuzzServe sends bytes and wants the server to end when they do.
func FuzzServe(f *testing.F) {
	frame := func(body string) string { return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body) }
	start := frame(`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}`)
	open := frame(`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///w/prompts/a.md","version":1,"text":"{{> b}} {{x}}\n"}}}`)
	for _, method := range []string{"hover", "definition", "references", "rename", "completion", "codeAction", "codeLens", "documentSymbol", "prepareRename", "documentHighlight"} {
		f.Add(start + open + frame(`{"jsonrpc":"2.0","id":2,"method":"textDocument/`+method+`","params":{"textDocument":{"uri":"file:///w/prompts/a.md"},"position":{"line":0,"character":5},"newName":"z"}}`))
	}
	f.Add(start + open + frame(`{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///w/prompts/a.md","version":2},"contentChanges":[{"range":{"start":{"line":9,"character":-3},"end":{"line":-1,"character":99}},"text":"{{"}]}}`))
	f.Add("Content-Length: 99999999999999\r\n\r\n")
	f.Add("Content-Length: 3\r\n\r\n{}x")
	f.Fuzz(func(t *testing.T, in string) {
		if err := lsp.Serve(t.Context(), strings.NewReader(in), io.Discard, options(io.Discard)); err != nil && !errors.Is(err, lsp.ErrNoShutdown) {
			t.Fatal(err)
		}
	})
}
