package main

import (
	"io/fs"
	"path"
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

// ReadDir implements [fs.ReadDirFS].
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(o.FS, name) }

// An overlayFile is an open file of an overlay, and its own description.
type overlayFile struct {
	*strings.Reader
	name string
}

func (f *overlayFile) Stat() (fs.FileInfo, error) { return f, nil }
func (f *overlayFile) Close() error               { return nil }
func (f *overlayFile) Name() string               { return f.name }
func (f *overlayFile) Mode() fs.FileMode          { return 0o444 }
func (f *overlayFile) ModTime() time.Time         { return time.Time{} }
func (f *overlayFile) IsDir() bool                { return false }
func (f *overlayFile) Sys() any                   { return nil }
