// Package lsp gives the answers of the command line in an editor, over the
// Language Server Protocol.
//
// The rule it keeps: a request is answered from one snapshot, which nothing
// changes. Notifications are handled in their order, and each that changes a
// text makes a new snapshot, for which only that file is read again. What
// takes longer than a keystroke is worked out behind it and given up when the
// next one comes.
package lsp

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"maps"
	"path/filepath"
	"slices"
	"sync"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/quoin-dev/quoin/pkg/analysis"
)

// Options is what a server needs to know of the world.
type Options struct {
	Rules   []*analysis.Rule
	Version string

	// Root returns the root of the workspace that a directory is in, as an
	// absolute path.
	Root func(dir string) (root string, ok bool)

	// Files opens the file system of a root in which some files, by
	// slash-separated path, have other texts than on the disk.
	Files func(root string, texts map[string]string) (Files, error)

	// Log takes what a client does that the protocol does not allow.
	Log io.Writer
}

// Files is a file system that is closed after use.
type Files interface {
	fs.FS
	io.Closer
}

// ErrNoShutdown is returned for a client that went away without saying so.
var ErrNoShutdown = errors.New("the client ended without a shutdown request")

// Serve answers a client until it ends, and leaves nothing running. The error
// is ErrNoShutdown, the context's, or nil.
func Serve(ctx context.Context, in io.Reader, out io.Writer, opts Options) error {
	ctx, cancel := context.WithCancel(ctx)
	s := &server{
		opts: opts, ctx: ctx,
		docs: map[string]*document{}, projects: map[string]*project{}, running: map[string]context.CancelFunc{},
		left: make(chan struct{}), ready: make(chan struct{}),
	}
	messages := &stream{in: bufio.NewReader(in), out: out, end: func() error { return nil }}
	if c, ok := in.(io.Closer); ok {
		messages.end = c.Close // so that nobody reads on
	}
	s.conn = jsonrpc2.NewConn(ctx, messages, s, jsonrpc2.SetLogger(log.New(opts.Log, "", 0)))
	close(s.ready)
	select {
	case <-s.conn.DisconnectNotify():
	case <-s.left:
	}
	err := ctx.Err()
	cancel()
	_ = s.conn.Close()
	s.mu.Lock()
	s.ended = true // the reader may be in the middle of a message
	s.mu.Unlock()
	s.wait.Wait()
	if err == nil && !s.isDown() {
		err = ErrNoShutdown
	}
	return err
}

// A server is the state of one connection. All but what mu guards belongs to
// the goroutine that reads messages.
type server struct {
	opts  Options
	ctx   context.Context
	conn  *jsonrpc2.Conn
	wait  sync.WaitGroup
	left  chan struct{} // closed by exit
	ready chan struct{} // closed once conn is set: reading begins before that

	initialized bool
	client      initializeParams
	enc         encoding
	docs        map[string]*document // by path
	projects    map[string]*project  // by root, or by path for a file of no workspace

	mu      sync.Mutex
	down    bool
	ended   bool
	running map[string]context.CancelFunc // requests, by id
}

// goes runs f in a goroutine that Serve waits for; nothing starts once it does.
func (s *server) goes(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.ended {
		s.wait.Go(f)
	}
}

func (s *server) isDown() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.down
}

// codes that the protocol adds to those of JSON-RPC.
const (
	codeNotInitialized = -32002
	codeCancelled      = -32800
	codeRequestFailed  = -32803
)

// Handle implements [jsonrpc2.Handler].
func (s *server) Handle(ctx context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) {
	<-s.ready
	switch {
	case req.Notif:
		s.notified(req)
	case req.Method == "initialize":
		s.reply(ctx, req, func(context.Context) (any, error) { return s.initialize(req.Params) })
	case !s.initialized:
		_ = conn.ReplyWithError(ctx, req.ID, &jsonrpc2.Error{Code: codeNotInitialized, Message: "the first request must be initialize"})
	case req.Method == "shutdown":
		s.mu.Lock()
		s.down = true
		s.mu.Unlock()
		_ = conn.Reply(ctx, req.ID, nil)
	case s.isDown():
		_ = conn.ReplyWithError(ctx, req.ID, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "the server is shut down"})
	default:
		s.request(ctx, req)
	}
}

// request answers in a goroutine, so that it can be cancelled and holds up
// nothing.
func (s *server) request(ctx context.Context, req *jsonrpc2.Request) {
	answer, ok := requests[req.Method]
	if !ok {
		_ = s.conn.ReplyWithError(ctx, req.ID, &jsonrpc2.Error{Code: jsonrpc2.CodeMethodNotFound, Message: "this server does not know " + req.Method})
		return
	}
	ctx, cancel := context.WithCancel(s.ctx)
	id := req.ID.String()
	s.mu.Lock()
	s.running[id] = cancel
	s.mu.Unlock()
	snapshot := s.capture(req.Params) // now: what comes next must not change the answer
	s.goes(func() {
		defer func() {
			s.mu.Lock()
			delete(s.running, id)
			s.mu.Unlock()
			cancel()
		}()
		s.reply(ctx, req, func(ctx context.Context) (any, error) { return answer(snapshot, ctx, params(req)) })
	})
}

// reply answers a request, whatever becomes of it.
func (s *server) reply(ctx context.Context, req *jsonrpc2.Request, answer func(context.Context) (any, error)) {
	result, err := safely(ctx, answer)
	switch wrong, isRPC := errors.AsType[*jsonrpc2.Error](err); {
	case ctx.Err() != nil:
		err = s.conn.ReplyWithError(s.ctx, req.ID, &jsonrpc2.Error{Code: codeCancelled, Message: "cancelled"})
	case isRPC:
		err = s.conn.ReplyWithError(ctx, req.ID, wrong)
	case err != nil:
		err = s.conn.ReplyWithError(ctx, req.ID, &jsonrpc2.Error{Code: codeRequestFailed, Message: err.Error()})
	default:
		err = s.conn.Reply(ctx, req.ID, result)
	}
	if err != nil && !errors.Is(err, jsonrpc2.ErrClosed) {
		fmt.Fprintf(s.opts.Log, "quoin lsp: answer %s: %v\n", req.Method, err)
	}
}

// safely turns a panic into an error: one request that fails must not end the
// session with all its unsaved answers.
func safely(ctx context.Context, answer func(context.Context) (any, error)) (result any, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &jsonrpc2.Error{Code: jsonrpc2.CodeInternalError, Message: fmt.Sprintf("bug: %v", p)}
		}
	}()
	return answer(ctx)
}

func params(req *jsonrpc2.Request) json.RawMessage {
	if req.Params == nil {
		return nil
	}
	return *req.Params
}

// decode reads parameters; wrong ones are the client's mistake.
func decode[T any](raw json.RawMessage) (T, error) {
	var p T
	if err := json.Unmarshal(raw, &p); err != nil {
		return p, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: fmt.Sprintf("the parameters are not those of this method: %v", err)}
	}
	return p, nil
}

// requests are what can be asked for. All are answered from a view.
var requests = map[string]func(view, context.Context, json.RawMessage) (any, error){
	"textDocument/hover":             view.hover,
	"textDocument/definition":        view.definition,
	"textDocument/references":        view.references,
	"textDocument/documentHighlight": view.highlights,
	"textDocument/documentLink":      view.links,
	"textDocument/documentSymbol":    view.symbols,
	"textDocument/completion":        view.completion,
	"textDocument/prepareRename":     view.prepareRename,
	"textDocument/rename":            view.rename,
	"textDocument/codeAction":        view.codeActions,
	"textDocument/codeLens":          view.lenses,
	"codeLens/resolve":               view.resolveLens,
	"workspace/symbol":               view.find,
	"workspace/willRenameFiles":      view.willRename,
}

// initialize agrees on what both sides can do.
func (s *server) initialize(raw *json.RawMessage) (any, error) {
	if s.initialized {
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "initialize was requested before"}
	}
	if raw != nil {
		p, err := decode[initializeParams](*raw)
		if err != nil {
			return nil, err
		}
		s.client = p
	}
	s.initialized = true
	name := "utf-16"
	if slices.Contains(s.client.Capabilities.General.PositionEncodings, "utf-8") {
		s.enc, name = utf8Bytes, "utf-8"
	}
	files := map[string]any{"filters": []any{map[string]any{"scheme": "file", "pattern": map[string]any{"glob": "**/*.{md,prompt}"}}}}
	return map[string]any{
		"serverInfo": map[string]any{"name": "quoin", "version": s.opts.Version},
		"capabilities": map[string]any{
			"positionEncoding":          name,
			"textDocumentSync":          map[string]any{"openClose": true, "change": 2, "save": true},
			"hoverProvider":             true,
			"definitionProvider":        true,
			"referencesProvider":        true,
			"documentHighlightProvider": true,
			"documentLinkProvider":      map[string]any{},
			"documentSymbolProvider":    true,
			"workspaceSymbolProvider":   true,
			"completionProvider":        map[string]any{"triggerCharacters": []string{"{", ">", " ", "/", "#", "\"", "[", "."}},
			"renameProvider":            map[string]any{"prepareProvider": true},
			"codeActionProvider":        map[string]any{"codeActionKinds": []string{kindQuickFix, kindFixAll}},
			"codeLensProvider":          map[string]any{"resolveProvider": true},
			"workspace":                 map[string]any{"fileOperations": map[string]any{"willRename": files}},
		},
	}, nil
}

// notified handles a notification. One that is wrong is logged: there is
// nobody to answer.
func (s *server) notified(req *jsonrpc2.Request) {
	handle, ok := map[string]func(json.RawMessage) error{
		"initialized":                     s.watch,
		"exit":                            s.exit,
		"$/cancelRequest":                 s.cancel,
		"textDocument/didOpen":            s.didOpen,
		"textDocument/didChange":          s.didChange,
		"textDocument/didSave":            s.didSave,
		"textDocument/didClose":           s.didClose,
		"workspace/didChangeWatchedFiles": s.didChangeFiles,
	}[req.Method]
	if !ok || !s.initialized && req.Method != "exit" {
		return
	}
	_, err := safely(s.ctx, func(context.Context) (any, error) { return nil, handle(params(req)) })
	if err != nil {
		fmt.Fprintf(s.opts.Log, "quoin lsp: %s: %v\n", req.Method, err)
	}
}

func (s *server) exit(json.RawMessage) error {
	select {
	case <-s.left:
	default:
		close(s.left)
	}
	return nil
}

func (s *server) cancel(raw json.RawMessage) error {
	p, err := decode[cancelParams](raw)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if cancel := s.running[string(p.ID)]; cancel != nil {
		cancel()
	}
	return nil
}

// watch asks the client to tell of files that others change, as git does.
func (s *server) watch(json.RawMessage) error {
	if !s.client.Capabilities.Workspace.DidChangeWatchedFiles.DynamicRegistration {
		return nil
	}
	ask := map[string]any{"registrations": []any{map[string]any{
		"id": "quoin-files", "method": "workspace/didChangeWatchedFiles",
		"registerOptions": map[string]any{"watchers": []any{
			map[string]any{"globPattern": "**/*.{md,prompt,toml,json,lock}"},
		}},
	}}}
	s.goes(func() { _ = s.conn.Call(s.ctx, "client/registerCapability", ask, nil) })
	return nil
}

// capture returns what a request is about, as it is now.
func (s *server) capture(raw *json.RawMessage) view {
	var p struct {
		TextDocument documentID `json:"textDocument"`
		Data         string     `json:"data"`
		Files        []struct {
			OldURI string `json:"oldUri"`
		} `json:"files"`
	}
	if raw != nil {
		_ = json.Unmarshal(*raw, &p) // who needs more says so
	}
	uri := p.TextDocument.URI
	if uri == "" {
		uri = p.Data
	}
	if uri == "" && len(p.Files) > 0 {
		uri = p.Files[0].OldURI
	}
	v := view{s: s, enc: s.enc}
	for _, root := range slices.Sorted(maps.Keys(s.projects)) {
		v.all = append(v.all, s.projects[root].now())
	}
	name, ok := pathOf(uri)
	if !ok {
		return v
	}
	if d := s.docs[name]; d != nil && d.project != nil {
		v.snapshot, v.rel = d.project.now(), d.rel
	} else if root, ok := s.opts.Root(filepath.Dir(name)); ok && s.projects[root] != nil {
		v.snapshot, v.rel = s.projects[root].now(), relative(root, name)
	}
	if v.snapshot != nil {
		v.frag = v.ws.Named(v.rel)
	}
	return v
}
