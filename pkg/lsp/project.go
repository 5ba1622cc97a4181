package lsp

import (
	"context"
	"maps"
	"path/filepath"
	"sync"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/cost"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// A project is one workspace as the editor sees it, or one file that belongs
// to none. It is edited by the goroutine that reads messages and watched by
// the one that looks for problems.
type project struct {
	s     *server
	root  string // absolute
	loose bool
	wake  chan struct{} // holds one token while there is something to look at

	mu     sync.Mutex
	snap   *snapshot
	dirty  map[string]bool // files that changed since the whole was looked at
	stale  bool            // what files there are may have changed
	giveUp context.CancelFunc

	// What was found, by path, and what of it the rules about the whole found.
	found, whole map[string]diag.List

	// showing is held, before mu, by whoever sends diagnostics. Shown is what
	// was sent, by path.
	showing sync.Mutex
	shown   map[string]publishParams
}

// A snapshot is a workspace at one moment, and is not changed.
type snapshot struct {
	root   string
	ws     *workspace.Workspace
	loaded map[string]diag.List // what reading the files found, by path
	open   map[string]openText  // by path
	scale  func() *cost.Scale
	known  func(*fragment.Fragment) diag.List

	mu      sync.Mutex
	weights map[*fragment.Fragment]*cost.Prompt
}

// An openText is what the editor holds of a file.
type openText struct {
	uri     string
	version int
	text    string
}

func newProject(s *server, root string, loose bool) *project {
	return &project{
		s: s, root: root, loose: loose, wake: make(chan struct{}, 1),
		dirty: map[string]bool{}, giveUp: func() {},
		found: map[string]diag.List{}, whole: map[string]diag.List{}, shown: map[string]publishParams{},
	}
}

// now returns the present snapshot.
func (p *project) now() *snapshot {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.snap
}

func byPath(l diag.List) map[string]diag.List {
	paths := map[string]diag.List{}
	for _, d := range l {
		if !d.Span.IsZero() {
			paths[d.Span.File.Path] = append(paths[d.Span.File.Path], d)
		}
	}
	return paths
}

// texts is what the open files hold.
func texts(open map[string]openText) map[string]string {
	out := make(map[string]string, len(open))
	for name, t := range open {
		out[name] = t.text
	}
	return out
}

// read loads everything, with the texts of the open files.
func (p *project) read(open map[string]openText) (*snapshot, error) {
	if p.loose {
		var files []*source.File
		for name, t := range open {
			files = append(files, source.NewFile(name, t.text))
		}
		ws, found := workspace.Loose(files)
		return p.snapshot(ws, byPath(found), open), nil
	}
	files, err := p.s.opts.Files(p.root, texts(open))
	if err != nil {
		return nil, err
	}
	defer files.Close()
	ws, found, err := workspace.Load(p.s.ctx, files, workspace.Options{})
	if err != nil {
		return nil, err
	}
	return p.snapshot(ws, byPath(found), open), nil
}

func (p *project) snapshot(ws *workspace.Workspace, loaded map[string]diag.List, open map[string]openText) *snapshot {
	return &snapshot{
		root: p.root, ws: ws, loaded: loaded, open: open,
		scale: sync.OnceValue(func() *cost.Scale {
			prices, _ := cost.Catalogue(ws)
			return cost.NewScale(prices)
		}),
		known:   p.foundIn,
		weights: map[*fragment.Fragment]*cost.Prompt{},
	}
}

// load makes the first snapshot.
func (p *project) load() error {
	snap, err := p.read(map[string]openText{})
	p.snap, p.stale = snap, false
	return err
}

// reload reads everything again unless a text changes meanwhile; then whoever
// changed it has woken the worker.
func (p *project) reload() error {
	before := p.now()
	snap, err := p.read(before.open)
	p.mu.Lock()
	defer p.mu.Unlock()
	if err == nil && p.snap == before {
		p.snap, p.stale = snap, false
	}
	return err
}

// opened takes over a text from the editor. A file that nobody knew is read
// with the rest at once, so that what is asked next is answered.
func (p *project) opened(d *document) error {
	if err := p.edited(d); err != nil {
		return err
	}
	snap := p.now()
	if p.loose || snap.ws.Named(d.rel) != nil || !snap.ws.Reads(d.rel) {
		return nil
	}
	defer p.signal()
	return p.reload()
}

func (p *project) edited(d *document) error {
	open := maps.Clone(p.now().open)
	open[d.rel] = openText{d.uri, d.version, d.text}
	return p.change(d.rel, open)
}

func (p *project) closed(d *document) error {
	open := maps.Clone(p.now().open)
	delete(open, d.rel)
	return p.change(d.rel, open)
}

// saved reads everything again for a file that is no prompt: a sample or a
// schema, say.
func (p *project) saved(d *document) error {
	if p.loose || p.now().ws.Named(d.rel) != nil {
		return nil
	}
	return p.changed(nil, true)
}

// changed takes up what others did to files. Many are read with all others.
func (p *project) changed(names []string, load bool) error {
	const few = 20
	if load || len(names) > few {
		p.mu.Lock()
		p.stale = true
		p.giveUp()
		p.mu.Unlock()
		p.signal()
		return nil
	}
	for _, name := range names {
		if err := p.change(name, p.now().open); err != nil {
			return err
		}
	}
	return nil
}

// change makes the snapshot in which one file has another text.
func (p *project) change(name string, open map[string]openText) error {
	before := p.now()
	next, stale, err := p.update(before, name, open)
	if err != nil {
		return err
	}
	p.mu.Lock()
	p.snap = next
	p.stale = p.stale || stale
	p.dirty[name] = true
	p.giveUp()
	p.mu.Unlock()
	p.signal()
	return nil
}

// update reads one file again. Stale says that only loading can tell what the
// change means; until then the rest stays as it was.
func (p *project) update(before *snapshot, name string, open map[string]openText) (next *snapshot, stale bool, err error) {
	if p.loose {
		next, err = p.read(open)
		return next, false, err
	}
	files, err := p.s.opts.Files(p.root, texts(open))
	if err != nil {
		return nil, false, err
	}
	defer files.Close()
	ws, found, ok := before.ws.Update(files, name)
	if !ok {
		next = p.snapshot(before.ws, before.loaded, open)
		next.scale = before.scale
		return next, true, nil
	}
	loaded := maps.Clone(before.loaded)
	delete(loaded, name)
	if len(found) > 0 {
		loaded[name] = found
	}
	next = p.snapshot(ws, loaded, open)
	next.scale = before.scale // its prices are those of quoin.toml, which did not change
	return next, false, nil
}

// signal wakes the worker.
func (p *project) signal() {
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// foundIn returns what was found in a file, nil if its text is another one by
// now.
func (p *project) foundIn(f *fragment.Fragment) diag.List {
	p.mu.Lock()
	defer p.mu.Unlock()
	l := p.found[f.File.Path]
	for _, d := range l {
		if d.Span.File.Text != f.File.Text {
			return nil
		}
	}
	return l
}

// uri names a file of the workspace as the editor does.
func (s *snapshot) uri(name string) string {
	if t, ok := s.open[name]; ok {
		return t.uri
	}
	return uriOf(filepath.Join(s.root, filepath.FromSlash(name)))
}

// weigh weighs a prompt, or a fragment as if it were one, once a snapshot.
func (s *snapshot) weigh(f *fragment.Fragment) *cost.Prompt {
	s.mu.Lock()
	w, ok := s.weights[f]
	s.mu.Unlock()
	if ok {
		return w
	}
	t, _ := compose.Resolve(s.ws, f)
	weighed := s.scale().Weigh(t, "", nil)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.weights[f] = &weighed
	return &weighed
}
