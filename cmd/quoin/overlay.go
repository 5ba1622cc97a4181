package main

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// An overlay is a file system in which some files have other texts than on
// the disk: those that `--fix` has changed, or that an editor has not saved.
type overlay struct {
	fs.FS
	texts map[string]string // by slash-separated path
}

// Open implements [fs.FS].
func (o overlay) Open(name string) (fs.File, error) {
	if text, ok := o.texts[name]; ok {
		return &overlayFile{Reader: strings.NewReader(text), name: path.Base(name)}, nil
	}
	return o.FS.Open(name)
}

// ReadFile implements [fs.ReadFileFS].
func (o overlay) ReadFile(name string) ([]byte, error) {
	if text, ok := o.texts[name]; ok {
		return []byte(text), nil
	}
	return fs.ReadFile(o.FS, name)
}

// Stat implements [fs.StatFS].
func (o overlay) Stat(name string) (fs.FileInfo, error) {
	if text, ok := o.texts[name]; ok {
		return &overlayFile{Reader: strings.NewReader(text), name: path.Base(name)}, nil
	}
	return fs.Stat(o.FS, name)
}

// ReadDir implements [fs.ReadDirFS]. Files that only the overlay has are listed
// too, and the folders that they need.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.FS, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	there := map[string]bool{}
	for _, e := range entries {
		there[e.Name()] = true
	}
	for file := range o.texts {
		rest, below := file, true
		if name != "." {
			rest, below = strings.CutPrefix(file, name+"/")
		}
		first, _, deeper := strings.Cut(rest, "/")
		if !below || there[first] {
			continue
		}
		there[first] = true
		entries = append(entries, fs.FileInfoToDirEntry(&overlayFile{name: first, dir: deeper}))
	}
	if len(there) == 0 && err != nil {
		return nil, err
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}

// An overlayFile is an open file of an overlay, and its own description.
type overlayFile struct {
	*strings.Reader
	name string
	dir  bool
}

func (f *overlayFile) Stat() (fs.FileInfo, error) { return f, nil }
func (f *overlayFile) Close() error               { return nil }
func (f *overlayFile) Name() string               { return f.name }
func (f *overlayFile) IsDir() bool                { return f.dir }
func (f *overlayFile) ModTime() time.Time         { return time.Time{} }
func (f *overlayFile) Sys() any                   { return nil }

// Size is that of the text; a folder has none.
func (f *overlayFile) Size() int64 {
	if f.dir {
		return 0
	}
	return f.Reader.Size()
}

func (f *overlayFile) Mode() fs.FileMode {
	if f.dir {
		return fs.ModeDir | 0o555
	}
	return 0o444
}
