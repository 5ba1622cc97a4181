package workspace

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/par"
	"github.com/quoin-dev/quoin/pkg/source"
)

// The rules that this package finds.
const (
	ruleUnreadable = "structure/unreadable"
	ruleEncoding   = "structure/encoding"
	ruleDuplicate  = "structure/duplicate-name"
	ruleSample     = "compose/stale-sample"
)

// MaxFileSize bounds the files that are read, in bytes. A prompt of that size
// fits no model.
const MaxFileSize = 10 << 20

// Options says what to load. The zero value loads everything.
type Options struct {
	// Config is used in place of the file system's quoin.toml.
	Config *config.Config
	// Like is a workspace that is much the same, such as that of another
	// revision: files that are the same in both are not parsed again, and their
	// diagnostics are not repeated.
	Like *Workspace
}

// Load reads the workspace at the root of a file system: quoin.toml, and every
// .md and .prompt file below the prompts folder. No prompts are hidden files,
// what is in folders of goldens or in another workspace, and a README,
// CHANGELOG, CONTRIBUTING or LICENSE without Quoin's front matter. The error is for a root without quoin.toml or a cancelled context;
// what is wrong with single files is in the diagnostics, and the rest loads.
//
// Links are followed to files within the root. The file system must see to it
// that they lead nowhere else, as that of [os.Root] does.
func Load(ctx context.Context, fsys fs.FS, opts Options) (*Workspace, diag.List, error) {
	l := &loader{fsys: fsys, ws: &Workspace{files: map[string]*source.File{}}, like: opts.Like}
	if err := l.config(opts); err != nil {
		return nil, nil, err
	}
	paths := l.find()
	read, err := par.Map(ctx, paths, func(_ context.Context, name string) (parsed, error) {
		return l.parse(name), nil
	})
	if err != nil {
		return nil, nil, err
	}
	for _, p := range read {
		l.found = append(l.found, p.found...)
		if p.fragment != nil {
			l.ws.All = append(l.ws.All, p.fragment)
		}
	}
	l.empty()
	l.found = append(l.found, l.ws.index()...)
	for _, f := range l.ws.All {
		l.references(f)
	}
	l.found.Sort()
	return l.ws, l.found, nil
}

// Loose makes a workspace of files that belong to none. Text without Quoin's
// front matter is prose in it.
func Loose(files []*source.File) (*Workspace, diag.List) {
	ws := &Workspace{Config: config.Default(), Loose: true, files: map[string]*source.File{}}
	var found diag.List
	for _, p := range par.Each(files, func(f *source.File) parsed {
		return parseFile(f, fragment.Options{ID: looseID(f.Path), Standalone: true})
	}) {
		found = append(found, p.found...)
		if p.fragment != nil {
			ws.All = append(ws.All, p.fragment)
		}
	}
	found = append(found, ws.index()...)
	found.Sort()
	return ws, found
}

func looseID(name string) string {
	dir, base := path.Split(strings.TrimSuffix(name, path.Ext(name)))
	if path.Ext(name) == ".prompt" {
		return strings.TrimPrefix(dir+strings.TrimPrefix(base, "_"), "./")
	}
	return name
}

type loader struct {
	fsys  fs.FS
	ws    *Workspace
	found diag.List
	like  *Workspace
}

func (l *loader) config(opts Options) error {
	if opts.Config != nil {
		l.ws.Config = opts.Config
		return nil
	}
	text, err := fs.ReadFile(l.fsys, config.Name)
	if err != nil {
		return fmt.Errorf("read %s: %w", config.Name, err)
	}
	c, found := config.Parse(source.NewFile(config.Name, string(text)))
	l.ws.Config = c
	l.found = append(l.found, found...)
	l.ws.Prices = l.extra(PricesFile)
	l.ws.Lock = l.extra(path.Join(c.Prompts, LockFile))
	l.ws.Labels = l.extra(path.Join(c.Prompts, LabelsFile))
	return nil
}

// extra reads a file that a workspace may have, nil where it has not.
func (l *loader) extra(name string) *source.File {
	text, err := l.read(name)
	switch {
	case err == nil:
		return source.NewFile(name, text)
	case !errors.Is(err, fs.ErrNotExist):
		l.unreadable(name, "this file cannot be read: "+reason(err), "")
	}
	return nil
}

// The files beside prompts and fragments: a workspace's own copy of the price
// catalogue, at its root, and its releases, in the folder of prompts.
const (
	PricesFile = "prices.toml"
	LockFile   = "quoin.lock"
	LabelsFile = "labels.toml"
)

// unreadable reports a file that is not loaded.
func (l *loader) unreadable(name, message, help string) {
	l.found.Add(diag.Diagnostic{
		Rule: ruleUnreadable, Severity: diag.Error, Span: source.NewFile(name, "").Whole(), Message: message, Help: help,
	})
}

// find lists the files to read, in order.
func (l *loader) find() []string {
	var paths []string
	folder := l.ws.Config.Prompts
	err := fs.WalkDir(l.fsys, folder, func(name string, e fs.DirEntry, err error) error {
		base := path.Base(name)
		switch {
		case err != nil:
			if name != folder || !errors.Is(err, fs.ErrNotExist) {
				l.unreadable(name, "this folder cannot be read: "+reason(err), "")
			}
			return fs.SkipDir
		case name != folder && strings.HasPrefix(base, "."):
			if e.IsDir() {
				return fs.SkipDir
			}
		case e.IsDir():
			if strings.HasSuffix(base, ".goldens") || name != folder && l.isWorkspace(name) {
				return fs.SkipDir
			}
		case e.Type()&fs.ModeSymlink != 0:
			l.link(name, &paths)
		case isPromptFile(name) && !e.Type().IsRegular():
			l.notRegular(name)
		case isPromptFile(name):
			paths = append(paths, name)
		}
		return nil
	})
	if err != nil {
		l.unreadable(folder, "this folder cannot be read: "+reason(err), "")
	}
	return paths
}

// empty reports a workspace in which nothing was found to read: as an error
// where quoin.toml names a folder that does not exist.
func (l *loader) empty() {
	c := l.ws.Config
	if len(l.ws.All) > 0 || len(l.found) > 0 {
		return
	}
	d := diag.Diagnostic{
		Rule: config.Rule, Severity: diag.Warning, Span: c.Keys.Find("prompts"),
		Message: fmt.Sprintf("there are no prompts below `%s`", c.Prompts),
		Help:    "prompts and fragments are files that end in .md or .prompt",
	}
	if _, err := fs.Stat(l.fsys, c.Prompts); errors.Is(err, fs.ErrNotExist) && !d.Span.IsZero() {
		d.Severity, d.Message = diag.Error, fmt.Sprintf("there is no folder `%s`", c.Prompts)
	}
	if d.Span.IsZero() {
		d.Span = source.NewFile(config.Name, "").Whole()
	}
	l.found.Add(d)
}

// isWorkspace reports whether a folder is the root of another workspace.
func (l *loader) isWorkspace(name string) bool {
	_, err := fs.Stat(l.fsys, path.Join(name, config.Name))
	return err == nil
}

// link decides about a symbolic link: one to a prompt within the root is read
// as if it were the file.
func (l *loader) link(name string, paths *[]string) {
	info, err := fs.Stat(l.fsys, name)
	switch {
	case err != nil && isPromptFile(name):
		l.unreadable(name, "this link leads nowhere within the workspace", "copy the file here, or remove the link")
	case err != nil:
	case info.IsDir():
		l.found.Add(diag.Diagnostic{
			Rule: ruleUnreadable, Severity: diag.Warning, Span: source.NewFile(name, "").Whole(),
			Message: "a link to a folder is not followed", Help: "put the files here, or set `prompts` to their folder",
		})
	case isPromptFile(name) && !info.Mode().IsRegular():
		l.notRegular(name)
	case isPromptFile(name):
		*paths = append(*paths, name)
	}
}

// notRegular reports a pipe or a device. It must not even be opened: a pipe
// waits for a writer that may never come.
func (l *loader) notRegular(name string) {
	l.unreadable(name, "this file cannot be read: it is no regular file", "")
}

func isPromptFile(name string) bool {
	ext := path.Ext(name)
	return ext == ".md" || ext == ".prompt"
}

// reason is the error behind a path error: the path is shown already.
func reason(err error) string {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		err = pe.Err
	}
	return err.Error()
}

// parsed is what one file gave: no fragment where it cannot be read.
type parsed struct {
	fragment *fragment.Fragment
	found    diag.List
}

func (l *loader) parse(name string) parsed {
	text, err := l.read(name)
	if err != nil {
		return parsed{found: diag.List{{
			Rule: ruleUnreadable, Severity: diag.Error, Span: source.NewFile(name, "").Whole(),
			Message: "this file cannot be read: " + reason(err),
		}}}
	}
	if isAbout(name) && !strings.HasPrefix(text, "+++") {
		return parsed{}
	}
	id := l.id(name)
	if l.like != nil {
		if f, ok := l.like.Lookup(id); ok && f.File.Path == name && f.File.Text == text && !refersToFiles(f) {
			return parsed{fragment: f}
		}
	}
	return parseFile(source.NewFile(name, text), fragment.Options{ID: id})
}

// refersToFiles reports whether a fragment holds what other files say, which
// may differ where its own text does not.
func refersToFiles(f *fragment.Fragment) bool {
	return f.Meta.Output.SchemaFile != "" ||
		slices.ContainsFunc(f.Meta.Vars, func(v fragment.Var) bool { return v.SampleFile != "" }) ||
		slices.ContainsFunc(f.Meta.Tools, func(t fragment.Tool) bool { return t.ParametersFile != "" })
}

// isAbout reports whether a file is by its name about the folder that it is
// in, and no prompt.
func isAbout(name string) bool {
	switch strings.ToUpper(path.Base(name)) {
	case "README.MD", "CHANGELOG.MD", "CONTRIBUTING.MD", "LICENSE.MD":
		return true
	}
	return false
}

var errTooLarge = errors.New("it is larger than 10 MB")

func (l *loader) read(name string) (string, error) {
	f, err := l.fsys.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", err
	}
	if !info.Mode().IsRegular() {
		return "", errors.New("it is no regular file")
	}
	if info.Size() > MaxFileSize {
		return "", errTooLarge
	}
	text := make([]byte, info.Size())
	n, err := io.ReadFull(f, text)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return "", err
	}
	return string(text[:n]), nil
}

// id is the path below the prompts folder without `fragments/`, the extension
// and the underscore of a dotprompt partial.
func (l *loader) id(name string) string {
	name = strings.TrimPrefix(name, l.ws.Config.Prompts+"/")
	name = strings.TrimPrefix(name, "fragments/")
	ext := path.Ext(name)
	name = strings.TrimSuffix(name, ext)
	if dir, base := path.Split(name); ext == ".prompt" {
		name = dir + strings.TrimPrefix(base, "_")
	}
	return name
}

// parseFile reads a file that has been loaded. Binary files are refused; text
// that is not UTF-8 is reported and read.
func parseFile(file *source.File, opts fragment.Options) parsed {
	var p parsed
	if i := strings.IndexByte(file.Text, 0); i >= 0 && isBinary(file.Text) {
		p.found.Add(diag.Diagnostic{
			Rule: ruleEncoding, Severity: diag.Error, Span: source.NewFile(file.Path, "").Whole(),
			Message: "this is no text: it holds NUL bytes", Help: "if it is UTF-16, save it as UTF-8",
		})
		return p
	}
	if len(file.Text) > MaxFileSize {
		p.found.Add(diag.Diagnostic{
			Rule: ruleUnreadable, Severity: diag.Error, Span: source.NewFile(file.Path, "").Whole(),
			Message: "this file cannot be read: " + errTooLarge.Error(),
		})
		return p
	}
	p.fragment, p.found = fragment.Parse(file, opts)
	if i := invalidUTF8(file.Text); i >= 0 {
		p.found.Add(diag.Diagnostic{
			Rule: ruleEncoding, Severity: diag.Error, Span: file.Span(i, i+1),
			Message: fmt.Sprintf("the byte 0x%02x is no UTF-8", file.Text[i]), Help: "save the file as UTF-8",
		})
	}
	return p
}

// isBinary looks at the first bytes only: a stray NUL in a prompt is the
// business of a rule.
func isBinary(text string) bool { return strings.IndexByte(text[:min(len(text), 8000)], 0) >= 0 }

func invalidUTF8(text string) int {
	if utf8.ValidString(text) {
		return -1
	}
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// index sorts the fragments and fills the maps. Of two files with one id the
// first by path counts.
func (w *Workspace) index() diag.List {
	var found diag.List
	slices.SortFunc(w.All, func(a, b *fragment.Fragment) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.File.Path, b.File.Path))
	})
	w.byID = make(map[string]*fragment.Fragment, len(w.All))
	w.users = map[string][]*fragment.Fragment{}
	kept := w.All[:0]
	for _, f := range w.All {
		if first, ok := w.byID[f.ID]; ok {
			found.Add(diag.Diagnostic{
				Rule: ruleDuplicate, Severity: diag.Error, Span: firstLine(f),
				Message: fmt.Sprintf("two files are named `%s`", f.ID),
				Related: []diag.Label{{Span: firstLine(first), Text: "this one counts"}},
				Help:    "rename one of them",
			})
			continue
		}
		w.byID[f.ID] = f
		kept = append(kept, f)
	}
	w.All = kept
	for _, f := range w.All {
		for _, p := range f.Includes {
			if users := w.users[p.Name]; len(users) == 0 || users[len(users)-1] != f {
				w.users[p.Name] = append(users, f)
			}
		}
	}
	return found
}

func firstLine(f *fragment.Fragment) source.Span {
	line, _ := f.File.Line(1)
	return f.File.Span(0, len(line))
}

// references reads the files that front matter names: samples and schemas.
func (l *loader) references(f *fragment.Fragment) {
	for i := range f.Meta.Vars {
		v := &f.Meta.Vars[i]
		if v.SampleFile == "" {
			continue
		}
		if file := l.file(f, v.SampleFile, "vars."+config.Quote(v.Name)+".sample", ruleSample); file != nil {
			v.Sample = strings.TrimSuffix(file.Text, "\n")
		}
	}
	if out := &f.Meta.Output; out.SchemaFile != "" {
		out.Schema = l.schema(f, out.SchemaFile, "output.schema")
	}
	for i := range f.Meta.Tools {
		if t := &f.Meta.Tools[i]; t.ParametersFile != "" {
			t.Parameters = l.schema(f, t.ParametersFile, fmt.Sprintf("tools[%d].parameters", i))
		}
	}
}

// file reads a file that front matter names, relative to the root, else to
// the folder of the file that names it. A name never leads out of the root.
func (l *loader) file(f *fragment.Fragment, name, key, rule string) *source.File {
	problem := func(message, help string) *source.File {
		l.found.Add(diag.Diagnostic{Rule: rule, Severity: diag.Error, Span: f.Key(key), Message: message, Help: help})
		return nil
	}
	within := false
	for _, at := range []string{path.Clean(name), path.Join(path.Dir(f.File.Path), name)} {
		if !fs.ValidPath(at) || path.IsAbs(name) {
			continue
		}
		within = true
		if file, ok := l.ws.files[at]; ok {
			return file
		}
		text, err := l.read(at)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return problem(fmt.Sprintf("`%s` cannot be read: %s", name, reason(err)), "")
		}
		l.ws.files[at] = source.NewFile(at, text)
		return l.ws.files[at]
	}
	if !within {
		return problem(fmt.Sprintf("`%s` leads out of the workspace", name), "keep the file below "+config.Name)
	}
	return problem(fmt.Sprintf("there is no file `%s`", name), "name it relative to "+config.Name+" or to this file")
}

// schema reads a JSON Schema. What is no JSON object is reported.
func (l *loader) schema(f *fragment.Fragment, name, key string) []byte {
	file := l.file(f, name, key, fragment.Rule)
	if file == nil {
		return nil
	}
	var object map[string]any
	if err := json.Unmarshal([]byte(file.Text), &object); err != nil {
		d := diag.Diagnostic{Rule: fragment.Rule, Severity: diag.Error, Span: f.Key(key), Message: fmt.Sprintf("`%s` is no JSON Schema: %v", name, err)}
		if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
			at := min(int(syntax.Offset), len(file.Text))
			d.Related = []diag.Label{{Span: file.Span(max(at-1, 0), at), Text: "here"}}
		}
		l.found.Add(d)
		return nil
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, []byte(file.Text)); err != nil {
		return nil
	}
	return compact.Bytes()
}
